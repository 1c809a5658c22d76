"""What do new, changed and vanished accounts change, without weighing all the others again?

Only the connected neighbourhoods that they touch are linked anew: candidates of changed accounts, and all that were
joined to those by candidate pairs before. Nothing outside depends on them, so the outcome equals a full run; that holds
under one frozen model, whose rarity of words does not move with the accounts.
"""

from collections.abc import Iterable
from dataclasses import replace

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from khaldun.model import KhaldunError
from khaldun.reconcile.columns import Told
from khaldun.reconcile.features import rarity_of
from khaldun.reconcile.keys import DAYS, NEAR, Keys, Numbers, answers, asks, spots
from khaldun.reconcile.linkage import IdPair, Linked, link
from khaldun.reconcile.model import Model, assumed
from khaldun.reconcile.scored import Scored


def frozen(told: Told, model: Model | None = None) -> Model:
    """A model, or the assumed weights, with the rarity of words counted once on these accounts."""
    return replace(model or assumed(), rarity=rarity_of(told))


def relink(
    earlier: Linked,
    told: Told,
    *,
    model: Model,
    together: Iterable[IdPair] = (),
    apart: Iterable[IdPair] = (),
    rejudged: Iterable[str] = (),
) -> Linked:
    """The events of all accounts `told`, of which some are as they were when `earlier` was linked under the same model.

    `together` and `apart` are the judgements that stand now, as pairs of account ids; `rejudged` are the accounts whose
    judgements were added or withdrawn since.
    """
    if model.rarity is None:
        raise KhaldunError("only a model with frozen words can be extended; make one with frozen(told)")
    joined, parted = list(together), list(apart)
    names = told.table.column("account_id").to_pylist()
    changed = _changed(earlier, told) | set(rejudged)
    touched = changed.union(_met(told, changed & set(names)), *(pair for pair in joined if changed & {*pair}))
    inside = _neighbourhood(earlier, touched, joined) | (touched & set(names))
    rows = np.array([row for row, name in enumerate(names) if name in inside], dtype=np.int64)
    again = link(_taken(told, rows), model=model, together=_in(joined, inside), apart=_in(parted, inside))
    number = {name: row for row, name in enumerate(names)}
    kept = [tuple(number[name] for name in group) for group in earlier.ids() if not inside & {*group}]
    fresh = [tuple(int(rows[row]) for row in group) for group in again.groups]
    return Linked(told=told, pairs=_both(earlier, again, told, inside), groups=tuple(sorted(kept + fresh)), issues=())


def _in(pairs: list[IdPair], inside: set[str]) -> list[IdPair]:
    return [pair for pair in pairs if set(pair) <= inside]


def _changed(earlier: Linked, told: Told) -> set[str]:
    """The ids of accounts that are new, told otherwise than before, or gone."""
    before, now = _rows(earlier.told), _rows(told)
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _rows(told: Told) -> dict[str, str]:
    """A text that differs where two accounts do, by id."""
    columns = [pc.fill_null(told.table.column(name).cast(pa.string()), "\x00") for name in told.table.column_names]
    joined = pc.binary_join_element_wise(*columns, "\x1f").to_pylist()
    return dict(zip(told.strings("account_id"), joined, strict=True))


def _met(told: Told, changed: set[str]) -> set[str]:
    """All accounts that stand under a key with a changed one, whichever of the two asks."""
    names = told.table.column("account_id")
    is_changed = pc.is_in(names, value_set=pa.array(sorted(changed), type=pa.string())).to_numpy()
    spot = spots(told)
    rows = np.flatnonzero(is_changed)
    held = answers(spot)
    loose = np.flatnonzero((spot.space != NEAR) | (spot.time != DAYS))  # the others ask for one another either way
    ours = _join(asks(spot, rows), held)
    theirs = _join(asks(spot, loose), Keys(row=held.row[is_changed[held.row]], key=held.key[is_changed[held.row]]))
    found = np.unique(np.concatenate([*ours, *theirs]))
    return set(names.take(pa.array(found)).to_pylist())


def _join(wanted: Keys, held: Keys) -> tuple[Numbers, Numbers]:
    """The rows of both sides that share a key."""
    asking, holding = ibis.memtable(wanted.table()), ibis.memtable(held.table())
    met = asking.select("key", asks="row").join(holding.select("key", answers="row"), "key")
    found = met.select("asks", "answers").distinct().to_pyarrow()
    return found.column("asks").to_numpy(), found.column("answers").to_numpy()


def _neighbourhood(earlier: Linked, touched: set[str], joined: list[IdPair]) -> set[str]:
    """The accounts of every earlier component of candidates that holds a touched one."""
    names = earlier.told.strings("account_id")
    number = {name: row for row, name in enumerate(names)}
    judged = [(number[a], number[b]) for a, b in joined if a in number and b in number]
    extra = np.array(judged, dtype=np.int64).reshape(-1, 2)
    left, right = np.append(earlier.pairs.left, extra[:, 0]), np.append(earlier.pairs.right, extra[:, 1])
    ones = np.ones(len(left), dtype=np.int8)
    graph = coo_array((ones, (left, right)), shape=(len(names), len(names)))
    label = connected_components(graph, directed=False)[1]
    rows = np.array([number[name] for name in touched if name in number], dtype=np.int64)
    return {names[row] for row in np.flatnonzero(np.isin(label, np.unique(label[rows]))).tolist()}


def _taken(told: Told, rows: Numbers) -> Told:
    return Told(table=told.table.take(pa.array(rows)).combine_chunks(), duplicate_free=told.duplicate_free)


def _both(earlier: Linked, again: Linked, told: Told, inside: set[str]) -> Scored:
    """The earlier pairs outside and the new ones inside, by the rows of all accounts."""
    number = {name: row for row, name in enumerate(told.strings("account_id"))}
    names = earlier.told.strings("account_id")
    out = np.array([name in number and name not in inside for name in names], dtype=bool)
    kept = earlier.pairs.taken(out[earlier.pairs.left] & out[earlier.pairs.right])
    old = np.array([number.get(name, -1) for name in names], dtype=np.int64)
    new = np.array([number[name] for name in again.told.strings("account_id")], dtype=np.int64)
    return kept.renumbered(old).joined(again.pairs.renumbered(new))
