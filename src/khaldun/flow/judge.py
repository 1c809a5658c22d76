"""What do people judge of two accounts, and which pairs wait for them?"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from khaldun.model import Account, Judgement, KhaldunError, Relation
from khaldun.reconcile import Doubt, checked, queue, withdrawal
from khaldun.store.derived import read_derived
from khaldun.store.ledger import Ledger
from khaldun.store.offered import accounts_of_rows, rows_beginning

MOST_NAMED = 10  # rows of datasets that are looked at where a beginning may mean several


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A pair that waits for a person, with both accounts."""

    doubt: Doubt
    left: Account
    right: Account


def judge(home: Path, left: str, right: str, *, relation: Relation, by: str, because: str, at: datetime) -> Judgement:
    """Adds a person's judgement on two accounts to the ledger; nothing changes until it is reconciled again.

    The beginning of an id does where only one begins so. Raises KhaldunError where earlier judgements contradict it,
    with their path.
    """
    _named(by)
    with Ledger.existing(home) as ledger:
        ends = _account(ledger, left), _account(ledger, right)
        made = at.isoformat(timespec="seconds")
        seed = "|".join((*ends, relation, by, made))
        new = Judgement(
            id=f"judgement-{sha256(seed.encode()).hexdigest()[:12]}",
            left=ends[0],
            right=ends[1],
            relation=relation,
            by=by,
            because=(because,) if because else (),
            made=made,
        )
        ledger.add_judgements([checked(new, ledger.judgements())], at=at)
    return new


def withdraw(home: Path, id: str, *, by: str, because: str, at: datetime) -> Judgement:  # noqa: A002
    """Takes a judgement back by one more row; both are kept. Raises KhaldunError where there is no such judgement."""
    _named(by)
    with Ledger.existing(home) as ledger:
        found = [each for each in ledger.judgements() if each.id == id and each.withdraws is None]
        if not found:
            raise KhaldunError(f"no judgement {id!r} in the ledger; see those of an event with: khaldun trace EVENT")
        back = withdrawal(found[0], by=by, because=because, made=at.isoformat(timespec="seconds"))
        ledger.add_judgements([back], at=at)
    return back


def waiting(home: Path) -> list[Waiting]:
    """The pairs that wait for a person, those with most uncertainty times deaths first."""
    derived = read_derived(home)
    with Ledger.existing(home) as ledger:
        accounts = {account.id: account for account in ledger.accounts()}
        named = {end for each in derived.judgements for end in (each.left, each.right)}
        accounts |= {account.id: account for account in accounts_of_rows(home, named - accounts.keys())}
        doubts = queue([*derived.judgements, *ledger.judgements()], accounts)
    return [
        Waiting(doubt=each, left=accounts[each.judgement.left], right=accounts[each.judgement.right]) for each in doubts
    ]


def _named(by: str) -> None:
    if not by.strip() or by.startswith("khaldun-"):
        raise KhaldunError("a judgement needs the name of the person who makes it; give it with --by")


def _account(ledger: Ledger, start: str) -> str:
    """The id of the one account that has it or begins so."""
    accounts, _ = ledger.ids(start)
    accounts += rows_beginning(ledger.home, start, most=MOST_NAMED)
    found = [each for each in accounts if each == start] or sorted(set(accounts))
    if len(found) == 1:
        return found[0]
    lead = f"{len(found)} accounts begin with {start!r}; give more of the id" if found else f"no account {start!r}"
    raise KhaldunError(lead if found else f"{lead}; `khaldun trace EVENT` shows the accounts of an event")
