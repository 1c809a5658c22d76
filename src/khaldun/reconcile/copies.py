"""Which reports are copies of another one, or later editions of it?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from zlib import crc32

from khaldun.model import Event, Judgement, Relation, Report
from khaldun.reconcile.explained import judgement_id

METHOD = "khaldun-shingles-1"
SHINGLE = 5  # words
FEWEST = 12  # shingles below which two texts may agree by chance
LIKE = 0.8  # share of the shingles of both that both have, assumed
LEAST = 8  # of its hashes the smallest, under which a text is looked up: of near copies one is nearly always shared
_WORD = re.compile(r"\w+")
Key = tuple[str, str]
NOWHERE = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report that repeats an earlier one: of another source a copy, of its own a later edition."""

    report: Report
    origin: Report
    likeness: float

    @property
    def relation(self) -> Relation:
        """What the report is to its origin."""
        return "revision_of" if self.report.source == self.origin.source else "copy_of"


def copies(reports: Iterable[Report]) -> list[Copy]:
    """The reports that repeat an earlier one nearly word for word, each with the earliest that it repeats.

    Two are alike where they share most of the sequences of five words that either has; reports are looked up by hashes
    that both have, so that they are not all compared.
    """
    ordered = sorted(reports, key=lambda report: (report.published or date.max, report.source, report.id))
    shingles = [_shingles(report.text) for report in ordered]
    found: dict[int, Copy] = {}
    for first, second in sorted(_candidates(shingles)):
        likeness = len(shingles[first] & shingles[second]) / len(shingles[first] | shingles[second])
        if likeness >= LIKE and second not in found:
            origin = found[first].origin if first in found else ordered[first]
            found[second] = Copy(report=ordered[second], origin=origin, likeness=round(likeness, 3))
    return [found[number] for number in sorted(found)]


def origins(found: Iterable[Copy]) -> dict[Key, str]:
    """The source whose voice a copy carries, by the source and id of the copy."""
    return {(one.report.source, one.report.id): one.origin.source for one in found}


def judged(found: Sequence[Copy], events: Iterable[Event], homes: Mapping[str, Key]) -> list[Judgement]:
    """A judgement on every two accounts of one event of which one stands in a copy of the other's report.

    `homes` gives the source and id of the report behind an account.
    """
    of = {(one.report.source, one.report.id): one for one in found}
    return [
        _judgement(left, right, copy)
        for event in events
        for left in event.accounts
        if (copy := of.get(homes.get(left, NOWHERE))) is not None
        for right in event.accounts
        if homes.get(right) == (copy.origin.source, copy.origin.id)
    ]


def _judgement(left: str, right: str, copy: Copy) -> Judgement:
    said = f"the two reports share {copy.likeness:.0%} of their sequences of {SHINGLE} words"
    return Judgement(
        id=judgement_id(left, right, METHOD),
        left=left,
        right=right,
        relation=copy.relation,
        by=METHOD,
        because=(said,),
        score=copy.likeness,
    )


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    runs = zip(*(words[start:] for start in range(SHINGLE)), strict=False)
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def _candidates(shingles: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """Pairs of texts under an equal hash, the earlier first."""
    under: dict[int, list[int]] = defaultdict(list)
    for number, hashes in enumerate(shingles):
        if len(hashes) >= FEWEST:
            for each in sorted(hashes)[:LEAST]:
                under[each].append(number)
    return {pair for texts in under.values() for pair in combinations(texts, 2)}
