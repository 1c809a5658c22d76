"""What do the answer keys of MUC-4 say, in the words of the codebook?

The texts are news on political violence in Latin America of 1988 to 1990 in capital letters. `dev` is the official
development set with the first test set, `test` the second test set. docs/annotation.md has the mapping.
"""

import re
import tarfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from corpora.gold import Annotated
from corpora.muc4_keys import COUNTRIES, MONTHS, accounts, blocks
from khaldun.coding.coded import Coded
from khaldun.model import Account, KhaldunError, Report
from scoring.slots import GroupOf

ARCHIVE = Path(__file__).parents[3] / "shared" / "data" / "muc4" / "corpus-dev-tst1-tst2.tar.xz"
FOLDERS = {"dev": ("dev", "tst1"), "test": ("tst2",)}
SILENT = frozenset({"statements", "main events", "main marked", "whose toll", "type"})
BEGINNING = re.compile(r"^((?:DEV|TST\d)-MUC[34]-\d{4})[^\n]*\n", re.MULTILINE)
DATELINE = re.compile(r",\s+(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?\s+(\d{2})\b")
STALE = timedelta(days=60)
COUNTED = ("explosions", "violence_against_civilians")
DESTRUCTION = "strategic.looting_or_property_destruction"


def read(split: str) -> Iterator[Annotated]:
    """The documents of a split with their keys as accounts; raises KhaldunError where the archive is missing."""
    if not ARCHIVE.exists():
        raise KhaldunError(f"MUC-4 is not at {ARCHIVE}; get the archive from its makers and put it there")
    texts, keys = _files()
    for id_, text in texts.items():
        if _folder(id_) in FOLDERS[split]:
            published = dated(text)
            yield Annotated(
                report=Report(id=id_, text=text, sha256="", source="MUC-4", published=published, language="en"),
                kind="muc4",
                split=split,
                accounts=accounts(keys.get(id_, ())),
                silent=SILENT,
            )


def dated(text: str) -> date | None:
    """The day of the dateline; null where the text has none."""
    found = DATELINE.search(text[:200])
    if found is None or found[2] not in MONTHS:
        return None
    return date(1900 + int(found[3]), MONTHS[found[2]], int(found[1]))


def filtered(text: Annotated, coded: Coded, group_of: GroupOf) -> Coded:
    """What MUC-4 would call an incident: see `counted`."""
    kept = tuple(each for each in coded.accounts if counted(text, each, group_of))
    return Coded(accounts=kept, statements=coded.statements, issues=coded.issues)


def counted(text: Annotated, account: Account, group_of: GroupOf) -> bool:
    """Whether MUC-4's rules ask for such an event.

    They leave out fights between a state's forces and an armed group, what is no violence, events older than two
    months, and countries other than its nine. The form of the rule was chosen on `dev`.
    """
    published, end = text.report.published, account.when.end
    stale = published is not None and end is not None and end < published - STALE
    country = account.where.country if account.where else None
    abroad = country is not None and country not in COUNTRIES.values()
    violent = account.family in COUNTED or account.type == DESTRUCTION
    return (violent or (account.family == "battles" and not _fight(account, group_of))) and not stale and not abroad


def _fight(account: Account, group_of: GroupOf) -> bool:
    """Whether a state's forces and an armed group stand against each other, or nobody says who does."""
    groups = {group_of(party) for party in account.parties if party.role != "supporter"}
    return {"state_forces", "non_state_forces"} <= groups or not groups


def _folder(id_: str) -> str:
    return id_.split("-", maxsplit=1)[0].lower()


@cache
def _files() -> tuple[dict[str, str], dict[str, list[dict[int, list[str]]]]]:
    texts: dict[str, str] = {}
    keys: dict[str, list[dict[int, list[str]]]] = {}
    with tarfile.open(ARCHIVE) as archive:
        for member in sorted(archive.getmembers(), key=lambda each: each.name):
            handle = archive.extractfile(member)
            name = Path(member.name).name
            if handle is None or name == "text-headers-info":
                continue
            content = handle.read().decode("latin-1").replace("\r\n", "\n")
            if name.startswith("key-"):
                for block in blocks(content):
                    keys.setdefault(block[0][0].split()[0], []).append(block)
            else:
                parts = BEGINNING.split(content)
                texts |= {id_: body.strip("\n") for id_, body in zip(parts[1::2], parts[2::2], strict=True)}
    return texts, keys
