"""Which accounts tell of one event, with which probability and why?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from khaldun.model import Issue
from khaldun.reconcile.candidates import compared, possible, unordered
from khaldun.reconcile.clusters import cluster
from khaldun.reconcile.columns import Told, codes
from khaldun.reconcile.features import exclusive, features
from khaldun.reconcile.keys import Numbers, answers, asks, spots
from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.links import Links
from khaldun.reconcile.model import Model, assumed
from khaldun.reconcile.relations import parts, too_large
from khaldun.reconcile.rivals import logit, probabilities
from khaldun.reconcile.scored import Scored
from khaldun.reconcile.tables import limits, weights

IdPair = tuple[str, str]
Both = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The pairs and the groups of rows that make one event each, every row in exactly one."""

    told: Told
    pairs: Scored
    groups: tuple[tuple[int, ...], ...]
    issues: tuple[Issue, ...] = ()

    def ids(self) -> list[tuple[str, ...]]:
        """The groups as account ids."""
        names = self.told.strings("account_id")
        return [tuple(names[row] for row in group) for group in self.groups]


def link(
    told: Told,
    *,
    model: Model | None = None,
    together: Iterable[IdPair] = (),
    apart: Iterable[IdPair] = (),
) -> Linked:
    """The pairs and events of these accounts under a model, or under the assumed weights.

    `together` and `apart` are pairs of account ids that people have judged. The result does not depend on the order
    in which accounts came.
    """
    chosen = model or assumed()
    pairs = score(told, chosen)
    groups = cluster(_links(told, pairs, together=_numbers(told, together), apart=_numbers(told, apart)))
    review = too_large(told, groups, spots(told))
    return Linked(told=told, pairs=pairs, groups=tuple(groups), issues=tuple(review))


def score(told: Told, model: Model) -> Scored:
    """Every pair of accounts that blocking brings together, with its bits under a model and its probability."""
    spot = spots(told)
    rows = np.arange(len(told), dtype=np.int64)
    wanted = ibis.memtable(asks(spot, rows, back=False).table())
    held = ibis.memtable(answers(spot).table())
    table = ibis.memtable(features(told, spot, model.rarity))
    found = compared(unordered(possible(wanted, held, table)), table).to_pyarrow()
    return _scored(found.sort_by([("left", "ascending"), ("right", "ascending")]), told, model)


def _scored(found: pa.Table, told: Told, model: Model) -> Scored:
    left, right, apart = (found.column(name).to_numpy() for name in ("left", "right", "apart"))
    levels = {name: found.column(name).to_numpy().astype(np.int64) for name in FIELDS}
    part = parts(told, left, right)
    barred = found.column("exclusive").to_numpy(zero_copy_only=False).astype(bool)
    levels["toll"] = np.where(part, LEVELS["toll"].index("unknown"), levels["toll"])  # a day has fewer than the spell
    bits = model.scores(levels)
    likely = bits > weights("accept")["floor"]
    if not likely.all():
        return _scored(found.filter(pa.array(likely)), told, model)
    source = codes(told.table.column("source"))
    single = np.isin(told.table.column("source").to_numpy(zero_copy_only=False), list(told.duplicate_free))
    free = ~barred & ~part
    probability = np.where(part & ~barred, 1 / (1 + np.exp2(-np.clip(bits, -60, 60))), 0.0)
    probability[free] = probabilities(left[free], right[free], bits[free], source=source, single=single)
    return Scored(
        left=left,
        right=right,
        levels=levels,
        apart=apart,
        exclusive=barred,
        part=part,
        bits=bits,
        probability=probability,
    )


def _links(told: Told, pairs: Scored, *, together: Both = frozenset(), apart: Both = frozenset()) -> Links:
    scale = weights("accept")
    all_bits = np.clip(logit(pairs.probability) - scale["bits"], -scale["cap"], scale["cap"])
    kept = ~pairs.exclusive & ~pairs.part & (all_bits > scale["stranger"])
    bits = all_bits[kept]
    spot = spots(told)
    rows = zip(pairs.left[kept].tolist(), pairs.right[kept].tolist(), strict=True)
    return Links(
        bits=dict(zip(rows, bits.tolist(), strict=True)),
        exclusive=exclusive(told).tolist(),
        stranger=scale["stranger"],
        most_days=int(limits()["days"]),
        most_accounts=int(limits()["size"]),
        together=together,
        apart=apart,
        spans=_spans(spot.start, spot.end, spot.time),
    )


def _spans(start: Numbers, end: Numbers, time: Numbers) -> list[tuple[int, int] | None]:
    """The days of accounts that name them within a week; longer ones do not count against the limit of days."""
    short = (time == 0) & (end - start <= limits()["days"])
    return [(a, b) if ok else None for a, b, ok in zip(start.tolist(), end.tolist(), short.tolist(), strict=True)]


def _numbers(told: Told, pairs: Iterable[IdPair]) -> Both:
    """Pairs of ids as pairs of rows, the smaller first."""
    wanted = list(pairs)
    row = {name: number for number, name in enumerate(told.strings("account_id"))} if wanted else {}
    return frozenset((min(row[a], row[b]), max(row[a], row[b])) for a, b in wanted)


def pairs_of(linked: Linked) -> pa.Table:
    """The pairs by account id, with probability, bits and the level of every field, for a reader or a bench."""
    names: Any = linked.told.table.column("account_id")
    pairs = linked.pairs
    return pa.table(
        {
            "left": names.take(pa.array(pairs.left)),
            "right": names.take(pa.array(pairs.right)),
            "probability": pairs.probability,
            "bits": pairs.bits,
            "apart_km": pairs.apart,
            "exclusive": pairs.exclusive,
            "part": pairs.part,
            **{name: pairs.levels[name] for name in FIELDS},
        }
    )
