"""What did a person write down of one report, in the JSON that `khaldun code` writes?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from khaldun.model import Issue

SCHEMA = 1
KNOWN = ("schema", "report", "accounts", "statements", "issues")  # what the program said of its coding is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One line of a person's file: the report it speaks of, its accounts and statements as they stand there.

    `where` names the file and the line, `digest` is of the line: a corrected line is another coding.
    """

    where: str
    report: str
    source: str | None
    accounts: tuple[Mapping[str, Any], ...]
    statements: tuple[Mapping[str, Any], ...]
    digest: str


def written(line: str, *, where: str) -> Written | Issue:
    """The coding that a line of JSON holds, or an issue that says why it holds none."""
    try:
        found = json.loads(line)
    except ValueError as fault:
        return _issue(where, f"is no JSON: {fault}")
    lacking = _fault(found)
    if lacking:
        return _issue(where, lacking)
    return Written(
        where=where,
        report=found["report"]["id"],
        source=found["report"].get("source"),
        accounts=tuple(found.get("accounts", ())),
        statements=tuple(found.get("statements", ())),
        digest=sha256(line.strip().encode()).hexdigest(),
    )


def _fault(found: object) -> str | None:
    """Why it is no coding of a report, or null."""
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        return f"is no object with schema {SCHEMA}, as `khaldun code --format jsonl` writes it"
    unknown = [name for name in found if name not in KNOWN]
    if unknown:
        return f"has keys that nothing reads: {', '.join(unknown)}; there are: {', '.join(KNOWN)}"
    report = found.get("report")
    if not isinstance(report, dict) or not isinstance(report.get("id"), str):
        return "does not say which report it codes: report.id is missing"
    lists = [found.get(name, []) for name in ("accounts", "statements")]
    if not all(isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in lists):
        return "accounts and statements are lists of objects"
    return None


def _issue(where: str, what: str) -> Issue:
    return Issue(where=where, what=what, kind="person")
