"""In which order do the steps run? The only file that joins them to the store."""

from collections.abc import Iterable
from datetime import datetime

from khaldun.model import Issue
from khaldun.store.ledger import Ledger


def keep_issues(ledger: Ledger, met: Iterable[Issue], *, at: datetime) -> int:
    """Puts issues met while reading on the ledger and says how many were new."""
    return ledger.add_issues(met, at=at)
