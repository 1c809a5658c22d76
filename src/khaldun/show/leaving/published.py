"""What has left, and how is it asked? Pages, API, tiles, exports and briefs are handed this and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

import ibis
import pyarrow as pa

from khaldun.ask import Origin
from khaldun.model import KhaldunError
from khaldun.show.filters import EventFilter
from khaldun.show.leaving.profile import Profile
from khaldun.store import tiles
from khaldun.store.published import Held

Row = dict[str, Any]
ORDERS = ("newest", "oldest", "deadliest")
OF_EVENT = {"figures": "figures", "parties": "event_parties", "accounts": "event_accounts", "borders": "borders"}
FACETS = ("country", "family", "type", "violence", "status", "place_precision", "date_precision")
REMEMBERED = 2000
WARMED = 40  # countries with most events


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Rows of events in their order, and where the next ones begin: null after the last."""

    rows: list[Row]
    after: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Published:
    """The tables of one release that one profile is shown, read-only; any number of threads may ask.

    `tables` are those of a release (see docs/sources.md) without what may not leave, and with: `n`, the number of an
    event, newest first, in `events` and in every table of events; `x`, `y` in web-mercator metres, `status`,
    `deadliest` in `events`; `words`, every word of an event; `withheld`, how many rows licences keep back.
    """

    tag: str
    made: str
    code: str
    profile: Profile
    today: date | None
    held: Held
    _asking: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        for name in ("_page", "_sql", "_counted", "_faceted", "_monthly", "_summed"):
            object.__setattr__(self, name, lru_cache(REMEMBERED)(getattr(self, name)))

    @property
    def etag(self) -> str:
        """A name of all that is published here: with another release, profile or day it is another."""
        told = (self.tag, self.made, self.profile.name, self.profile.digest, self.today)
        return sha256(repr(told).encode()).hexdigest()[:16]

    @property
    def tables(self) -> Mapping[str, ibis.Table]:
        """The published tables by name."""
        return self.held.tables

    @property
    def origin(self) -> Origin:
        """What the stamp of an answer says of this release."""
        return Origin(release=self.tag, made=self.made, code=self.code)

    def table(self, name: str) -> ibis.Table:
        """The published table with that name; raises KhaldunError where there is none."""
        if name not in self.tables:
            raise KhaldunError(f"nothing is published as {name!r}; there are: {', '.join(self.tables)}")
        return self.tables[name]

    def rows(self, asked: ibis.Expr) -> list[Row]:
        """The rows of an expression over the tables, as dictionaries."""
        found: list[Row] = self.held.arrow(asked).to_pylist()
        return found

    def arrow(self, asked: ibis.Expr) -> pa.Table:
        """The rows of an expression over the tables, as Arrow."""
        return self.held.arrow(asked)

    def batches(self, asked: ibis.Expr) -> Iterator[pa.RecordBatch]:
        """The rows of an expression, some thousands at a time, for what is written as a stream."""
        return self.held.batches(asked)

    @contextmanager
    def asking(self) -> Iterator[Mapping[str, ibis.Table]]:
        """The tables for `khaldun.ask`, which runs its expressions itself: one question at a time."""
        with self._asking:
            yield self.tables

    def events(self, chosen: EventFilter, *, order: str = "newest", after: int | None = None, limit: int = 50) -> Page:
        """The events that a filter chooses, some at a time: `after` is that of the page before."""
        return self._page(chosen, order, after, limit)

    def event(self, id: str) -> Row | None:  # noqa: A002
        """The event with that id and, as lists, its figures, parties, accounts and borders; null where none is."""
        found = self.having("events", "event_id", [id])
        if not found:
            return None
        n = found[0]["n"]
        own = ("n", "event_id")
        return found[0] | {
            name: [{key: cell for key, cell in row.items() if key not in own} for row in self.having(table, "n", [n])]
            for name, table in OF_EVENT.items()
        }

    def having(self, name: str, column: str, values: Sequence[int | str]) -> list[Row]:
        """The rows of a table whose column has one of some values: quicker than an expression, for a page of rows."""
        if name not in self.tables or column not in self.tables[name].columns:
            raise KhaldunError(f"nothing is published as {name}.{column}")
        found: list[Row] = self.held.having(name, column, values).to_pylist()
        return found

    def count(self, chosen: EventFilter) -> int:
        """How many events a filter chooses."""
        return self._counted(chosen)

    def points(
        self, chosen: EventFilter, block: tuple[int, int, int, int], *, shown: Sequence[str], layer: str
    ) -> tiles.Tiles:
        """Vector tiles with a point for each chosen event; a block is zoom, column, row and how many tiles each way."""
        return tiles.points(self.held, self._sql(chosen), tiles.Block(*block), shown=shown, layer=layer)

    def cells(self, chosen: EventFilter, block: tuple[int, int, int, int], *, across: int, layer: str) -> tiles.Tiles:
        """Vector tiles with so many cells across each: how many chosen events a cell has, how many they killed."""
        return tiles.cells(self.held, self._sql(chosen), tiles.Block(*block), across=across, layer=layer)

    def facets(self, chosen: EventFilter) -> dict[str, dict[str, int]]:
        """How many of the chosen events each country, family, type and so on has, most first."""
        return self._faceted(chosen)

    def months(self, chosen: EventFilter) -> Mapping[int, int]:
        """How many of the chosen events begin in each month, years times twelve plus the month."""
        return self._monthly(chosen)

    def sums(self, chosen: EventFilter) -> Row:
        """Of the chosen events: `killed` and `untold`, `start` and `end`, and `west`, `south`, `east`, `north`.

        The dead are summed by best figures, else low ones; a part is not counted beside its whole.
        """
        return self._summed(chosen)

    def warm(self) -> None:
        """Finds out beforehand what is asked for first: the sums over all events, over each country and each family."""
        facets = self.facets(EventFilter())
        single = [EventFilter(countries=(code,)) for code in [*facets["country"]][:WARMED]]
        single += [EventFilter(families=(code,)) for code in facets["family"]]
        for chosen in (EventFilter(), *single):
            for found in (self.count, self.facets, self.months, self.sums, self.events):
                found(chosen)

    @property
    def licences(self) -> list[Row]:
        """The sources that are published, with licence and citation."""
        return self.rows(self.tables["sources"].order_by("source"))

    @property
    def withheld(self) -> Row:
        """How many accounts and events the licences of their sources keep in the house."""
        (found,) = self.rows(self.tables["withheld"])
        return found

    def _page(self, chosen: EventFilter, order: str, after: int | None, limit: int) -> Page:
        if order not in ORDERS:
            raise KhaldunError(f"order={order[:40]!r} is not known; there are: {', '.join(ORDERS)}")
        by = "deadliest" if order == "deadliest" else "n"
        sql = self._sql(chosen)
        found = self.held.page(sql, by=by, last_first=order == "oldest", after=after, limit=limit + 1)
        rows: list[Row] = found.to_pylist()
        return Page(rows=rows[:limit], after=rows[limit - 1][by] if len(rows) > limit else None)

    def _sql(self, chosen: EventFilter) -> str:
        """The SQL of the chosen events: a filter is made into it once."""
        return self.held.sql(chosen.chosen(self.tables))

    def _counted(self, chosen: EventFilter) -> int:
        return self.held.count(self._sql(chosen))

    def _faceted(self, chosen: EventFilter) -> dict[str, dict[str, int]]:
        return self.held.counts(self._sql(chosen), FACETS)

    def _monthly(self, chosen: EventFilter) -> Mapping[int, int]:
        return self.held.months(self._sql(chosen))

    def _summed(self, chosen: EventFilter) -> Row:
        return self.held.sums(self._sql(chosen))
