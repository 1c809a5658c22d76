"""What do caveats need to know of the rows behind a figure?"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from khaldun.ask.tables import Tables, fetched, table

COLUMNS = (
    "event_id", "title", "start", "end", "month", "latitude", "longitude", "place_precision",
    "killed_low", "killed_best", "killed_high",
)  # fmt: skip


def behind(tables: Tables, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The events with how many reports each rests on, whether its source holds it for clear, and its stance."""
    wanted = ibis.memtable(pa.table({"event_id": pa.array(ids, pa.string())}))
    events = table(tables, "events").semi_join(wanted, "event_id").select(*COLUMNS)
    facts = {row["event_id"]: row for row in fetched(_accounts(tables, events))}
    stances = {row["event_id"]: row["stance"] for row in fetched(_stances(tables, events))}
    blank = {"reports": None, "clear": None, "source": None}
    return [
        {**row, **blank, **facts.get(row["event_id"], {}), "stance": stances.get(row["event_id"])}
        for row in fetched(events)
    ]


def _accounts(tables: Tables, events: ibis.Table) -> ibis.Table:
    links, accounts = table(tables, "event_accounts"), table(tables, "accounts")
    joined = links.semi_join(events, "event_id").join(accounts, "account_id")
    return joined.group_by("event_id").aggregate(
        reports=joined.n_sources.fill_null(1).sum() if "n_sources" in accounts.columns else joined.count(),
        clear=joined.clear.min(),
        source=joined.source.min(),
    )


def _stances(tables: Tables, events: ibis.Table) -> ibis.Table:
    parties = table(tables, "event_parties").semi_join(events, "event_id")
    doing = parties.filter(parties.role == "perpetrator")
    return doing.group_by("event_id").aggregate(stance=doing.stance.max())


def sources_of(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The share of the rows that each source stands behind."""
    counts = Counter(source for row in rows for source in set(row["sources"] or ()))
    return {name: count / len(rows) for name, count in sorted(counts.items())}
