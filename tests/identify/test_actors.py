"""Are the entries of the registry whole?"""

from khaldun.identify.actors import actors
from khaldun.identify.listed import countries


def test_relations_lead_to_actors_that_are_there() -> None:
    related = {other for a in actors().values() for other in (*a.parents, *a.predecessors, *a.successors)}
    assert related - set(actors()) == set()


def test_every_entry_has_a_source_and_countries_that_exist() -> None:
    assert [a.id for a in actors().values() if not a.source] == []
    assert {c for a in actors().values() for c in a.countries} - set(countries()) == set()


def test_no_actor_ends_before_it_begins() -> None:
    both = [a for a in actors().values() if a.start is not None and a.end is not None]
    assert [a.id for a in both if (a.start or 0) > (a.end or 0)] == []


def test_predecessors_and_successors_name_one_another_or_overlap() -> None:
    """A predecessor may live on, but it never begins after its successor."""
    wrong = [
        (a.id, other)
        for a in actors().values()
        for other in a.predecessors
        if a.start and (actors()[other].start or 0) > a.start
    ]
    assert wrong == []


def test_the_sahel_and_its_neighbours_are_covered_in_both_languages() -> None:
    near = {"ML", "BF", "NE", "NG", "TD", "MR", "CI", "BJ", "TG", "CM", "DZ", "LY", "SN", "GN", "GH"}
    kept = [a for a in actors().values() if near & set(a.countries) and any(a.aliases.values())]
    both = [a for a in kept if a.aliases.get("en") and a.aliases.get("fr")]
    assert len(both) >= 80
