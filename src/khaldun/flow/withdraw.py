"""What counts no longer, because somebody holds it for void, and what counts again?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from khaldun.model import KhaldunError
from khaldun.store.ledger import Ledger
from khaldun.store.listing import sources_held
from khaldun.store.offered import accounts_of_rows
from khaldun.store.rows import Withdrawn, time_text
from khaldun.store.withdrawn import Withdrawal, add_withdrawal, standing_withdrawals


def withdraw(home: Path, start: str, *, by: str, because: str, at: datetime) -> Withdrawal:
    """Takes a report or an account, one row of a dataset included, out of what counts; the ledger keeps it.

    The beginning of an id does where only one begins so. Nothing changes until it is reconciled again.
    """
    if not by.strip() or not because.strip():
        raise KhaldunError("a withdrawal needs a person and a reason; give them with --by and --because")
    found = _one(start, [*_held(home, start), *_row(home, start)], what="report or account")
    if withdrawn(home, found.id):
        raise KhaldunError(f"{found.kind} {found.id} is withdrawn already; let it count again with --restore")
    return _added(home, replace(found, by=by, because=because, made=time_text(at)))


def restore(home: Path, start: str, *, by: str, because: str, at: datetime) -> Withdrawal:
    """Lets a withdrawn report or account count again, by one more row."""
    if not by.strip():
        raise KhaldunError("whoever lets it count again is named; give the name with --by")
    begin = [one for one in standing_withdrawals(home) if one.id.startswith(start)]
    found = _one(start, begin, what="withdrawn report or account")
    return _added(home, replace(found, by=by, because=because, made=time_text(at), back=True))


def withdrawn(home: Path, id: str) -> Withdrawal | None:  # noqa: A002
    """The withdrawal of the report or account with that id, null where it counts."""
    return next((one for one in standing_withdrawals(home) if one.id == id), None)


def _held(home: Path, start: str) -> list[Withdrawal]:
    """The reports of the ledger, and the accounts coded from them, whose ids begin so."""
    with Ledger.existing(home) as ledger:
        accounts, reports = ledger.ids(start)
        sources = {one.id: one.source for one in ledger.accounts(ids=accounts)}
        return [
            *(_subject("report", ledger.source_of(each) or "", each) for each in reports),
            *(_subject("account", sources[each], each) for each in accounts),
        ]


def _row(home: Path, id: str) -> list[Withdrawal]:  # noqa: A002
    """The row of a dataset with that id."""
    held = {one.name for one in sources_held(home)}
    rows = accounts_of_rows(home, [id]) if id.partition(":")[0] in held else []
    return [_subject("account", row.source, row.id) for row in rows]


def _subject(kind: Withdrawn, source: str, id: str) -> Withdrawal:  # noqa: A002
    """What a withdrawal can be of, before anybody has made it."""
    return Withdrawal(kind=kind, source=source, id=id, by="", because="", made="")


def _added(home: Path, made: Withdrawal) -> Withdrawal:
    add_withdrawal(home, made)
    return made


def _one(start: str, begin: Iterable[Withdrawal], *, what: str) -> Withdrawal:
    """The one meant: that with the id itself, else the only one that begins so; a report before its own accounts."""
    every = list(begin)
    found = [one for one in every if one.id == start] or [one for one in every if one.kind == "report"] or every
    if len(found) == 1:
        return found[0]
    some = ", ".join(one.id for one in found[:5])
    raise KhaldunError(
        f"{len(found)} ids begin with {start!r}: {some}; give more of it" if found else f"no {what} {start!r}"
    )
