"""Why does the method hold two accounts for one event?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from khaldun.model import Judgement
from khaldun.reconcile.columns import codes
from khaldun.reconcile.keys import Numbers
from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.linkage import Linked
from khaldun.reconcile.model import Model
from khaldun.reconcile.relations import spells
from khaldun.reconcile.rivals import Rivals, logit
from khaldun.reconcile.scored import Scored
from khaldun.reconcile.tables import weights

METHOD = "khaldun-linkage-1"
PART_FROM = 0.5


def explain(linked: Linked, model: Model) -> tuple[Judgement, ...]:
    """One judgement for every pair that was weighed and is in one event, with its bits by field and its rivals.

    A day that is likelier than not a part of a longer account is judged so, and a likely pair of two events unsure.
    """
    pairs = linked.pairs
    home = np.empty(len(linked.told), dtype=np.int64)
    for number, group in enumerate(linked.groups):
        home[list(group)] = number
    free = ~pairs.exclusive
    part = free & pairs.part & (pairs.probability > PART_FROM)
    same = free & ~pairs.part & (home[pairs.left] == home[pairs.right])
    unsure = free & ~pairs.part & ~same & (pairs.probability >= weights("accept")["unsure_low"])
    inside = np.flatnonzero(same | part | unsure)
    whole = spells(linked.told)[0]
    names = linked.told.strings("account_id")
    rivals = _rivals_of(linked)
    return tuple(
        Judgement(
            id=judgement_id(names[left], names[right], METHOD),
            left=names[left],
            right=names[right],
            relation="same" if same[pair] else "part_of" if part[pair] else "unsure",
            by=METHOD,
            because=_because(pairs, pair, model, _rivals(rivals, pairs, pair, names)),
            score=round(float(pairs.probability[pair]), 6),
        )
        for pair in inside.tolist()
        for left, right in [_ends(pairs, pair, whole)]
    )


def _ends(pairs: Scored, pair: int, whole: Numbers) -> tuple[int, int]:
    """The rows of a pair, a part before its whole."""
    left, right = int(pairs.left[pair]), int(pairs.right[pair])
    return (right, left) if pairs.part[pair] and whole[left] else (left, right)


def judgement_id(left: str, right: str, by: str) -> str:
    """The id of a judgement by a method: the same for the same pair in every run."""
    return f"judgement-{sha256(f'{by}|{left}|{right}'.encode()).hexdigest()[:12]}"


def _because(pairs: Scored, pair: int, model: Model, rivals: Iterable[str]) -> tuple[str, ...]:
    levels = {name: int(pairs.levels[name][pair]) for name in FIELDS}
    bits = model.reasons(levels)
    told = {name: LEVELS[name][level].replace("_", " ") for name, level in levels.items()}
    fields = tuple(f"{_field(name, told)}: {value:+.1f} bits" for name, value in bits.items())
    probability = float(pairs.probability[pair])
    lost = float(logit(pairs.probability[pair : pair + 1])[0] - pairs.bits[pair])
    total = f"together {float(pairs.bits[pair]):+.1f} bits"
    return (
        *fields,
        total,
        *rivals,
        f"rivals: {round(min(lost, 0.0), 1) + 0.0:+.1f} bits; probability {probability:.2f}",
    )


def _rivals_of(linked: Linked) -> Rivals:
    """The candidates that stand against one another for an account, whatever their source promises."""
    pairs = linked.pairs
    free = np.flatnonzero(~pairs.exclusive & ~pairs.part)
    source = codes(linked.told.table.column("source"))
    single = pc.is_in(
        linked.told.table.column("source"), value_set=pa.array(sorted(linked.told.duplicate_free), type=pa.string())
    )
    return Rivals.among(pairs.left[free], pairs.right[free], pairs.bits[free], source=source, single=single.to_numpy())


def _field(name: str, told: Mapping[str, str]) -> str:
    said = {"prior": "before any field", "joint": "these levels together, as seen in calibration"}
    return said.get(name) or f"{name} {told[name]}"


def _rivals(rivals: Rivals, pairs: Scored, pair: int, names: Sequence[str]) -> Iterator[str]:
    """How many others stand against a pair at either end, and the strongest of them."""
    left, right = int(pairs.left[pair]), int(pairs.right[pair])
    for account, partner in ((left, right), (right, left)):
        others = rivals.against(account, partner)
        if others:
            other, bits = others[0]
            number = f"{len(others)} rival{'s' * (len(others) > 1)}"
            yield f"{number} for {names[account]}, the strongest {names[other]}: {bits:+.1f} bits"
