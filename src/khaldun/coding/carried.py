"""Which account of a new coding is which of an earlier one, so that what people judged still speaks of the same?"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from khaldun.coding.coded import Coded
from khaldun.model import Account, Span, Statement


def carried(coded: Coded, earlier: Sequence[Account], *, named: Container[str] = ()) -> Coded:
    """A coding with the ids of an earlier one where both tell of the same words, and ids nobody had before elsewhere.

    `earlier` are the accounts of all codings of the report so far, the newest first. Two accounts are the same where
    they share a trigger, those that share most words first, counted twice where they stand at the same place. Those
    `named` keep their ids, because whoever coded chose them.
    """
    if not earlier:
        return coded
    old = {account.id: account for account in reversed(earlier)}
    ids = _ids(coded.accounts, old, named)
    return Coded(
        accounts=tuple(replace(account, id=ids[account.id]) for account in coded.accounts),
        statements=tuple(_about(one, ids) for one in coded.statements),
        issues=tuple(replace(one, where=ids.get(one.where, one.where)) for one in coded.issues),
    )


def _ids(accounts: Sequence[Account], old: Mapping[str, Account], named: Container[str]) -> dict[str, str]:
    kept = {number: account.id for number, account in enumerate(accounts) if account.id in named}
    shared = [
        (-_shared(account, before), number, name)
        for number, account in enumerate(accounts)
        for name, before in old.items()
        if _triggers(account) & _triggers(before)
    ]
    for _, number, name in sorted(shared):
        if number not in kept and name not in kept.values():
            kept[number] = name
    taken = {*old, *kept.values()}
    for number, account in enumerate(accounts):
        if number not in kept:
            kept[number] = _free(account.id, taken)
            taken.add(kept[number])
    return {account.id: kept[number] for number, account in enumerate(accounts)}


def _free(name: str, taken: set[str]) -> str:
    """The id itself, or the next one of the report that no account ever had."""
    report, dash, number = name.rpartition("-a")
    turn = int(number)
    while f"{report}{dash}{turn}" in taken:
        turn += 1
    return f"{report}{dash}{turn}"


def _shared(left: Account, right: Account) -> int:
    """The characters of the words that both rest on, counted twice where they stand at the same place."""
    ours, theirs = ({(span.start, span.quote) for span in _spans(account)} for account in (left, right))
    words = {quote for _, quote in ours} & {quote for _, quote in theirs}
    return sum(map(len, words)) + sum(len(quote) for _, quote in ours & theirs)


def _triggers(account: Account) -> set[str]:
    return {one.quote.casefold() for one in account.evidence if isinstance(one, Span)}


def _spans(account: Account) -> Iterable[Span]:
    """Every quote that a value of the account rests on."""
    told = (account, account.when, account.where, *account.parties, *account.tolls, *account.responsibility)
    return (one for field in told if field for one in field.evidence if isinstance(one, Span))


def _about(statement: Statement, ids: Mapping[str, str]) -> Statement:
    return replace(statement, account=ids.get(statement.account or "", statement.account))
