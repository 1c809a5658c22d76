"""What does `khaldun code --format jsonl` say of a report? The JSON that people script against."""

import json
from collections.abc import Iterable
from typing import Any

from khaldun.coding.codebook import crosswalk
from khaldun.coding.coded import Coded
from khaldun.model import Account, Party, Report, Responsibility, Statement, Toll, When, Where
from khaldun.show.labels import groups_of
from khaldun.store.nouns import to_plain

SCHEMA = 1
WHEN = ("start", "end", "precision", "basis", "told", "evidence")
WHERE = ("told", "name", "id", "country", "latitude", "longitude", "precision", "radius_km", "sites", "evidence")
PARTY = ("role", "told", "actor", "stance", "evidence")
TOLL = (
    "outcome",
    "who",
    "low",
    "high",
    "best",
    "includes",
    "said_by",
    "excludes",
    "hedge",
    "as_of",
    "told",
    "evidence",
)
ANSWER = ("actor", "stance", "told", "said_by", "evidence")
STATEMENT = (
    *("kind", "measure", "hedge", "low", "high", "who", "perpetrators", "place", "period", "said_by"),
    *("id", "countries", "near", "than", "account", "change", "best", "evidence"),
)


def report_json(report: Report, coded: Coded) -> dict[str, Any]:
    """One object of docs/json.md."""
    published = report.published.isoformat() if report.published else None
    return {
        "schema": SCHEMA,
        "report": {
            "id": report.id,
            "title": report.title,
            "source": report.source,
            "published": published,
            "language": report.language,
            "characters": len(report.text),
        },
        "accounts": [_account(each) for each in coded.accounts],
        "statements": [_chosen(each, STATEMENT) for each in coded.statements],
        "issues": [{"where": each.where, "what": each.what} for each in coded.issues],
    }


def report_line(report: Report, coded: Coded) -> str:
    """The object of a report as one line of JSON."""
    return json.dumps(report_json(report, coded), ensure_ascii=False)


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "type": account.type,
        "crosswalk": crosswalk(account, groups=groups_of(account)),
        "when": _chosen(account.when, WHEN),
        "where": _chosen(account.where, WHERE) if account.where else None,
        "parties": _each(account.parties, PARTY),
        "tolls": _each(account.tolls, TOLL),
        "responsibility": _each(account.responsibility, ANSWER),
        "evidence": to_plain(account)["evidence"],
        "main": account.main,
        "score": account.score,
        "coder": account.coder,
    }


def _each(nouns: Iterable[Party | Toll | Responsibility], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_chosen(each, names) for each in nouns]


def _chosen(noun: When | Where | Party | Toll | Responsibility | Statement, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields of a noun, in that order."""
    plain = to_plain(noun)
    return {name: plain[name] for name in names}
