"""What do new, changed and vanished accounts change, without weighing all the others again?

Only the connected neighbourhoods that they touch are linked anew: candidates of changed accounts, and all that were
joined to those by candidate pairs before. Nothing outside depends on them, so the outcome equals a full run; that holds
under one frozen model, whose rarity of words does not move with the accounts.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from khaldun.model import KhaldunError
from khaldun.reconcile.columns import Told
from khaldun.reconcile.features import rarity_of
from khaldun.reconcile.keys import DAYS, NEAR, Numbers, answers, asks, spots
from khaldun.reconcile.linkage import IdPair, Linked, link
from khaldun.reconcile.model import Model, assumed


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
    changed: Iterable[str] | None = None,
) -> Linked:
    """The events of all accounts `told`, of which some are as they were when `earlier` was linked under the same model.

    `together` and `apart` are the judgements that stand now, as pairs of account ids; `rejudged` are the accounts whose
    judgements were added or withdrawn since. `changed` names the accounts that are new, told otherwise or gone, where
    the caller knows them; without it all accounts are compared.
    """
    if model.rarity is None:
        raise KhaldunError("only a model with frozen words can be extended; make one with frozen(told)")
    joined, parted = list(together), list(apart)
    moved = (_changed(earlier, told) if changed is None else set(changed)) | set(rejudged)
    moved = moved.union(*(pair for pair in joined if moved & {*pair}))
    new_row = pc.index_in(_names(earlier.told), value_set=_names(told)).fill_null(-1).to_numpy()
    anew = _among(told, moved)
    touched = _met(told, anew)
    old = _neighbourhood(earlier, _among(earlier.told, moved) | ((new_row >= 0) & touched[new_row]), joined)
    inside = touched | anew
    inside[new_row[old & (new_row >= 0)]] = True
    rows = np.flatnonzero(inside)
    part = Told(table=told.table.take(pa.array(rows)).combine_chunks(), duplicate_free=told.duplicate_free)
    here = set(part.strings("account_id"))
    again = link(part, model=model, together=_inside(joined, here), apart=_inside(parted, here))
    number, gone = new_row.tolist(), old.tolist()
    kept = [_numbered(group, number) for group in earlier.groups if not gone[group[0]]]
    fresh = [tuple(rows[list(group)].tolist()) for group in again.groups]
    outside = earlier.pairs.taken(~old[earlier.pairs.left]).renumbered(new_row)
    pairs = outside.joined(again.pairs.renumbered(rows))
    return Linked(told=told, pairs=pairs, groups=tuple(sorted(kept + fresh)))


def _numbered(group: tuple[int, ...], number: list[int]) -> tuple[int, ...]:
    """The rows of a group by their new numbers; most groups are of one."""
    return (number[group[0]],) if len(group) == 1 else tuple(map(number.__getitem__, group))


def _names(told: Told) -> pa.Array:
    return told.table.column("account_id").combine_chunks()


def _among(told: Told, names: set[str]) -> Numbers:
    """Which accounts bear one of these ids."""
    return np.array(
        pc.is_in(_names(told), value_set=pa.array(sorted(names), type=pa.string())).to_numpy(zero_copy_only=False)
    )


def _inside(pairs: list[IdPair], inside: set[str]) -> list[IdPair]:
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


def _met(told: Told, moved: Numbers) -> Numbers:
    """Which accounts stand under a key with a moved one, whichever of the two asks."""
    spot = spots(told)
    held = answers(spot)
    loose = np.flatnonzero((spot.space != NEAR) | (spot.time != DAYS))  # the others ask for one another either way
    ours = held.row[_in(held.key, asks(spot, np.flatnonzero(moved)).key)]
    answered = np.unique(held.key[moved[held.row]])
    theirs = asks(spot, loose)
    met = np.zeros(len(told), dtype=bool)
    met[ours] = True
    met[theirs.row[_in(theirs.key, answered)]] = True
    return met


def _in(values: Numbers, few: Numbers) -> Numbers:
    """Which of many numbers stand among a few: by hash, where numpy would sort them all."""
    return np.array(pc.is_in(pa.array(values), value_set=pa.array(np.unique(few))).to_numpy(zero_copy_only=False))


def _neighbourhood(earlier: Linked, touched: Numbers, joined: list[IdPair]) -> Numbers:
    """Which accounts lie in an earlier component of candidates that holds a touched one."""
    wanted = sorted({name for pair in joined for name in pair})
    found = pc.index_in(pa.array(wanted, type=pa.string()), value_set=_names(earlier.told)).to_pylist()
    row = dict(zip(wanted, found, strict=True))
    extra = [(row[a], row[b]) for a, b in joined if row[a] is not None and row[b] is not None]
    ends = np.array(extra, dtype=np.int64).reshape(-1, 2)
    left, right = np.append(earlier.pairs.left, ends[:, 0]), np.append(earlier.pairs.right, ends[:, 1])
    size = len(earlier.told)
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    label = connected_components(graph, directed=False)[1]
    return _in(label, label[touched])
