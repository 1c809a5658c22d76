"""Do the files of the room and the tuple of sources agree?"""

import importlib
import pkgutil
from types import ModuleType

import pytest

import khaldun.read
from khaldun.model import KhaldunError
from khaldun.read.dataset import Dataset
from khaldun.read.sources import DATASETS, FETCHED, SERVERS, SOURCES, TOTALS, dataset


def modules() -> list[ModuleType]:
    return [importlib.import_module(f"khaldun.read.{one.name}") for one in pkgutil.iter_modules(khaldun.read.__path__)]


def test_every_file_that_holds_a_dataset_is_registered_and_every_name_has_its_file() -> None:
    held = {one.__name__: one.DATASET for one in modules() if hasattr(one, "DATASET") and not hasattr(one, "SOURCE")}
    assert {id(one) for one in held.values()} == {id(one) for one in DATASETS}
    assert {name.rsplit(".", 1)[1].replace("_", "-") for name in held} == {one.source.name for one in DATASETS}


def test_every_source_has_a_licence_a_citation_and_a_name_of_its_own() -> None:
    assert all(one.licence and one.citation and one.title for one in SOURCES)
    assert len({one.name for one in SOURCES}) == len(SOURCES)


def test_every_other_file_that_holds_a_source_is_registered() -> None:
    held = {one.SOURCE.name for one in modules() if hasattr(one, "SOURCE")}
    assert held == {one.name for one in (*SERVERS, *TOTALS, *FETCHED)}


@pytest.mark.parametrize("one", DATASETS, ids=lambda one: one.source.name)
def test_no_column_is_both_read_and_ignored(one: Dataset) -> None:
    assert set(one.wanted) & set(one.ignored) == set()
    assert all(one.ignored.values())


def test_an_unknown_source_is_answered_with_the_names_of_all() -> None:
    with pytest.raises(
        KhaldunError, match="no source 'gtd'; there are: report, web, feed, reliefweb, ucdp-ged, gdelt, acled"
    ):
        dataset("gtd")
