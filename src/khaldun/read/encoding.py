"""Which characters do these bytes stand for?"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup

from khaldun.model import Issue
from khaldun.read.raw import Raw

DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})|<\?xml[^>]{0,80}encoding=[\"']([\w-]+)", re.IGNORECASE
)
HALVES = re.compile(r"[\ud800-\udfff]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
LATIN = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}  # as browsers read them
MANY_CONTROLS = 0.05  # share of characters above which bytes are no text


def decode(raw: Raw) -> tuple[str | None, list[Issue]]:
    """The text of the bytes, null where they are none, and what is to be said of it.

    A byte-order mark decides, then UTF-8 where it fits, then what a page declares, then Windows-1252 with an issue.
    The mark itself is not part of the text; nothing else is changed.
    """
    issues: list[Issue] = []
    text = _marked(raw.data)
    if text is None and b"\x00" in raw.data:
        return None, [_fault(raw, "is binary, not a report (or UTF-16 without a byte-order mark)")]
    if text is None:
        text = _strictly(raw.data, "utf-8")
    if text is None:
        text = _declared(raw)
    if text is None:
        text = _strictly(raw.data, "cp1252") or raw.data.decode("latin-1")
        issues.append(Issue(where=raw.where, what="is not UTF-8 and was read as Windows-1252", kind="encoding"))
    if len(CONTROLS.findall(text)) > MANY_CONTROLS * len(text):
        return None, [_fault(raw, "is binary, not a report")]
    return text, issues


def whole(text: str) -> str:
    """The text with each half of a surrogate pair, which no encoding can hold, replaced by U+FFFD."""
    return HALVES.sub("\ufffd", text)


def _marked(data: bytes) -> str | None:
    if data.startswith(BOM_UTF8):
        return _strictly(data, "utf-8-sig")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    return None


def _declared(raw: Raw) -> str | None:
    found = DECLARED.search(raw.data[:4096]) if raw.form == "page" else None
    name = (found[1] or found[2]).decode("ascii").lower() if found else "utf"
    return None if name.startswith("utf") else _strictly(raw.data, LATIN.get(name, name))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(lookup(encoding).name)
    except (LookupError, UnicodeError):
        return None


def _fault(raw: Raw, what: str) -> Issue:
    return Issue(where=raw.where, what=what, kind="unreadable")
