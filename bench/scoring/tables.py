"""How are figures and errors shown?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from scoring.figures import Figure, figure
from scoring.run import Result

MEASURES = (
    "relevance",
    "events",
    "main events",
    "main marked",
    "family",
    "type",
    "date overlap",
    "date exact",
    "country",
    "settlement",
    "perpetrator",
    "target group",
    "killed exact",
    "killed overlap",
    "injured exact",
    "injured overlap",
    "abducted exact",
    "abducted overlap",
    "whose toll",
    "responsibility",
    "whole account",
    "statements",
)
LIMITS = {
    "relevance": 0.85,
    "family": 0.85,
    "country": 0.9,
    "killed exact": 0.8,
    "date overlap": 0.75,
    "perpetrator": 0.65,
}
EVENTS = {"own": 0.75, "muc4": 0.65}  # the limit of event detection by corpus
HEAD = f"{'measure':17} {'P':>5} {'R':>5} {'F1':>5}  {'95 % of F1':11} {'right':>6} {'wrong':>6} {'lost':>6}  limit"


def table(results: Sequence[Result], corpus: str) -> Iterator[str]:
    """One line a measure, and what comes out of texts with nothing to code."""
    rows = [result.row for result in results]
    yield HEAD
    limits = LIMITS | ({"events": EVENTS[corpus]} if corpus in EVENTS else {})
    for measure in MEASURES:
        found = figure(rows, measure)
        if sum(found.counts):
            yield line(measure, found, limits.get(measure))
    yield from _spurious(results)
    yield from _baselines(results)


def line(measure: str, found: Figure, limit: float | None) -> str:
    """The line of one measure."""
    shares = " ".join(f"{share(each):>5}" for each in (found.precision, found.recall, found.f1))
    interval = f"{share(found.low)}-{share(found.high)}"
    counts = " ".join(f"{each:6}" for each in found.counts)
    verdict = "" if limit is None else f"{limit:.2f} {'holds' if (found.f1 or 0) >= limit else 'short'}"
    return f"{measure:17} {shares}  {interval:11} {counts}  {verdict}".rstrip()


def share(value: float | None) -> str:
    """A share with two digits, or a dash where it is undefined."""
    return "-" if value is None else f"{value:.2f}"


def _spurious(results: Sequence[Result]) -> Iterator[str]:
    if not results:
        return
    extra = sum(each.counts.wrong for result in results for each in result.found if each.measure == "spurious")
    yield f"spurious events a report: {extra / len(results):.2f} ({extra} in {len(results)})"
    quiet = [each.counts for result in results for each in result.found if each.measure == "silence"]
    if quiet:
        loud = sum(counts.wrong for counts in quiet)
        yield f"texts with nothing to code that gave an event: {loud} of {len(quiet)} ({100 * loud / len(quiet):.1f} %)"


def _baselines(results: Sequence[Result]) -> Iterator[str]:
    relevant = [result.text.relevant for result in results if result.text.relevant is not None]
    if relevant and "relevance" not in results[0].text.silent:
        yes = sum(relevant)
        yield f"baseline, always relevant: F1 {2 * yes / (yes + len(relevant)):.2f}"
    families = Counter(
        min(account.families) for result in results for account in result.text.accounts if not account.optional
    )
    if families:
        family, most = families.most_common(1)[0]
        yield f"baseline, always {family}: family {most / sum(families.values()):.2f}"


def errors(results: Sequence[Result], most: int) -> Iterator[str]:
    """At most so many errors of each measure, each with its text, what was wanted and what was coded."""
    for measure in (*MEASURES, "spurious"):
        found = [
            (result, each)
            for result in results
            for each in result.found
            if each.measure == measure and (each.counts.wrong or each.counts.lost)
        ]
        if found and most:
            yield f"\n== {measure}: {len(found)}"
            yield from (
                f"{result.text.report.id}\n  wanted {each.wanted}\n  coded  {each.coded}"
                for result, each in found[:most]
            )
