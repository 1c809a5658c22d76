"""What is known of a report besides its text: its day, source, title, language and address?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from khaldun.model import Issue

KEYS = ("id", "title", "text", "published", "source", "language", "url")
DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?\s*\Z", re.DOTALL)
COMPACT = re.compile(r"\s*(\d{4})[/.]?(\d{2})[/.]?(\d{2})\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is said of a report by whoever hands it in or by the report itself; null where nobody says it."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    language: str | None = None
    url: str | None = None


NOTHING_GIVEN = Given()


def first_given(first: Given, then: Given) -> Given:
    """What `first` says, and what `then` says where `first` is silent."""
    return Given(**{name: getattr(first, name) or getattr(then, name) for name in Given.__dataclass_fields__})


def day_of(told: str) -> date | None:
    """The day that a date or time in ISO 8601 begins with, or one written 2024/10/12 or 20241012; else null."""
    found = DAY.match(told)
    compact = COMPACT.match(told)
    text = found[1] if found else "-".join(compact.groups()) if compact else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def given_by(row: Mapping[str, Any], *, where: str, file: str) -> tuple[Given, list[Issue]]:
    """What the keys of a row say of its report, and an issue for each that says nothing usable.

    An issue about a key that is not known names the file alone, so that a thousand lines make one issue of it.
    """
    issues = [
        Issue(where=file, what=f"the key {key!r} is not known and was not used; known are {', '.join(KEYS)}")
        for key in row
        if key not in KEYS
    ]
    told = {key: _told(row[key]) for key in KEYS if key != "text" and row.get(key) is not None}
    issues += [
        Issue(where=where, what=f"{key} is not text and was not used") for key, value in told.items() if value is None
    ]
    known = {key: value for key, value in told.items() if value}
    published = known.pop("published", None)
    day = day_of(published) if published else None
    if published and day is None:
        issues.append(no_day(published, where=where))
    return Given(published=day, **known), issues


def no_day(told: str, *, where: str) -> Issue:
    """The issue of a publication date that is no day of the calendar."""
    return Issue(where=where, what=f"{told[:40]!r} is not a day such as 2024-10-12; the date is null", kind="date")


def _told(value: object) -> str | None:
    """The words of a value without space around them; null where it is neither text nor a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()
