"""Which fields of a matched account are right?"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from corpora.gold import GoldAccount, GoldResponsibility, GoldToll
from khaldun.model import Account, Party, Responsibility, Toll
from scoring.agree import (
    names,
    number,
    overlapping_figures,
    same_actor,
    same_country,
    same_figure,
    same_settlement,
    settled,
)

GroupOf = Callable[[Party], str | None]
Same = Callable[[GoldToll, Toll], bool]

SUFFERING = ("target", "victim", "opponent")
GROUPS = ("civilians", "state_forces", "non_state_forces")
OUTCOMES = ("killed", "injured", "abducted")
STANCES = ("claimed", "accused", "denied")


class Counts(NamedTuple):
    """How many values were right, how many coded ones wrong, and how many wanted ones not found."""

    right: int = 0
    wrong: int = 0
    lost: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """The sum of both, count by count."""
        return Counts(self.right + other.right, self.wrong + other.wrong, self.lost + other.lost)


class Scored(NamedTuple):
    """The counts of one measure on one account, with what was wanted and what was coded in words."""

    measure: str
    counts: Counts
    wanted: str = ""
    coded: str = ""


def one(wanted: object, got: object, *, agree: bool | None) -> Counts:
    """The counts of a field with one value: a wrong value is both wrong and lost."""
    return Counts(int(bool(agree)), int(not agree and bool(got)), int(not agree and bool(wanted)))


def fields(gold: GoldAccount, account: Account, group_of: GroupOf) -> Iterator[Scored]:
    """Each field of a matched pair."""
    yield Scored("family", one(1, 1, agree=account.family in gold.families), "/".join(gold.types), account.type)
    yield Scored("type", one(1, 1, agree=account.type in gold.types), "/".join(gold.types), account.type)
    yield from _dates(gold, account)
    yield from _places(gold, account)
    yield _perpetrators(gold, account)
    yield _targets(gold, account, group_of)
    for outcome in OUTCOMES:
        yield _tolls(gold, account, outcome, name=f"{outcome} exact", same=same_figure)
        yield _tolls(gold, account, outcome, name=f"{outcome} overlap", same=overlapping_figures)
    yield _whose(gold, account)
    yield _responsibility(gold, account)
    yield _whole(gold, account)


def _dates(gold: GoldAccount, account: Account) -> Iterator[Scored]:
    wanted, got = gold.when, account.when
    exact = wanted.start is not None and (wanted.start, wanted.end) == (got.start, got.end)
    words = f"{wanted.start}..{wanted.end} {wanted.precision}", f"{got.start}..{got.end} {got.precision} ({got.told})"
    yield Scored("date overlap", one(wanted.start, got.start, agree=wanted.overlaps(got)), *words)
    agree = exact and wanted.precision == got.precision
    if wanted.basis != "none" or wanted.start is None:
        yield Scored("date exact", one(wanted.start, got.start, agree=agree), *words)


def _places(gold: GoldAccount, account: Account) -> Iterator[Scored]:
    where = account.where
    country = where.country if where else None
    yield Scored(
        "country",
        one(gold.countries, country, agree=same_country(gold, where)),
        "/".join(gold.countries),
        str(country),
    )
    agree = where is not None and bool(gold.places) and same_settlement(gold.places, where)
    wanted = gold.places and not gold.place_optional
    words = "/".join(place.name for place in gold.places), f"{where.told} = {where.name}" if where else "none"
    yield Scored("settlement", one(wanted, settled(where), agree=agree), *words)


def _perpetrators(gold: GoldAccount, account: Account) -> Scored:
    doers = [party for party in account.parties if party.role == "perpetrator"]
    allowed = (*gold.perpetrators, *gold.also_perpetrators)
    found = [names(party, allowed) for party in doers]
    right = {n for n in found if n is not None and n < len(gold.perpetrators)}
    counts = Counts(len(right), found.count(None), len(gold.perpetrators) - len(right))
    words = "; ".join("/".join(each) for each in gold.perpetrators), "; ".join(f"{p.told} = {p.actor}" for p in doers)
    return Scored("perpetrator", counts, *words)


def suffering(account: Account, group_of: GroupOf) -> set[str]:
    """The groups that were attacked: of targets, victims and opponents or, where none is known, of the tolls."""
    told = {group_of(party) for party in account.parties if party.role in SUFFERING}
    named = {group for group in told if group in GROUPS}
    return named or {toll.who for toll in account.tolls if toll.who in GROUPS}


def _targets(gold: GoldAccount, account: Account, group_of: GroupOf) -> Scored:
    wanted, got = set(gold.targets), suffering(account, group_of)
    wrong = got - wanted - set(gold.also_targets)
    counts = Counts(len(wanted & got), len(wrong), len(wanted - got))
    return Scored("target group", counts, ", ".join(sorted(wanted)), ", ".join(sorted(got)))


def paired(wanted: Sequence[GoldToll], got: Sequence[Toll], same: Same) -> list[tuple[GoldToll, Toll]]:
    """One-to-one pairs of tolls; those whose group of persons agrees go first."""
    free, pairs = list(got), []
    for gold in wanted:
        fit = sorted((toll for toll in free if same(gold, toll)), key=lambda toll: toll.who not in gold.who)
        if fit:
            free.remove(fit[0])
            pairs.append((gold, fit[0]))
    return pairs


def _tolls(gold: GoldAccount, account: Account, outcome: str, *, name: str, same: Same) -> Scored:
    wanted = [toll for toll in gold.tolls if toll.outcome == outcome and not toll.optional]
    pairs = paired(wanted, [toll for toll in account.tolls if toll.outcome == outcome], same)
    spare = [toll for toll in gold.tolls if toll.optional]
    got = [toll for toll in account.tolls if toll.outcome == outcome and not _spared(toll, spare, pairs)]
    right = len(pairs)
    words = "; ".join(map(_told, wanted)), "; ".join(map(_told, got))
    return Scored(name, Counts(right, len(got) - right, len(wanted) - right), *words)


def _spared(toll: Toll, spare: Sequence[GoldToll], pairs: Sequence[tuple[GoldToll, Toll]]) -> bool:
    """Whether a toll is no pair and says again what a pair says, or agrees with an optional figure."""
    if any(toll is each for _, each in pairs):
        return False
    again = any(toll.outcome == each.outcome and number(toll) == number(each) for _, each in pairs)
    return again or any(overlapping_figures(each, toll) for each in spare)


def _told(toll: GoldToll | Toll) -> str:
    who = toll.who if isinstance(toll.who, str) else "/".join(toll.who)
    return f"{who} {toll.low}..{'' if toll.high is None else toll.high}"


def _whose(gold: GoldAccount, account: Account) -> Scored:
    pairs = paired([toll for toll in gold.tolls if not toll.optional], account.tolls, same_figure)
    right = sum(toll.who in wanted.who for wanted, toll in pairs)
    words = "; ".join(_told(g) for g, _ in pairs), "; ".join(_told(t) for _, t in pairs)
    return Scored("whose toll", Counts(right, len(pairs) - right, len(pairs) - right), *words)


def _responsibility(gold: GoldAccount, account: Account) -> Scored:
    free = [each for each in account.responsibility if each.stance in STANCES]
    coded = "; ".join(f"{each.stance} {each.actor or each.told}" for each in free)
    lost = []
    for wanted in sorted(gold.responsibility, key=lambda each: each.optional):
        fit = next((each for each in free if _same_stance(wanted, each)), None)
        if fit is not None:
            free.remove(fit)
        elif not wanted.optional:
            lost.append(wanted)
    sure = [each for each in gold.responsibility if not each.optional]
    words = "; ".join(f"{each.stance} {'/'.join(each.actor)}" for each in sure)
    return Scored("responsibility", Counts(len(sure) - len(lost), len(free), len(lost)), words, coded)


def _same_stance(wanted: GoldResponsibility, got: Responsibility) -> bool:
    return wanted.stance == got.stance and same_actor(wanted.actor, told=got.told, actor=got.actor)


def _whole(gold: GoldAccount, account: Account) -> Scored:
    family = account.family in gold.families
    date = gold.when.start is None or bool(gold.when.overlaps(account.when))
    country = not gold.countries or bool(same_country(gold, account.where))
    killed = _tolls(gold, account, "killed", name="killed", same=same_figure).counts.lost == 0
    return Scored("whole account", one(1, 1, agree=family and date and country and killed))
