"""Where and when was a report written, as its dateline says? That is not where and when it happened."""

import re

DATELINE = re.compile(
    r"\A\s*+(?:[^\n]{1,300}\n\s*+)?"  # a headline
    r"([A-ZÀ-Ý][\wÀ-ÿ'’\- ]{2,30}"  # BAMAKO
    r"(?:,[^\n()–—-]{1,40})?(?:,[^\n()–—-]{1,40})?"  # , Mali, March 12
    r"(?:\s*\([^)\n]{1,60}\))?(?:,[^\n()–—-]{1,30})?\s*(?:--|[-–—])\s)"  # (Agency) -
)
LOUD = 3  # capital letters that begin a dateline's town


def dateline(text: str) -> tuple[int, int] | None:
    """The characters of a dateline such as "BAMAKO, March 12 (Agency) -", or null where there is none."""
    match = DATELINE.match(text)
    if match is None:
        return None
    told = match.group(1)
    loud = told[:LOUD].isupper() or "(" in told
    return match.span(1) if loud else None
