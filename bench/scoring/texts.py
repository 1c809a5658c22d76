"""What is right and wrong in one coded text?"""

from collections.abc import Iterator, Sequence

from corpora.gold import Annotated, GoldAccount, GoldStatement
from khaldun.coding.coded import Coded
from khaldun.model import Account, Statement
from scoring.align import Aligned, align
from scoring.slots import Counts, GroupOf, Scored, fields

WITH_FIGURE = ("aggregate", "comparison", "record", "first_since", "rank", "share")
ONE_KIND = {
    "aggregate": "count",
    "comparison": "count",
    "record": "extreme",
    "rank": "extreme",
    "first_since": "extreme",
}


def scored(text: Annotated, coded: Coded, group_of: GroupOf) -> Iterator[Scored]:
    """Every measure of the text on which its corpus has an opinion."""
    aligned = align(text.accounts, coded.accounts)
    found = [
        *_relevance(text, coded),
        *_events(text, aligned),
        *(each for pair in aligned.pairs for each in fields(*pair, group_of)),
        *_whole_missed(aligned),
        *_statements(text.statements, coded.statements),
    ]
    return (each for each in found if each.measure not in text.silent)


def _relevance(text: Annotated, coded: Coded) -> Iterator[Scored]:
    if text.relevant is not None:
        said = bool(coded.accounts)
        counts = Counts(int(text.relevant and said), int(said and not text.relevant), int(text.relevant and not said))
        yield Scored("relevance", counts, str(text.relevant), "; ".join(map(told, coded.accounts)))


def _events(text: Annotated, aligned: Aligned) -> Iterator[Scored]:
    yield Scored("events", Counts(len(aligned.pairs), 0, 0))
    for gold in aligned.missed:
        yield Scored("events", Counts(0, 0, 1), wanted(gold), "")
        if gold.main:
            yield Scored("main events", Counts(0, 0, 1), wanted(gold), "")
    for account in aligned.spurious:
        yield Scored("events", Counts(0, 1, 0), "", told(account))
        yield Scored("spurious", Counts(0, 1, 0), "", told(account))
    for gold, account in aligned.pairs:
        if gold.main:
            yield Scored("main events", Counts(1, 0, 0))
            yield Scored(
                "main marked", Counts(int(account.main), 0, int(not account.main)), wanted(gold), told(account)
            )
    if text.relevant is False:
        yield Scored("silence", Counts(int(not aligned.spurious), int(bool(aligned.spurious)), 0))


def _whole_missed(aligned: Aligned) -> Iterator[Scored]:
    yield from (Scored("whole account", Counts(0, 0, 1)) for _ in aligned.missed)
    yield from (Scored("whole account", Counts(0, 1, 0)) for _ in aligned.spurious)


def _statements(gold: Sequence[GoldStatement], coded: Sequence[Statement]) -> Iterator[Scored]:
    free = [each for each in coded if each.kind in WITH_FIGURE]
    for each in gold:
        fit = [statement for statement in free if _same_statement(each, statement)]
        if fit:
            free.remove(fit[0])
            yield Scored("statements", Counts(1, 0, 0))
        else:
            yield Scored("statements", Counts(0, 0, 1), f"{each.kind} {each.measure} {each.low}..{each.high}", "")
    for left in free:
        yield Scored("statements", Counts(0, 1, 0), "", f"{left.kind} {left.measure} {left.low}..{left.high}")


def _same_statement(gold: GoldStatement, coded: Statement) -> bool:
    kinds = [ONE_KIND.get(kind, kind) for kind in (gold.kind, coded.kind)]
    return kinds[0] == kinds[1] and (gold.low is None or gold.low in (coded.low, coded.best))


def wanted(gold: GoldAccount) -> str:
    """An annotated account in one line."""
    place = "/".join(place.name for place in gold.places) or gold.region or ""
    return f"{'/'.join(gold.types)} {gold.when.start}..{gold.when.end} {'/'.join(gold.countries)} {place}"


def told(account: Account) -> str:
    """A coded account in one line."""
    where = account.where
    place = f"{where.country} {where.told}" if where else "nowhere"
    quote = next((each.quote for each in account.evidence if hasattr(each, "quote")), "")
    return f"{account.type} {account.when.start}..{account.when.end} {place} [{quote}]"
