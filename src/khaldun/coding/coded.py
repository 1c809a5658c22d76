"""What came out of one report?"""

from dataclasses import dataclass

from khaldun.model import Account, Issue, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """The accounts, statements and issues of one report, in the order in which the report tells them."""

    accounts: tuple[Account, ...] = ()
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
