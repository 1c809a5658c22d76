"""Why does the method hold two accounts for one event?"""

from collections.abc import Mapping
from hashlib import sha256

import numpy as np

from khaldun.model import Judgement
from khaldun.reconcile.keys import Numbers
from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.linkage import Linked, Scored
from khaldun.reconcile.model import Model
from khaldun.reconcile.rivals import logit

METHOD = "khaldun-linkage-1"


def explain(linked: Linked, model: Model) -> tuple[Judgement, ...]:
    """One judgement for every pair that was weighed and is in one event, with its bits by field and its rivals."""
    pairs = linked.pairs
    home = np.empty(len(linked.told), dtype=np.int64)
    for number, group in enumerate(linked.groups):
        home[list(group)] = number
    inside = np.flatnonzero((home[pairs.left] == home[pairs.right]) & ~pairs.exclusive)
    names = linked.told.strings("account_id")
    rivals = _rivals(pairs)
    return tuple(
        Judgement(
            id=judgement_id(names[int(pairs.left[pair])], names[int(pairs.right[pair])], METHOD),
            left=names[int(pairs.left[pair])],
            right=names[int(pairs.right[pair])],
            relation="same",
            by=METHOD,
            because=_because(pairs, int(pair), model, rivals),
            score=round(float(pairs.probability[pair]), 6),
        )
        for pair in inside
    )


def judgement_id(left: str, right: str, by: str) -> str:
    """The id of a judgement by a method: the same for the same pair in every run."""
    return f"judgement-{sha256(f'{by}|{left}|{right}'.encode()).hexdigest()[:12]}"


def _because(pairs: Scored, pair: int, model: Model, rivals: Mapping[int, int]) -> tuple[str, ...]:
    levels = {name: int(pairs.levels[name][pair]) for name in FIELDS}
    bits = model.reasons(levels)
    told = {name: LEVELS[name][level].replace("_", " ") for name, level in levels.items()}
    fields = tuple(f"{_field(name, told)}: {value:+.1f} bits" for name, value in bits.items())
    total = f"together {float(pairs.bits[pair]):+.1f} bits"
    others = rivals[int(pairs.left[pair])] + rivals[int(pairs.right[pair])] - 2
    lost = float(logit(pairs.probability[pair : pair + 1])[0] - pairs.bits[pair])
    return (*fields, total, f"{others} other candidates of either account: {min(lost, 0.0):+.1f} bits")


def _field(name: str, told: Mapping[str, str]) -> str:
    said = {"prior": "before any field", "joint": "these levels together, as seen in calibration"}
    return said.get(name) or f"{name} {told[name]}"


def _rivals(pairs: Scored) -> dict[int, int]:
    """How many candidates each account has."""
    free: Numbers = ~pairs.exclusive
    rows, number = np.unique(np.concatenate([pairs.left[free], pairs.right[free]]), return_counts=True)
    return dict(zip(rows.tolist(), number.tolist(), strict=True))
