"""How likely would a reader hold a draft for an event to be coded? A logistic model over its traits.

The weights are learned from annotated texts by `python bench/train_events.py`; `data/learned/events.json` holds them
with what they were learned from.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khaldun.coding.events.merging import Draft


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Weighed:
    """A draft with its traits; `by_rule` is true where the rules hold it for an event."""

    draft: Draft
    traits: frozenset[str]
    by_rule: bool


def likelihood(traits: Iterable[str]) -> float:
    """The share of drafts with such traits that annotators hold for events, in 0..1."""
    weights = model()["weights"]
    return 1 / (1 + math.exp(-model()["intercept"] - sum(weights.get(trait, 0.0) for trait in traits)))


def held(weighed: Weighed) -> bool:
    """Whether a draft is coded: one that the rules hold needs less likelihood than one that they do not."""
    least: float = model()["least"]["by rule" if weighed.by_rule else "otherwise"]
    return likelihood(weighed.traits) >= least


@cache
def model() -> Mapping[str, Any]:
    """The learned weights by trait, the intercept, and the likelihoods from which a draft is coded."""
    text = files("khaldun.coding").joinpath("data/learned/events.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found
