"""What is known of one event: its row, accounts, tolls, judgements, rivals and neighbours, as they were published?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import ibis

from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published
from khaldun.show.reading import Near

MOST_ACCOUNTS = 60
MOST_LINKS = 12
NEAR_KM, NEAR_DAYS, NEIGHBOURS = 50.0, 14, 6

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The published rows about one event."""

    event: Row
    accounts: tuple[Row, ...]
    tolls: tuple[Row, ...]
    reports: Mapping[str, Row]
    judgements: tuple[Row, ...]
    rivals: tuple[tuple[Row, float], ...]
    neighbours: tuple[Row, ...]
    sources: Mapping[str, Row]


def facts(published: Published, id: str) -> Facts | None:  # noqa: A002
    """All that is published of an event; null where there is no such event."""
    event = published.event(id)
    if event is None:
        return None
    ids = [row["account_id"] for row in event["accounts"]]
    accounts = _of(published, "accounts", "account_id", ids[:MOST_ACCOUNTS])
    reports = _of(published, "reports", "report_id", [row["record"] for row in accounts])
    by_id = {row["report_id"]: row for row in reports}
    dated = sorted(accounts, key=lambda row: (_day(by_id.get(row["record"])), row["account_id"]))
    judgements, rivals = _judgements(published, set(ids))
    return Facts(
        event=event,
        accounts=tuple(dated),
        tolls=tuple(_of(published, "tolls", "account_id", ids[:MOST_ACCOUNTS])),
        reports=by_id,
        judgements=tuple(judgements[:MOST_LINKS]),
        rivals=tuple(_rivals(published, rivals)),
        neighbours=tuple(_neighbours(published, event)),
        sources={row["source"]: row for row in published.licences},
    )


def _of(published: Published, table: str, column: str, values: Sequence[str]) -> list[dict[str, Any]]:
    if not values:
        return []
    rows = published.table(table)
    return published.rows(rows.filter(rows[column].isin(values)))


def _day(report: Row | None) -> str:
    return report["published"].isoformat() if report and report["published"] else "9"


def _judgements(published: Published, ids: set[str]) -> tuple[list[Row], dict[str, float]]:
    """The judgements between the accounts, the surest first; and other accounts judged against them, with the score."""
    rows = published.table("judgements")
    touching = rows.left.isin(list(ids)) | rows.right.isin(list(ids))
    found = published.rows(rows.filter(touching).order_by(ibis.desc(rows.score), rows.judgement_id))
    withdrawn = {row["withdraws"] for row in found if row["withdraws"]}
    standing = [row for row in found if row["judgement_id"] not in withdrawn and not row["withdraws"]]
    inside: list[Row] = [row for row in standing if {row["left"], row["right"]} <= ids]
    outside = {
        (row["left"] if row["right"] in ids else row["right"]): row["score"]
        for row in standing
        if not {row["left"], row["right"]} <= ids and row["relation"] in ("unsure", "different")
    }
    return inside, outside


def _rivals(published: Published, scores: Mapping[str, float]) -> list[tuple[Row, float]]:
    """The events of accounts that might have been joined, with the probability that they belong."""
    if not scores:
        return []
    links = _of(published, "event_accounts", "account_id", list(scores))
    events = {row["event_id"]: row for row in _of(published, "events", "event_id", [one["event_id"] for one in links])}
    best = {one["event_id"]: scores[one["account_id"]] for one in links if one["event_id"] in events}
    return [(events[id_], score) for id_, score in sorted(best.items(), key=lambda pair: -pair[1])]


def _neighbours(published: Published, event: Row) -> list[dict[str, Any]]:
    """Events near in place and time."""
    if event["latitude"] is None or event["start"] is None:
        return []
    near = EventFilter(
        near=Near(event["latitude"], event["longitude"], NEAR_KM),
        start=event["start"] - timedelta(NEAR_DAYS),
        end=event["end"] + timedelta(NEAR_DAYS),
    )
    rows = published.events(near, limit=NEIGHBOURS + 1).rows
    return [row for row in rows if row["event_id"] != event["event_id"]][:NEIGHBOURS]
