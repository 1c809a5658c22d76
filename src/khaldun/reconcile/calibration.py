"""How much oftener does each agreement show in pairs of one event, learnt without a single label?

The same join is run with the days of one side moved by a week or two. Pairs that meet then cannot be one event, so they
say how often strangers agree; what the unmoved join shows beyond them are the matches. Violence comes in bursts, so
near-in-time strangers are more than the moved pairs: how many more is measured inside the sources that promise one row
an event, where no pair is one event. The weights are those of Fellegi and Sunter (1969), fitted by expectation and
maximisation as Winkler (1988) did, except that strangers are observed and not guessed.
"""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np

from khaldun.reconcile.candidates import Table, compared, possible
from khaldun.reconcile.columns import Told
from khaldun.reconcile.features import features, rarity_of
from khaldun.reconcile.keys import EVER, Numbers, answers, asks, spots
from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.model import Bits, Levels, Model, assumed, pattern, unpacked
from khaldun.reconcile.tables import weights

SHIFTS = (-13, -11, -9, -8, 8, 9, 11, 13)
ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many pairs show each pattern of levels: as they are, and as strangers after the correction for edges."""

    patterns: Levels
    seen: Bits
    strangers: Bits
    burst: float


def calibrate(told: Told) -> Model:
    """A model learnt on these accounts; a separate and explicit act, as every new model moves scores.

    Levels that too few pairs show keep the assumed weights. The number of matches is given with both bounds: strangers
    as the moved pairs count them (upper) and corrected for bursts (lower).
    """
    counts = _counts(told)
    model = _fitted(counts)
    rarity = rarity_of(told)
    above = float(np.maximum(counts.seen - counts.strangers / counts.burst, 0).sum())
    below = float(max(0.0, (counts.seen - counts.strangers).sum()))
    return Model(
        prior=model.prior,
        bits=model.bits,
        joint=model.joint,
        rarity=rarity,
        basis=f"{len(SHIFTS)} shifts of {len(told)} accounts, bursts {counts.burst:.2f}",
        matches=(below, above),
    )


def _counts(told: Told) -> Counts:
    spot = spots(told)
    table = ibis.memtable(features(told, spot))
    held = ibis.memtable(answers(spot).table())
    rows = _sample(len(told))
    runs = {shift: _run(asks(spot, rows, shift=shift).table(), held, table, shift) for shift in (0, *SHIFTS)}
    edge = {shift: _edge(spot.start[spot.time < EVER], shift) for shift in SHIFTS}
    burst = _burst(runs, edge)
    patterns = np.unique(np.concatenate([run[0] for run in runs.values()]))
    seen = _spread(patterns, *runs[0][:2])
    moved = [_spread(patterns, *runs[shift][:2]) * edge[shift] for shift in SHIFTS]
    return Counts(patterns=patterns, seen=seen, strangers=np.mean(moved, axis=0) * burst, burst=burst)


def _sample(rows: int) -> Numbers:
    """Every account, or as many as a calibration needs at regular steps through the order of ids."""
    most = int(weights("calibration")["sample"])
    return np.arange(0, rows, max(1, rows // most), dtype=np.int64)


def _run(wanted: Any, held: Table, table: Table, shift: int) -> tuple[Levels, Bits, float]:  # noqa: ANN401
    """Pairs across sources counted by pattern, and the number of precise pairs inside exclusive sources."""
    pairs = compared(possible(ibis.memtable(wanted), held, table, shift=shift), table)
    grouped = pairs.group_by([*FIELDS, "same_source", "exclusive"]).agg(pairs=pairs.count()).to_pyarrow()
    found = {name: grouped.column(name).to_numpy().astype(np.int64) for name in FIELDS}
    inside = grouped.column("exclusive").to_numpy(zero_copy_only=False).astype(bool)
    across = ~grouped.column("same_source").to_numpy(zero_copy_only=False).astype(bool)
    number = grouped.column("pairs").to_numpy().astype(np.float64)
    close = inside & (found["place"] <= LEVELS["place"].index("close"))
    order = np.argsort(pattern(found)[across], kind="stable")
    return pattern(found)[across][order], number[across][order], float(number[close].sum())


def _spread(patterns: Levels, held: Levels, number: Bits) -> Bits:
    spread = np.zeros(len(patterns))
    np.add.at(spread, np.searchsorted(patterns, held), number)
    return spread


def _edge(days: Numbers, shift: int) -> float:
    """T / (T - |s|): a moved side overlaps the other for fewer days."""
    span = int(days.max() - days.min()) + 1 if len(days) else 1
    return span / max(1, span - abs(shift))


def _burst(runs: dict[int, tuple[Levels, Bits, float]], edge: dict[int, float]) -> float:
    """How many times oftener two rows of one source lie close on the same days than on moved ones."""
    scale = weights("calibration")
    moved = float(np.mean([runs[shift][2] * edge[shift] for shift in SHIFTS]))
    if moved < scale["fewest"]:
        return scale["burst"]
    return float(min(max(runs[0][2] / moved, 1.0), scale["most_burst"]))


def _fitted(counts: Counts) -> Model:
    """Weights by repeated reckoning of each pattern's share of matches; the moved pairs fix the strangers."""
    base = assumed()
    levels = unpacked(counts.patterns)
    model = base
    share = _anchored(counts, base.scores(levels))
    for _ in range(ROUNDS):
        model = _model(base, counts, levels, share * counts.seen)
        share = _anchored(counts, model.scores(levels))
    return _pooled(_with_joint(model, counts, share), base)


