"""Does a score mean what it says: of the accounts with a score near .7, are seven in ten events?"""

from collections.abc import Iterator, Sequence

from scoring.align import align
from scoring.run import Result

STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)  # the score from which a row of the table begins

Scored = tuple[float, bool]


def scores(results: Sequence[Result]) -> Iterator[Scored]:
    """The score of each account, and whether it is an annotated event; what no annotation asks for is left out."""
    for result in results:
        aligned = align(result.text.accounts, result.coded.accounts)
        yield from ((account.score or 0.0, True) for _, account in aligned.pairs)
        yield from ((account.score or 0.0, False) for account in aligned.spurious)


def reliability(columns: dict[str, Sequence[Result]]) -> Iterator[str]:
    """A table: for each stretch of scores the mean score, the share of events and the number of accounts."""
    found = {name: [*scores(results)] for name, results in columns.items()}
    yield f"| score | {' | '.join(found)} |"
    yield f"|---|{'---|' * len(found)}"
    for low, high in zip(STEPS, (*STEPS[1:], 1.01), strict=True):
        cells = [_cell([each for each in every if low <= each[0] < high]) for every in found.values()]
        yield f"| {low:.1f} to {min(high, 1.0):.1f} | {' | '.join(cells)} |"
    yield f"| mean error | {' | '.join(_error(every) for every in found.values())} |\n"


def _cell(some: Sequence[Scored]) -> str:
    if not some:
        return "-"
    mean, share = _means(some)
    return f"{mean:.2f} says, {share:.2f} are (n {len(some)})"


def _means(some: Sequence[Scored]) -> tuple[float, float]:
    return sum(score for score, _ in some) / len(some), sum(true for _, true in some) / len(some)


def _error(every: Sequence[Scored]) -> str:
    """The expected calibration error: how far score and share lie apart, weighed by the number of accounts."""
    if not every:
        return "-"
    total = 0.0
    for low, high in zip(STEPS, (*STEPS[1:], 1.01), strict=True):
        some = [each for each in every if low <= each[0] < high]
        if some:
            mean, share = _means(some)
            total += abs(mean - share) * len(some)
    return f"{total / len(every):.2f}"
