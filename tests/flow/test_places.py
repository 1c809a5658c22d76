"""Does a country dump join the gazetteer of a home folder, and is anything else refused?"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from khaldun.flow.places import dumps_of, gazetteer_of, read_dump
from khaldun.flow.read import Added, read_reports_into
from khaldun.model import KhaldunError

AT = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = "99000001|Exampledougou|Exampledougou||13.5|-5.5|P|PPL|ML||04||||300||280|Africa/Bamako|2014-01-01"
ROW = PLACE.replace("|", "\t")


def dump(folder: Path, text: str = f"{ROW}\n", name: str = "ML.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_village_of_a_dump_is_found_in_its_home_and_nowhere_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert gazetteer_of(home, dumps_of(home)).resolve("Exampledougou", countries=["ML"]) is None
    assert read_dump(home, dump(tmp_path)) == (1, ())
    found = gazetteer_of(home, dumps_of(home)).resolve("Exampledougou", countries=["ML"])
    assert found is not None
    assert (found.id, found.latitude) == ("geonames:99000001", 13.5)


def test_a_report_is_coded_anew_when_a_dump_was_added(tmp_path: Path) -> None:
    home, report = tmp_path / "home", tmp_path / "report.txt"
    report.write_text("Gunmen killed three people in Exampledougou, Mali, on 5 January 2024.", encoding="utf-8")

    def read() -> list[str]:
        return [each.change for each in read_reports_into(home, [str(report)], at=AT) if isinstance(each, Added)]

    assert (read(), read()) == (["new"], ["unchanged"])
    read_dump(home, dump(tmp_path))
    assert (read(), read()) == (["recoded"], ["unchanged"])


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        (f"{ROW}\n", "villages.txt", "not named after a country"),
        ("a\tb\n", "ML.txt", "1 of 1 rows are broken"),
        ("", "ML.txt", "is empty"),
    ],
)
def test_what_is_no_dump_is_refused(tmp_path: Path, text: str, name: str, sentence: str) -> None:
    with pytest.raises(KhaldunError, match=sentence):
        read_dump(tmp_path / "home", dump(tmp_path, text, name))
    assert dumps_of(tmp_path / "home") == ""
