"""Can a language be added with files of words and no line of code?"""

from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from khaldun.coding import code
from khaldun.coding.coded import Coded
from khaldun.coding.dates.told import dates, resolve
from khaldun.coding.numbers.told import quantities
from khaldun.coding.words import files as word_files
from khaldun.coding.words.files import add_languages, languages
from khaldun.coding.words.language import lexicon
from khaldun.identify import gazetteer, registry
from khaldun.model import KhaldunError, Report, Span

FOLDER = Path(__file__).parents[2] / "docs" / "languages"
MODELS = ("es_core_news_md", "es_core_news_sm")
needs_model = pytest.mark.skipif(not any(map(find_spec, MODELS)), reason="no Spanish model is installed")
TEXT = (
    "El ejército bombardeó Kidal el 12 de octubre de 2023 y mató a 7 civiles con morteros. "
    "Los soldados se retiraron.\n\n"
    "Hombres armados atacaron el pueblo de Bourem en Malí el 3 de septiembre de 2024 con granadas, dijo el alcalde."
)


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    assert add_languages(FOLDER) == ("es",)
    yield
    word_files._FOLDERS.remove(FOLDER)  # noqa: SLF001


def coded(text: str) -> Coded:
    report = Report(id="r", text=text, sha256="", published=date(2024, 10, 1), language="es")
    return code(report, gazetteer=gazetteer(), registry=registry())


def test_the_words_of_a_folder_are_known_and_the_rest_is_as_in_the_language_it_is_like() -> None:
    assert languages() == ("en", "es", "fr")
    assert "matar" in next(trigger.verbs for trigger in lexicon("es").triggers if trigger.name == "kill")
    assert lexicon("es").words("prepositions", "by") == {"por"}
    assert lexicon("es").words("prepositions", "with") == lexicon("fr").words("prepositions", "with")


def test_numbers_and_dates_are_read_in_it() -> None:
    assert [q.best for q in quantities("mataron a doce soldados", language="es")] == [12]
    (told,) = dates("Atacaron el 3 de septiembre de 2024.", language="es")
    assert resolve([told], published=None).start == date(2024, 9, 3)


@needs_model
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_report_in_it_is_coded_with_quotes() -> None:
    found = coded(TEXT)
    told = [(a.type.split(".")[0], a.when.start, a.where.name if a.where else None) for a in found.accounts]
    assert told == [
        ("explosions", date(2023, 10, 12), "Kidal"),
        ("violence_against_civilians", date(2024, 9, 3), "Bourem"),
    ]
    assert [(toll.outcome, toll.best) for toll in found.accounts[0].tolls] == [("killed", 7)]
    spans = [span for account in found.accounts for span in account.evidence if isinstance(span, Span)]
    assert [span.quote for span in spans] == [TEXT[span.start : span.end] for span in spans] != []


def test_a_folder_without_numbers_or_dates_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "xx.toml").write_text('like = "fr"')
    with pytest.raises(KhaldunError, match=r"numbers/xx\.toml, dates/xx\.toml; docs/languages\.md"):
        add_languages(tmp_path)
