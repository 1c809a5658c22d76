"""From a dataset of totals into the ledger: statements over countries and years, never accounts."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun.flow.read import Added
from khaldun.read.ucdp_country_year import CODER, country_years
from khaldun.store.ledger import Coding, Ledger
from khaldun.store.unpack import plain_file


def read_totals(home: Path, path: Path, *, at: datetime) -> tuple[Added, int]:
    """Adds a file of UCDP's country-years to the ledger as one report, and says how many statements it makes."""
    with TemporaryDirectory() as folder, plain_file(path, beside=Path(folder)) as plain:
        content = plain.read_bytes()
    found = country_years(path, content)
    coding = Coding(coder=CODER, statements=found.statements, issues=found.issues)
    with Ledger(home) as ledger:
        change = ledger.add(found.report, coding, raw=content, at=at)
    return Added(report=found.report, change=change, issues=found.issues), len(found.statements)
