"""What have people judged, what of it stands, and does any of it contradict the rest?"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from khaldun.model import Issue, Judgement, KhaldunError

METHODS = "khaldun-"  # what the names of our own methods open with
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Judgements of people that hold: pairs that are one event, pairs that are not, and parts of longer accounts."""

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    parts: tuple[Pair, ...] = ()
    issues: tuple[Issue, ...] = ()


def standing(judgements: Iterable[Judgement], *, known: Collection[str]) -> Standing:
    """The judgements of people that are not withdrawn and speak of known accounts; the others are Issues.

    The earlier of two that contradict one another holds, and the later becomes an Issue that names the path of
    judgements against it. A part is kept apart from its whole.
    """
    held: list[Judgement] = []
    issues: list[Issue] = []
    for judgement in in_force(judgements):
        missing = [account for account in (judgement.left, judgement.right) if account not in known]
        path = () if missing else against(judgement, held)
        if missing:
            issues.append(_issue(judgement, f"it speaks of {' and '.join(missing)}, which no longer exists"))
        elif path:
            issues.append(_issue(judgement, f"{_told(path)} stand against it"))
        else:
            held.append(judgement)
    return Standing(
        together=_pairs(held, "same", "revision_of", "copy_of"),
        apart=_pairs(held, "different"),
        parts=_pairs(held, "part_of", "aggregates"),
        issues=tuple(issues),
    )


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements of people that nobody withdrew, in the order in which they were made."""
    told = [judgement for judgement in judgements if not judgement.by.startswith(METHODS)]
    withdrawn = {judgement.withdraws for judgement in told if judgement.withdraws}
    live = [judgement for judgement in told if judgement.id not in withdrawn and judgement.withdraws is None]
    return sorted(live, key=lambda judgement: (judgement.made, judgement.id))


def against(judgement: Judgement, held: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that contradict a new one, as a path from its left account to its right; empty if none do."""
    joined = [other for other in held if other.relation in ("same", "revision_of", "copy_of")]
    parted = [other for other in held if other.relation in ("different", "part_of", "aggregates")]
    if judgement.relation == "unsure":
        return ()
    if judgement.relation in ("different", "part_of", "aggregates"):
        return _path(judgement.left, judgement.right, joined)
    for other in parted:
        for left, right in ((other.left, other.right), (other.right, other.left)):
            to_left = _path(judgement.left, left, joined)
            to_right = _path(right, judgement.right, joined)
            if (to_left or judgement.left == left) and (to_right or judgement.right == right):
                return (*to_left, other, *to_right)
    return ()


def checked(judgement: Judgement, earlier: Iterable[Judgement]) -> Judgement:
    """A new judgement as it is; raises KhaldunError with the path of judgements where earlier ones contradict it."""
    path = against(judgement, in_force(earlier))
    if path:
        raise KhaldunError(
            f"{judgement.left} and {judgement.right} cannot be judged {judgement.relation}: "
            f"{_told(path)} stand against it; withdraw one of them first"
        )
    return judgement


def withdrawal(judgement: Judgement, *, by: str, because: str, made: str) -> Judgement:
    """The judgement that takes back an earlier one; both are kept."""
    return Judgement(
        id=f"{judgement.id}-withdrawn",
        left=judgement.left,
        right=judgement.right,
        relation=judgement.relation,
        by=by,
        because=(because,),
        made=made,
        withdraws=judgement.id,
    )


def _path(start: str, goal: str, joined: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The shortest path of "same" from one account to another, empty where there is none."""
    roads: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for judgement in joined:
        roads[judgement.left].append((judgement.right, judgement))
        roads[judgement.right].append((judgement.left, judgement))
    paths: dict[str, tuple[Judgement, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, judgement in roads[here]:
            if there not in paths:
                paths[there] = (*paths[here], judgement)
                waiting.append(there)
    return paths.get(goal, ())


def _pairs(held: Sequence[Judgement], *relations: str) -> tuple[Pair, ...]:
    return tuple((judgement.left, judgement.right) for judgement in held if judgement.relation in relations)


def _told(path: Sequence[Judgement]) -> str:
    return ", ".join(f"{step.left} {step.relation.replace('_', ' ')} {step.right} ({step.by})" for step in path)


def _issue(judgement: Judgement, what: str) -> Issue:
    return Issue(where=judgement.id, what=f"A judgement by {judgement.by} is not used: {what}.", kind="judgement")
