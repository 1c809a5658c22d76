"""Is the JSON that people script against what docs/json.md says?"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khaldun.coding.coded import Coded
from khaldun.flow.code import code_report
from khaldun.model import Account, Party, Report, Toll
from khaldun.show.contract import report_json

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
TEXT = """Gunmen raid village in northern Mali

Gunmen of JNIM attacked the village of Bourem on Tuesday and killed at least seven people, the mayor said. The group
claimed responsibility for the attack. Last year 120 civilians were killed in the region, according to ACLED.
"""
KILLED = Toll(outcome="killed", low=3, best=3, high=3)
REPORT = Report(
    id="r-1",
    text=TEXT,
    sha256="0",
    source="Radio",
    title="Gunmen raid village",
    published=date(2024, 9, 19),
    language="en",
)


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(report_json(REPORT, code_report(REPORT))))
    return found


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The example of the documentation."""
    block = re.findall(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)[0]
    found: dict[str, Any] = json.loads(block)
    return found


def shape(value: object) -> object:
    """The keys of a value, all the way down, in their order; of a list, those of its first element."""
    if isinstance(value, dict):
        return [(key, shape(part)) for key, part in value.items() if key not in ("evidence", "period", "near")]
    return [shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def full(value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value[name] for name in names}


def test_keys_and_their_order_are_those_of_the_documentation(made: dict[str, Any], shown: dict[str, Any]) -> None:
    assert list(made) == list(shown)
    assert shape(made["report"]) == shape(shown["report"])
    assert shape(made["accounts"]) == shape(shown["accounts"])
    assert shape(made["statements"]) == shape(shown["statements"])


def test_the_report_is_described(made: dict[str, Any]) -> None:
    assert made["schema"] == 1
    assert made["report"] == {
        "id": "r-1",
        "title": "Gunmen raid village",
        "source": "Radio",
        "published": "2024-09-19",
        "language": "en",
        "characters": len(TEXT),
    }


def quotes(value: object) -> list[dict[str, Any]]:
    """Every piece of evidence in a value."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"start", "end", "quote"} else []
        return own + [each for part in value.values() for each in quotes(part)]
    return [each for part in value for each in quotes(part)] if isinstance(value, list) else []


def test_every_quote_stands_in_the_text(made: dict[str, Any]) -> None:
    found = quotes(made)
    assert found
    assert [each for each in found if TEXT[each["start"] : each["end"]] != each["quote"]] == []


def test_types_are_told_in_the_words_of_other_schemes(made: dict[str, Any]) -> None:
    assert list(made["accounts"][0]["crosswalk"]) == ["acled", "ucdp", "plover", "cameo"]


def test_who_stands_against_whom_decides_on_ucdp_s_kind() -> None:
    parties = (Party(role="perpetrator", told="gunmen"), Party(role="victim", told="villagers"))
    account = Account(
        id="a", source="s", record="r", type="violence_against_civilians.attack", parties=parties, tolls=(KILLED,)
    )
    report = report_json(REPORT, Coded(accounts=(account,)))
    assert report["accounts"][0]["crosswalk"]["ucdp"] == "one-sided"


def test_days_are_iso_text(made: dict[str, Any]) -> None:
    assert made["accounts"][0]["when"]["start"] == "2024-09-17"
