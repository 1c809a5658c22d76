"""Who or where is meant by a name, and what can be read?"""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from khaldun.identify import Places
from khaldun.identify.candidates import Candidate
from khaldun.model import Actor, Place, Registry, Source
from khaldun.show.words import GROUPS

MOST_OTHERS = 5
LEAVES = {"everything": "whole rows", "facts": "coded facts and short quotes", "nothing": "nothing"}


def actor_view(
    told: str, registry: Registry, *, countries: Sequence[str] = (), on: date | None = None
) -> Iterator[RenderableType]:
    """The actor meant by a name, why, what is doubtful, and what the registry holds of it."""
    match = registry.resolve(told, on=on, countries=countries)
    if match.actor is None:
        yield Text(f"“{told}” is no actor that the registry knows: {match.why}")
        group = registry.group(told)
        if group:
            yield Text(f"  as a group of persons it counts as {GROUPS[group]}")
    else:
        yield Text.assemble((match.actor.name, "bold"), ("  " + match.actor.id, "dim"))
        yield Text(f"  why: {match.why}")
        yield _facts(match.actor, registry)
    if match.doubt:
        yield Text(f"  doubtful: {match.doubt}")


def place_view(told: str, gazetteer: Places, *, countries: Sequence[str] = ()) -> Iterator[RenderableType]:
    """Where a name lies, how large the place is taken to be, and what else the name may mean, the likeliest first."""
    found = gazetteer.candidates(told, countries=countries)
    if not found:
        code = gazetteer.country(told)
        known = f"“{told}” is the country {code}" if code else f"no place is known as “{told}”; it would stay as told"
        yield Text(known)
        return
    best, *others = found
    yield Text.assemble((best.place.name, "bold"), ("  " + best.place.id, "dim"))
    yield _position(best, gazetteer)
    if others:
        yield Text(f"  or one of {len(others)} others, the likeliest first", style="italic")
    for other in others[:MOST_OTHERS]:
        yield Text(f"    {_other(other.place)}; {other.found}; {other.place.id}")


def sources_table(sources: Sequence[Source]) -> Table:
    """One row a source: its name, what it is, its licence, what may be passed on."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="italic", show_edge=False)
    for column in ("source", "what it is", "licence", "may be passed on"):
        table.add_column(column, overflow="fold", no_wrap=column == "source")
    for source in sources:
        table.add_row(source.name, source.title, source.licence, LEAVES[source.leaves])
    return table


def _facts(actor: Actor, registry: Registry) -> Table:
    years = f"{actor.start or '…'} to {actor.end or 'today'}"
    aliases = dict.fromkeys(alias for names in actor.aliases.values() for alias in names)
    rows = [
        ("kind", actor.kind.replace("_", " ")),
        ("years", years),
        ("countries", ", ".join(actor.countries)),
        ("part of", _named(actor.parents, registry)),
        ("before it", _named(actor.predecessors, registry)),
        ("after it", _named(actor.successors, registry)),
        ("also called", "; ".join(aliases)),
        ("source", actor.source),
    ]
    return _grid(rows)


def _other(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.admin1, place.country)))


def _position(found: Candidate, gazetteer: Places) -> Table:
    place = found.place
    rows = [
        ("found as", found.found),
        ("country", gazetteer.country_name(place.country)),
        ("first-order area", place.admin1 or ""),
        ("position", f"{place.latitude:.4f}, {place.longitude:.4f}"),
        ("precision", f"{place.precision}, within {place.radius_km:g} km"),
        ("inside", gazetteer.place(place.parent).name if place.parent else ""),
        ("people", f"{place.population:,}" if place.population else ""),
        ("source", place.source),
    ]
    return _grid(rows)


def _named(ids: Sequence[str], registry: Registry) -> str:
    return ", ".join(registry.actor(each).name for each in ids)


def _grid(rows: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in rows:
        if value:
            table.add_row(Text(f"  {name}", style="italic"), Text(value))
    return table
