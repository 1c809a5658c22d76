"""Which sentences of a report does an account rest on?"""

import re
from bisect import bisect_right
from collections.abc import Iterable

from khaldun.model import Span

_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“‘«(]?[A-ZÀ-ÖØ-Þ0-9])|\s*\n\s*")


def sentences(text: str, spans: Iterable[Span], *, main: bool) -> list[str]:
    """The sentences of a text that hold a span, in order; with `main`, which is what the text is about, its first too.

    Nothing where the text does not hold the spans' words.
    """
    held = list(spans)
    if not text or any(text[span.start : span.end] != span.quote for span in held):
        return []
    starts = [0, *(found.end() for found in _END.finditer(text))]
    wanted = {bisect_right(starts, span.start) - 1 for span in held} | ({0} if main else set())
    ends = [*starts[1:], len(text)]
    return [text[starts[place] : ends[place]].strip() for place in sorted(wanted)]