def _pooled(learnt: Model, usual: Model) -> Model:
    """The bits learnt and the usual ones in a weighted mean: a logarithmic pool of two judges (Genest, Zidek 1986).

    Strangers of one day are more alike than the moved pairs say, so that what is learnt alone is too sure of itself.
    """
    part = weights("calibration")["usual"]
    mean = {
        name: tuple((1 - part) * own + part * other for own, other in zip(bits, usual.bits[name], strict=True))
        for name, bits in learnt.bits.items()
    }
    joint = {number: (1 - part) * bits for number, bits in learnt.joint.items()}
    return Model(prior=(1 - part) * learnt.prior + part * usual.prior, bits=mean, joint=joint)


def _anchored(counts: Counts, bits: Bits) -> Bits:
    """The share of matches in each pattern: what is seen beyond strangers, and the model's word if little is."""
    keep = weights("calibration")["joint_keep"]
    beyond = np.maximum(counts.seen - counts.strangers, 0)
    return np.asarray((beyond + keep * _probability(bits)) / (counts.seen + keep))


def _model(base: Model, counts: Counts, levels: dict[str, Levels], matched: Bits) -> Model:
    bits = {name: _bits(name, base.bits[name], levels[name], matched=matched, counts=counts) for name in FIELDS}
    rest = max(1.0, float(counts.seen.sum() - matched.sum()))
    return Model(prior=float(np.log2(max(1.0, matched.sum()) / rest)), bits=bits)


def _bits(name: str, usual: tuple[float, ...], level: Levels, *, matched: Bits, counts: Counts) -> tuple[float, ...]:
    """log2(m / u) of each level, drawn towards the assumed bits where few pairs show it."""
    keep = weights("calibration")["keep"]
    size = len(LEVELS[name])
    agreed, strange = (np.bincount(level, weights=number, minlength=size) for number in (matched, counts.strangers))
    ratio = np.log2((agreed + 0.5) / (agreed.sum() + 0.5 * size) * (strange.sum() + 0.5 * size) / (strange + 0.5))
    told = agreed + strange
    return tuple(float(value) for value in (told * ratio + keep * np.asarray(usual)) / (told + keep))


def _with_joint(model: Model, counts: Counts, share: Bits) -> Model:
    """The model with a correction for every pattern seen often enough to contradict the sum of its bits."""
    often = counts.seen >= weights("calibration")["joint_keep"]
    inside = np.clip(share, 1e-4, 1 - 1e-4)
    wanted = np.log2(inside / (1 - inside))
    change = wanted - model.scores(unpacked(counts.patterns))
    joint = {int(number): float(value) for number, value in zip(counts.patterns[often], change[often], strict=True)}
    return Model(prior=model.prior, bits=model.bits, joint=joint)


def _probability(bits: Bits) -> Bits:
    return np.asarray(1 / (1 + np.exp2(-np.clip(bits, -60, 60))))
