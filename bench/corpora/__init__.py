"""Which annotated corpora can the coder be measured on?"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from corpora import encyclopaedia, lee, muc4, nothing, own, reuters, ucdp
from corpora.gold import Annotated
from khaldun.coding.coded import Coded
from scoring.slots import GroupOf

CORPORA: dict[str, Callable[[str], Iterable[Annotated]]] = {
    "own": own.read,
    "further": partial(own.read, folder=own.TEXTS / "further"),
    "later": partial(own.read, folder=own.TEXTS / "later"),
    "nothing": nothing.read,
    "reuters": reuters.read,
    "encyclopaedia": encyclopaedia.read,
    "feed": lee.read,
    "feed, nothing": lee.nothing,
    "muc4": muc4.read,
    "ucdp": ucdp.read,
}
FILTERS: dict[str, Callable[[Annotated, Coded, GroupOf], Coded]] = {"muc4": muc4.filtered}


def read(corpus: str, split: str) -> list[Annotated]:
    """The texts of one split of a corpus known by name, or of a folder of files in the form of docs/annotation.md."""
    if corpus in CORPORA:
        return list(CORPORA[corpus](split))
    return list(own.read(split, folder=Path(corpus)))
