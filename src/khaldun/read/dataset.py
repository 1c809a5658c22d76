"""What does the program need to know of a dataset to read it in bulk?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import ibis

from khaldun.model import Issue, KhaldunError, Source

Scheme = Literal["ucdp", "acled", "cameo", "own"]
Accounts = Callable[[ibis.Table, Mapping[str, str]], ibis.Table]


def no_edition(_: str) -> str | None:
    """The edition of a dataset whose files do not name one."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A source whose rows are accounts, and how its columns are read.

    `accounts` turns the table of text, with the codes that have a type of the codebook, into one row an account, in
    the columns that `store` keeps; each row carries its parties, tolls and issues as lists. `scheme` names the
    crosswalk and `codes` the codes that are asked of it; a scheme of its own brings its `types`. `needed` columns must
    be there, `optional` ones may be; `ignored` says why a column is left out. `names` are the columns of a file without
    a header, `sheet` the sheet of a workbook that is read. `coder` is the mapping with its version.
    """

    source: Source
    coder: str
    scheme: Scheme
    codes: tuple[str, ...]
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)
    accounts: Accounts
    edition: Callable[[str], str | None] = no_edition
    names: tuple[str, ...] = ()
    delimiter: str = ","
    quote: str = '"'
    sheet: str | None = None
    types: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns that `accounts` reads."""
        return self.needed + self.optional

    def prepared(self, raw: ibis.Table) -> ibis.Table:
        """The table with every column that `accounts` speaks of; optional ones that are missing are null.

        Raises KhaldunError where a needed column is missing.
        """
        missing = [name for name in self.needed if name not in raw.columns]
        if missing:
            raise KhaldunError(f"this is not a file of {self.source.title}: it has no column {', '.join(missing[:5])}")
        absent = {name: ibis.null("string") for name in self.optional if name not in raw.columns}
        return raw.mutate(**absent) if absent else raw

    def leftover(self, columns: Sequence[str]) -> tuple[Issue, ...]:
        """An issue for each column that is neither read nor ignored by name."""
        known = {*self.needed, *self.optional, *self.ignored, "row"}
        return tuple(
            Issue(where=f"column {name}", what=f"{self.source.name} does not know column {name!r}", kind="new-column")
            for name in columns
            if name not in known
        )
