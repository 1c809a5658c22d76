"""From the ledger to a release: everything that counts, published once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from khaldun import __version__
from khaldun.coding.codebook import crosswalk
from khaldun.flow.public import public_events
from khaldun.identify import borders
from khaldun.identify.actors import actors, by_source
from khaldun.model import Account, Actor, Event, KhaldunError, Report, Source
from khaldun.read.sources import REPORTS, TOTALS
from khaldun.store.derived import read_derived
from khaldun.store.flat import Audience, Contents, group_of
from khaldun.store.ledger import Ledger
from khaldun.store.listing import sources_held
from khaldun.store.release import releases, write_release
from khaldun.store.withdrawn import standing_withdrawals

UCDP = "ucdp:"


def release_home(home: Path, *, at: datetime, tag: str | None = None, audience: Audience = "house") -> Path:
    """Writes all that counts in a home folder as a release, makes it current, and returns its folder.

    A release for the public holds no row that its source's licence keeps in the house. Without a tag it is named after
    its day, with a number where the day has one already.
    """
    made = at.astimezone(UTC).isoformat(timespec="seconds")
    chosen = tag or _tag(home, made[:10])
    return write_release(
        home,
        tag=chosen,
        made=made,
        code=__version__,
        contents=contents_of(home, audience=audience),
        borders=border_table,
        audience=audience,
    )


def contents_of(home: Path, *, audience: Audience = "house") -> Contents:
    """What counts in the ledger of a home folder, besides its bulk rows, with the events that an audience may see."""
    derived = read_derived(home)
    with Ledger(home) as ledger:
        if ledger.through() != derived.stand.through and standing_withdrawals(home):
            raise KhaldunError(
                "the ledger has changed since the events were made, and holds withdrawals; first: khaldun reconcile"
            )
        accounts = tuple(ledger.accounts())
        reports = tuple(ledger.reports())
        statements = [(report.id, one) for report in reports for one in ledger.said_in(report)[1]]
        judgements = [*ledger.judgements(), *derived.judgements]
        issues = tuple(ledger.issues())
    held = sources_held(home)
    events = derived.events
    if audience == "public":
        days = {report.id: report.published for report in reports if report.published}
        events = public_events(home, events, accounts=accounts, sources=held, published=days)
    return Contents(
        sources=(*_published(reports), *held),
        reports=reports,
        accounts=accounts,
        statements=statements,
        judgements=judgements,
        events=events,
        issues=issues,
        actors=actors(),
        source_actors={source: _chosen(found).id for source, found in by_source().items() if source.startswith(UCDP)},
        violence=_violence(accounts, events),
    )


def border_table(points: Sequence[tuple[float, float]]) -> pa.Table:
    """The borders within 250 km of points (latitude, longitude), with the distances and the border file's version."""
    lines = borders()
    latitude, longitude = (np.array([point[at] for point in points], dtype=np.float64) for at in (0, 1))
    found = lines.table(latitude, longitude)
    return pa.table(
        {
            "latitude": latitude[found.point],
            "longitude": longitude[found.point],
            "border": pa.array(np.array(found.names, dtype=object)[found.border], pa.string()),
            "km": found.km,
            "version": pa.array([lines.version] * len(found.km), pa.string()),
        }
    )


def _violence(accounts: Sequence[Account], events: Sequence[Event]) -> dict[str, str]:
    """UCDP's term for accounts of reports and for events: that of the event's first account that has one."""
    groups = {one.id: group for one in actors().values() if (group := group_of(one)) is not None}
    found = {one.id: term for one in accounts if (term := crosswalk(one, groups=groups)["ucdp"]) is not None}
    behind = {event.id: [found[one] for one in event.accounts if one in found] for event in events}
    return found | {event: terms[0] for event, terms in behind.items() if terms}


def _published(reports: Sequence[Report]) -> tuple[Source, ...]:
    """The sources that reports come from, where they are sources of their own."""
    named = {one.source for one in reports}
    totals = tuple(one for one in TOTALS if one.name in named)
    return (REPORTS, *totals) if named - {one.name for one in totals} else totals


def _chosen(found: Sequence[Actor]) -> Actor:
    """The coalition where a source's id stands for several actors of the registry as one."""
    return next((actor for actor in found if actor.kind == "coalition"), found[0])


def _tag(home: Path, day: str) -> str:
    taken = set(releases(home))
    return next(tag for n in range(1, len(taken) + 2) if (tag := day if n == 1 else f"{day}-{n}") not in taken)
