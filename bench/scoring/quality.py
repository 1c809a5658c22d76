"""How is docs/coding-quality.md written?"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from corpora.own import KINDS
from khaldun.model import KhaldunError
from scoring.calibration import reliability
from scoring.figures import Figure, figure
from scoring.run import Result
from scoring.tables import EVENTS, LIMITS, MEASURES, share

PAGE = Path(__file__).parents[2] / "docs" / "coding-quality.md"
LANGUAGES = {"en": "English", "fr": "French"}
BY_KIND = ("events", "family", "date overlap", "country", "perpetrator", "killed exact", "whole account")
Run = Callable[..., list[Result]]  # corpus, split, and by keyword: coder, keep, limit

HEAD = """# Coding quality

Made by `python bench/coding.py --write-docs`; do not edit. [Annotation](annotation.md) says what each measure counts
and where the texts come from. F1 stands with the middle 95 of 100 bootstrap samples of texts, then precision, recall,
and the number of annotated values. A dash: nothing to measure.
"""

NOTHING = (
    ("written for this project, dev", "nothing", "dev"),
    ("written for this project, test", "nothing", "test"),
    ("passages of an encyclopaedia, dev", "encyclopaedia", "dev"),
    ("passages of an encyclopaedia, test", "encyclopaedia", "test"),
    ("a broadcaster's feed, dev", "feed, nothing", "dev"),
    ("a broadcaster's feed, test", "feed, nothing", "test"),
    ("Reuters, business", "reuters", "test"),
)
PEERS = """## Peers and baselines

| what | figure | whence |
|---|---|---|
| best system of 1992 on MUC-4, all templates, official scorer | F 0.56 (TST3), 0.57 (TST4) | Proceedings of MUC-4 |
| neural systems on MUC-4, five string roles only | F 0.50 (GTT), 0.55 (GRIT) | their papers of 2021 |
| UniversalPetrarch, one analysis piece with five events | one of five, no place, date or toll | run for this project |
| keyword list: a hit is an attack the day before, in the first place named | columns "keyword" | this bench |

