"""Does a query string say the same events wherever it is read?"""

import pytest

from khaldun.model import KhaldunError
from khaldun.show.filters import PARAMETERS, EventFilter


def test_every_parameter_is_read_from_its_example_and_told_again() -> None:
    told = [(name, one.example) for name, one in PARAMETERS.items()]
    read = EventFilter.read(told)
    assert EventFilter.read([(name, value) for name, value in told]) == read
    assert all(getattr(read, one.field) != getattr(EventFilter(), one.field) for one in PARAMETERS.values())


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_filter_is_the_same_after_its_own_query_string(name: str) -> None:
    from urllib.parse import parse_qsl  # noqa: PLC0415

    read = EventFilter.read([(name, PARAMETERS[name].example)])
    assert EventFilter.read(parse_qsl(read.query())) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [("from", "2021-02-30"), ("min_killed", "-1"), ("min_killed", "９"), ("near", "1,2"), ("near", "nan,0,1"),
     ("bbox", "0,5,1,4"), ("country", "MLI"), ("status", "verified"), ("colour", "red")],
)  # fmt: skip
def test_a_value_that_means_nothing_is_refused_with_its_cure(name: str, value: str) -> None:
    with pytest.raises(KhaldunError, match=r"as |there are: |code"):
        EventFilter.read([(name, value)])


def test_an_empty_value_asks_nothing() -> None:
    assert EventFilter.read([("country", ""), ("q", " ")]) == EventFilter()
