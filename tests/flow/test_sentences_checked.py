"""Do twelve sentences, six of them French, get the verdict that UCDP's rows allow, from their words to their rows?"""

from pathlib import Path

import pytest

from khaldun.cli import run
from khaldun.flow.ask import CheckedReport, check_paths
from khaldun.read.given import Given

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ucdp"
FILES = {"ucdp-ged": "GEDEvent_v21_01_21_12.csv.gz", "ucdp-country-year": "organizedviolencecy_v25_1.csv.gz"}
ENGLISH = {
    "The Malian army killed fewer than 100 civilians in Mali in 2021.": "depends",
    "More than 1,000 people were killed in violence in Mali in 2021.": "reproduced",
    "At least 300 civilians were killed by JNIM in Mali in 2021.": "not reproduced",
    "There were 225 deadly incidents in Mali in 2021.": "reproduced",
    "There were about two dozen incidents within 30 miles of Mali's borders with Ivory Coast, Guinea, Senegal and "
    "Mauritania in 2021.": "not reproduced",
    "There were 300 deadly incidents in Mali in 2019.": "cannot be tested",
}
FRENCH = {
    "Au moins 200 civils ont été tués au Mali en 2021.": "reproduced",
    "L'armée malienne a tué 24 civils au Mali en 2021.": "depends",
    "Plus de 300 civils ont été tués par le JNIM au Mali en 2021.": "not reproduced",
    "On a compté trois incidents à moins de 48 km des frontières du Mali avec la Guinée, la Côte d'Ivoire, le Sénégal "
    "et la Mauritanie en 2021.": "depends",
    "Au moins 500 civils ont été tués au Mali en 2023.": "reproduced",
    "Moins de 1000 personnes ont été tuées au Mali en 2021.": "not reproduced",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not all((SHARED / name).exists() for name in FILES.values()):
        pytest.skip(f"no UCDP files in {SHARED}")
    folder = tmp_path_factory.mktemp("home")
    for source, name in FILES.items():
        assert run(["read", source, str(SHARED / name), "--home", str(folder)]) == 0
    assert run(["release", "--home", str(folder)]) == 0
    return folder


@pytest.mark.parametrize(("language", "sentences"), [("en", ENGLISH), ("fr", FRENCH)])
def test_sentences_get_their_verdicts(home: Path, tmp_path: Path, language: str, sentences: dict[str, str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text("\n\n".join(sentences), encoding="utf-8")
    (found,) = check_paths(home, [str(path)], tag=None, given=Given(language=language))
    assert isinstance(found, CheckedReport)
    assert [one.verdict for one in found.checked] == list(sentences.values())