The published figures follow other rules of scoring: they are landmarks, not a ranking. UniversalPetrarch was fed parses
whose labels were mapped to its scheme by hand, which may have cost it something.
"""


def page(run: Run) -> str:
    """The whole page."""
    sections = (_own, _later, _kinds, _nothing, _feed, _calibration, _baselines, _muc4, _ucdp)
    parts = [HEAD, *(line for section in sections for line in section(run)), PEERS, *_errors(run)]
    return "\n".join(parts).rstrip() + "\n"


def _own(run: Run) -> Iterator[str]:
    yield from _written(run, "own", "Texts of this project, test half")


def _later(run: Run) -> Iterator[str]:
    yield from _written(run, "later", "Later and harder texts of this project, test half")


def _written(run: Run, corpus: str, title: str) -> Iterator[str]:
    """The measures of texts that were written for this project, by language."""
    results = run(corpus, "test")
    words = [r for r in results if r.coded.accounts]
    coder = words[0].coded.accounts[0].coder if words else "none"
    yield f"## {title}\n\n{len(results)} texts; coder `{coder}`.\n"
    hard = [each for each in results if each.text.kind == "hard_news"]
    columns = {
        **{name: _spoken(results, code) for code, name in LANGUAGES.items()},
        **{f"{name}, hard news": _spoken(hard, code) for code, name in LANGUAGES.items()},
        "keyword": run(corpus, "test", coder="keyword"),
    }
    yield from _measures(columns, LIMITS | {"events": EVENTS["own"]})


def _spoken(results: Iterable[Result], language: str) -> list[Result]:
    return [each for each in results if each.text.report.language == language]


def _measures(columns: dict[str, list[Result]], limits: dict[str, float]) -> Iterator[str]:
    yield f"| measure | limit | {' | '.join(columns)} |"
    yield f"|---|---|{'---|' * len(columns)}"
    for measure in MEASURES:
        found = [figure([each.row for each in results], measure) for results in columns.values()]
        if any(sum(each.counts) for each in found):
            limit = f"{limits[measure]:.2f}" if measure in limits else ""
            yield f"| {measure} | {limit} | {' | '.join(map(cell, found))} |"
    spurious = [f"{_spurious(results):.2f}" for results in columns.values()]
    yield f"| spurious events a text | | {' | '.join(spurious)} |\n"


def cell(found: Figure) -> str:
    """One figure: F1 with interval, precision and recall, number of annotated values."""
    if found.f1 is None:
        return "-"
    wanted = found.counts.right + found.counts.lost
    rest = f"P {share(found.precision)} R {share(found.recall)}, n {wanted}"
    return f"**{share(found.f1)}** ({share(found.low)}-{share(found.high)}) {rest}"


def _spurious(results: Sequence[Result]) -> float:
    extra = sum(each.counts.wrong for result in results for each in result.found if each.measure == "spurious")
    return extra / len(results) if results else 0.0


def _kinds(run: Run) -> Iterator[str]:
    results = run("own", "test")
    yield "## By kind of text, test half\n"
    yield f"| kind | texts | {' | '.join(BY_KIND)} | spurious a text |"
    yield f"|---|---|{'---|' * (len(BY_KIND) + 1)}"
    for kind in KINDS:
        some = [each for each in results if each.text.kind == kind]
        cells = [share(figure([each.row for each in some], measure).f1) for measure in BY_KIND]
        yield f"| {kind} | {len(some)} | {' | '.join(cells)} | {_spurious(some):.2f} |"
    yield ""


def _nothing(run: Run) -> Iterator[str]:
    yield "## Texts with nothing to code\n"
    yield "| texts | how many | with an event | of 100 | keyword list, of 100 |\n|---|---|---|---|---|"
    every: list[Result] = []
    for texts, corpus, split in NOTHING:
        try:
            found = [run(corpus, split, coder=coder) for coder in ("rules", "keyword")]
        except KhaldunError as missing:
            yield f"| {texts}: {missing} | | | | |"
            continue
        every += found[0]
        yield _loud(texts, *found)
    unseen = [each for each in every if each.text.split == "test"]
    for name, some in (("**together**", every), ("of these, not learned from", unseen)):
        loud = sum(map(_speaks, some))
        yield f"| {name} | {len(some)} | {loud} | **{100 * loud / max(1, len(some)):.1f}** | |"
    yield "\nThe limit is 3 of 100. Most texts of this project are one sentence long and written to mislead.\n"


def _loud(texts: str, results: Sequence[Result], by_keyword: Sequence[Result]) -> str:
    loud, keyword = (sum(map(_speaks, each)) for each in (results, by_keyword))
    of = 100 / max(1, len(results))
    return f"| {texts} | {len(results)} | {loud} | {of * loud:.1f} | {of * keyword:.1f} |"


def _speaks(result: Result) -> bool:
    return bool(result.coded.accounts)


def _feed(run: Run) -> Iterator[str]:
    yield "## A general feed: which reports speak of political violence\n"
    columns = {
        f"{name}, {split}": run("feed", split, coder=coder)
        for split in ("dev", "test")
        for name, coder in (("rules and weights", "rules"), ("keyword", "keyword"))
    }
    yield f"| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}"
    found = [cell(figure([each.row for each in results], "relevance")) for results in columns.values()]
    yield f"| relevance | {' | '.join(found)} |\n"


def _calibration(run: Run) -> Iterator[str]:
    yield "## What a score means\n"
    yield (
        "The score of an account is the share of such drafts that annotators hold for events, by weights learned on\n"
        "the development halves (`bench/train_events.py`). Here it is held against texts that were not learned from.\n"
    )
    yield from reliability(
        {
            "this project, test": run("own", "test"),
            "MUC-4, test": run("muc4", "test", keep=True),
            "nothing, test": run("nothing", "test"),
        }
    )


def _baselines(run: Run) -> Iterator[str]:
    """What one gets who calls every text relevant and every event one of the commonest family."""
    yield "## Beside the simplest guesses\n"
    yield "| texts | relevance: always | keyword | this coder | family: the commonest | keyword | this coder |"
    yield "|---|---|---|---|---|---|---|"
    results = {coder: run("own", "test", coder=coder) for coder in ("rules", "keyword")}
    for code, name in LANGUAGES.items():
        yield _beside(f"this project, {name}", {coder: _spoken(each, code) for coder, each in results.items()})
    yield _beside("MUC-4", {coder: run("muc4", "test", coder=coder, keep=True) for coder in ("rules", "keyword")})
    yield ""


def _beside(texts: str, results: dict[str, list[Result]]) -> str:
    gold = [each.text for each in results["rules"]]
    relevant, asked = (sum(text.relevant is told for text in gold) for told in (True, False))
    families = Counter(family for text in gold for account in text.accounts for family in account.families)
    commonest, often = families.most_common(1)[0]
    always = 2 * relevant / (2 * relevant + asked)
    majority = f"{share(often / sum(len(text.accounts) for text in gold))} ({commonest})"
    rows = {coder: [each.row for each in found] for coder, found in results.items()}
    cells = {m: [share(figure(rows[coder], m).f1) for coder in ("keyword", "rules")] for m in ("relevance", "family")}
    return (
        f"| {texts} | {share(always)} | {' | '.join(cells['relevance'])} | {majority} | {' | '.join(cells['family'])} |"
    )


def _muc4(run: Run) -> Iterator[str]:
    columns = {
        "as coded": run("muc4", "test"),
        "what MUC-4 asks for": run("muc4", "test", keep=True),
        "keyword": run("muc4", "test", coder="keyword"),
    }
    yield f"## MUC-4, test (TST2)\n\n{len(columns['as coded'])} documents.\n"
    yield from _measures(columns, LIMITS | {"events": EVENTS["muc4"]})


def _ucdp(run: Run) -> Iterator[str]:
    columns = {"rules": run("ucdp", "test"), "keyword": run("ucdp", "test", coder="keyword")}
    yield f"## UCDP headlines, January to March 2022\n\n{len(columns['rules'])} headlines. Precision counts.\n"
    yield from _measures(columns, LIMITS)


def _errors(run: Run) -> Iterator[str]:
    results = run("own", "dev")
    yield "## What goes wrong most, dev half\n"
    yield "| measure | wrong | lost |\n|---|---|---|"
    found = {measure: figure([each.row for each in results], measure).counts for measure in MEASURES}
    for measure, counts in sorted(found.items(), key=lambda pair: -(pair[1].wrong + pair[1].lost))[:10]:
        yield f"| {measure} | {counts.wrong} | {counts.lost} |"
    extra = Counter(
        each.coded.split(" ")[0] for result in results for each in result.found if each.measure == "spurious"
    )
    yield f"\nSpurious events by type: {', '.join(f'{name} {n}' for name, n in extra.most_common(6)) or 'none'}.\n"
