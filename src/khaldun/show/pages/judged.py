"""Why are two accounts held for one event: the evidence by field, the probability, and who judged?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.reconcile.levels import LEVELS
from khaldun.show.languages import Language

BITS = re.compile(r"(?P<said>.+): (?P<bits>[+-]?\d+(?:\.\d+)?) bits(?:; probability [\d.]+)?")
TOGETHER = "together "  # the sum, which the probability tells better
WIDEST = 10.0  # bits at the edge of a drawing
SAID = {
    "before any field": "prior",
    "these levels together, as seen in calibration": "joint",
    "rivals": "rivals",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One field's evidence: what was found, how many doublings of the odds, and where its bar lies in per cent."""

    name: str
    finding: str
    value: str
    up: bool
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One judgement in words."""

    id: str
    left: str
    right: str
    relation: str
    probability: str
    by: str
    person: str
    weights: tuple[Weight, ...]
    because: tuple[str, ...]


def judged(row: Mapping[str, Any], names: Mapping[str, str], language: Language) -> Judged:
    """A row of the published judgements; `names` calls each account by its source."""
    reasons = row["because"] or ()
    weights = tuple(_weights(reasons, language))
    person = not str(row["by"]).startswith("khaldun-")
    return Judged(
        id=row["judgement_id"],
        left=names.get(row["left"], row["left"]),
        right=names.get(row["right"], row["right"]),
        relation=language.word("relation", row["relation"]),
        probability=language.say("event.probability", share=language.percent(row["score"], digits=1)),
        by=row["by"],
        person=language.say("event.by_person") if person else "",
        weights=weights,
        because=tuple(one for one in reasons if _read(one) is None and not (weights and one.startswith(TOGETHER))),
    )


def _weights(reasons: Sequence[str], language: Language) -> Iterator[Weight]:
    for reason in reasons:
        read = _read(reason)
        if read is None:
            continue
        field, level, bits = read
        width = min(abs(bits), WIDEST) / WIDEST * 50
        yield Weight(
            name=language.word("compared", field),
            finding=language.word(f"level.{field}", level) if level else "",
            value=language.signed(bits),
            up=bits >= 0,
            x=round(50.0 if bits >= 0 else 50 - width, 2),
            width=round(width, 2),
        )


def _read(reason: str) -> tuple[str, str, float] | None:
    """A field, its level and its bits, from "day same: +3.0 bits"; null where the reason is of another form."""
    found = BITS.fullmatch(reason)
    if found is None:
        return None
    said, bits = found["said"], float(found["bits"])
    if said in SAID:
        return SAID[said], "", bits
    field, _, level = said.partition(" ")
    return (field, level.replace(" ", "_"), bits) if field in LEVELS else None
