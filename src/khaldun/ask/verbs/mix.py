"""Do the shares of classes differ between two periods: of kinds of violence, say, or of types?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from khaldun.ask.answer import Answer
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.known import refuse_unknown
from khaldun.ask.measured import ids_of
from khaldun.ask.monthly import windows
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.tables import Tables, fetched
from khaldun.ask.verbs.compare import LEAST_EVENTS

CLASSES = ("violence", "family", "type", "admin1", "place_precision")
RUNS = 2_000
Counts = Mapping[int, Mapping[str, int]]


def mix(tables: Tables, recipe: Recipe) -> Answer:
    """A row a class: events and share in each window, and the p of a permutation of whole months.

    Months are put in other windows, not events, because events come in bursts. `with` names the class
    (`of = "violence"`) and the two windows.
    """
    of = recipe.parameter("of", "violence")
    refuse_unknown([of], CLASSES, what="class")
    before, now = windows(replace(recipe, selection=readings(recipe.selection, recipe.choices)[0].selection))
    looked = {"before": searched(tables, before), "now": searched(tables, now)}
    cannot = uncovered(tables, before) or uncovered(tables, now)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    earlier, later = (_counts(tables, window, of=of) for window in (before, now))
    classes = sorted({name for counts in (earlier, later) for month in counts.values() for name in month})
    return Answer(
        table=tuple(_row(name, earlier, later) for name in classes),
        rows=tuple(sorted({*ids_of(tables, before), *ids_of(tables, now)})),
        tests=tuple(_test(name, earlier, later) for name in classes),
        searched=looked,
    )


def _counts(tables: Tables, selection: Any, *, of: str) -> dict[int, Counter[str]]:  # noqa: ANN401 - a Selection
    events = chosen(tables, selection)
    found: dict[int, Counter[str]] = {}
    for row in fetched(events.group_by(["month", of]).aggregate(n=events.count())):
        found.setdefault(int(row["month"]), Counter())[row[of] or "not told"] += int(row["n"])
    return found


def _share(name: str, months: Sequence[Mapping[str, int]]) -> float | None:
    whole = sum(sum(month.values()) for month in months)
    return sum(month.get(name, 0) for month in months) / whole if whole else None


def _row(name: str, before: Counts, now: Counts) -> Mapping[str, Any]:
    row: dict[str, Any] = {"class": name}
    for window, counts in (("before", before), ("now", now)):
        share = _share(name, list(counts.values()))
        row[f"events_{window}"] = sum(month.get(name, 0) for month in counts.values())
        row[f"share_{window}"] = None if share is None else round(share, 4)
    return row


def _test(name: str, before: Counts, now: Counts) -> Mapping[str, Any]:
    months = [*before.values(), *now.values()]
    if sum(sum(month.values()) for month in months) < LEAST_EVENTS or not before or not now:
        return {"test": "share differs", "of": name, "p": None, "because": f"fewer than {LEAST_EVENTS} events"}
    hits = np.asarray([month.get(name, 0) for month in months], dtype=float)
    every = np.asarray([sum(month.values()) for month in months], dtype=float)
    generator = np.random.default_rng(1)
    orders = np.argsort(generator.random((RUNS, len(months))), axis=1)
    observed = _difference(hits, every, len(before))
    drawn = _difference(hits[orders], every[orders], len(before))
    p = float((1 + (np.abs(drawn) >= abs(float(observed)) - 1e-12).sum()) / (1 + RUNS))
    return {
        "test": "share differs",
        "of": name,
        "p": round(p, 4),
        "method": "months permuted, two-sided",
        "orders": RUNS,
    }


def _difference(hits: Any, every: Any, first: int) -> Any:  # noqa: ANN401 - arrays of one or two dimensions
    earlier = hits[..., :first].sum(axis=-1) / every[..., :first].sum(axis=-1)
    return hits[..., first:].sum(axis=-1) / every[..., first:].sum(axis=-1) - earlier
