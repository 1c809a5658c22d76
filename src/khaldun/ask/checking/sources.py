"""Is the source that a sentence quotes the source in store, and what does it mean if it is not?"""

from collections.abc import Sequence

from khaldun.ask.coverage import reach
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables
from khaldun.model import Statement

TITLES = {"ucdp-ged": "UCDP GED", "ucdp-country-year": "UCDP Country-Year", "acled": "ACLED", "gdelt": "GDELT"}


def another_source(
    statement: Statement, selection: Selection, tables: Tables, *, totals: bool = False
) -> Sequence[str]:
    """A sentence where the figure quoted is of one source and the rows are of another; nothing where they agree."""
    if not statement.said_by:
        return ()
    held = {source for one in reach(tables, selection.countries).values() for source in one.sources}
    if totals:
        held.add("ucdp-country-year")
    names = sorted(TITLES.get(source, source) for source in held)
    quoted = statement.said_by.casefold()
    if not names or any(name.casefold().split()[0] in quoted for name in names):
        return ()
    told = " and ".join(names)
    note = (
        f"{statement.said_by} gave the figure; the rows tested are {told}'s, which counts by other rules: "
        "agreement does not confirm the figure and a difference does not refute it"
    )
    return (note,)
