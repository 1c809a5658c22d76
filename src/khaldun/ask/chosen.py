"""Which rows does a selection choose, as an Ibis expression?"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, table

EARTH_KM = 6371.0088
MARK = "once_"  # how the columns begin that count an event and its parts once
YES, NO = ibis.literal(True), ibis.literal(False)  # noqa: FBT003


def chosen(tables: Tables, selection: Selection) -> ibis.Table:
    """The events that a selection chooses."""
    (condition,), events = conditions(tables, [selection])
    kept = events.filter(condition)
    return kept.drop(*(name for name in kept.columns if name.startswith(MARK)))


def conditions(tables: Tables, selections: Sequence[Selection]) -> tuple[list[ir.BooleanValue], ibis.Table]:
    """One condition a selection, all over the same table of events, so that many readings cost one pass.

    An event that is part of a longer one counts where the longer one is not chosen, so that nobody counts twice.
    """
    events = table(tables, "events").filter(wide(table(tables, "events"), selections))
    named: list[list[str]] = []
    for selection in selections:
        events, columns = _marked(tables, events, selection)
        named.append(columns)
    found = [_all(_plain(events, s) + [events[c] for c in n]) for s, n in zip(selections, named, strict=True)]
    return _once(events, found) if "part_of" in events.columns else (found, events)


def _once(events: ibis.Table, found: Sequence[ir.BooleanValue]) -> tuple[list[ir.BooleanValue], ibis.Table]:
    """The conditions without the parts of events that they choose as well."""
    own, whole = ([f"{MARK}{kind}_{n}" for n in range(len(found))] for kind in ("own", "whole"))
    marked = events.mutate(**dict(zip(own, found, strict=True)))
    names = dict(zip(whole, own, strict=True))
    longer = marked.filter(marked.event_id.isin(marked.part_of)).select(**{f"{MARK}id": "event_id"}, **names)
    joined = marked.left_join(longer, marked.part_of == longer[f"{MARK}id"])
    return [joined[mine] & ~joined[its].fill_null(NO) for mine, its in zip(own, whole, strict=True)], joined


def distance_km(table_of: ibis.Table, *, latitude: float, longitude: float) -> ir.NumericValue:
    """Great-circle kilometres from a point, on a sphere of radius 6371.0088 km."""
    north, east = table_of.latitude.radians(), table_of.longitude.radians()
    north0, east0 = ibis.literal(latitude).radians(), ibis.literal(longitude).radians()
    half = ((north - north0) / 2).sin() ** 2 + north.cos() * north0.cos() * ((east - east0) / 2).sin() ** 2
    return half.sqrt().asin() * (2 * EARTH_KM)


def _all(parts: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    whole: ir.BooleanValue = YES
    for part in parts:
        whole = whole & part
    return whole


def wide(events: ibis.Table, selections: Sequence[Selection]) -> ir.BooleanValue:
    """What every selection asks of country and day: it keeps joins small."""
    shared = Selection(
        countries=tuple(sorted({c for s in selections for c in s.countries}))
        if all(s.countries for s in selections)
        else (),
        start=min((s.start for s in selections if s.start), default=None) if all(s.start for s in selections) else None,
        end=max((s.end for s in selections if s.end), default=None) if all(s.end for s in selections) else None,
    )
    return _all(_plain(events, shared))


def _plain(events: ibis.Table, selection: Selection) -> list[ir.BooleanValue]:
    """The conditions on columns of the event itself."""
    parts: list[ir.BooleanValue] = []
    for column, values in (
        ("country", selection.countries),
        ("violence", selection.violence),
        ("family", selection.families),
        ("type", selection.types),
        ("place_precision", selection.precisions),
    ):
        if values:
            parts.append(events[column].isin(values).fill_null(NO))
    if selection.start:
        parts.append((events.start >= ibis.literal(selection.start)).fill_null(NO))
    if selection.end:
        parts.append((events.start <= ibis.literal(selection.end)).fill_null(NO))
    if selection.radius_km is not None and selection.latitude is not None and selection.longitude is not None:
        away = distance_km(events, latitude=selection.latitude, longitude=selection.longitude)
        parts.append((away <= selection.radius_km).fill_null(NO))
    return parts


def _marked(tables: Tables, events: ibis.Table, selection: Selection) -> tuple[ibis.Table, list[str]]:
    """The events with a mark for what other tables say of them, and the names of the marks."""
    marks: list[str] = []
    for name, ids in _elsewhere(tables, selection):
        if name not in events.columns:
            known = ids.select(marked="event_id").distinct()
            joined = events.left_join(known, events.event_id == known.marked)
            events = joined.mutate(joined.marked.notnull().name(name)).drop("marked")
        marks.append(name)
    return events, marks


def _elsewhere(tables: Tables, selection: Selection) -> list[tuple[str, ibis.Table]]:
    """The event ids that parties, borders and accounts allow, each under a name that says what was asked."""
    asked: list[tuple[str, ibis.Table]] = []
    if selection.actors or selection.groups:
        asked.append((_name("party", selection.actors, selection.groups, selection.roles), acting(tables, selection)))
    if selection.borders:
        word = _name("near", selection.borders, selection.border_file, selection.distance_km)
        asked.append((word, _near(tables, selection)))
    if selection.clear is not None:
        asked.append((_name("clear", selection.clear), _clear(tables)))
    return asked


def _name(*words: object) -> str:
    return "_".join(str(word) for word in words)


def acting(tables: Tables, selection: Selection) -> ibis.Table:
    """The parties that a selection asks for by actor, group and role."""
    parties = table(tables, "event_parties")
    who: ir.BooleanValue = NO
    if selection.actors:
        who = parties.actor.isin(selection.actors) | parties.actor_source_id.isin(selection.actors)
    if selection.groups:
        who = who | parties.grp.isin(selection.groups)
    if selection.roles:
        who = who & parties.role.isin(selection.roles)
    return parties.filter(who.fill_null(NO))


def _near(tables: Tables, selection: Selection) -> ibis.Table:
    borders = table(tables, "borders")
    near: ir.BooleanValue = borders.border.isin(selection.borders)
    if selection.distance_km is not None:
        near = near & (borders.km <= selection.distance_km)
    if selection.border_file is not None:
        near = near & borders.version.startswith(selection.border_file)
    return borders.filter(near)


def _clear(tables: Tables) -> ibis.Table:
    links, accounts = table(tables, "event_accounts"), table(tables, "accounts")
    joined = links.join(accounts.select("account_id", "clear"), "account_id")
    held = joined.group_by("event_id").aggregate(clear=joined.clear.min())
    return held.filter(held.clear.fill_null(NO))
