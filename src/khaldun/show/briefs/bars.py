"""How is a series of months drawn? A bar a month, the newest dark, a line from low to high, `?` for not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from khaldun.show.briefs.drawn import FONT, INK, SOFT
from khaldun.show.languages import Language

WIDE, HIGH, FOOT, HEAD = 310.0, 150.0, 18.0, 32.0
NOW, BEFORE = "#0b5773", "#9db9c6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A month: its name, its number and the interval of that; null where the month is not covered."""

    name: str
    number: int | None
    low: int | None = None
    high: int | None = None


def bars(title: str, months: Sequence[Bar], *, language: Language) -> str:
    """The months as bars from nought, oldest first; the last is the one that is spoken of."""
    most = max((max(bar.number or 0, bar.high or 0) for bar in months), default=0) or 1
    step, deep = WIDE / max(len(months), 1), HIGH - HEAD - FOOT
    parts = [f"<text x='0' y='12' {FONT} font-size='11' font-weight='600' fill='{INK}'>{escape(title)}</text>"]
    for at, bar in enumerate(months):
        x, last = at * step, at == len(months) - 1
        parts.append(_bar(bar, x, step, deep / most, colour=NOW if last else BEFORE, language=language))
        if last or at % 3 == (len(months) - 1) % 3:
            ends = {0: ("start", x), len(months) - 1: ("end", x + step)}
            anchor, where = ends.get(at, ("middle", x + step / 2))
            parts.append(_text(bar.name, where, HIGH - 4, size=8.5, anchor=anchor))
    base = HIGH - FOOT
    parts.append(f"<path d='M0 {base}H{WIDE}' stroke='{SOFT}' stroke-width='.8'/>")
    size = f"viewBox='0 0 {WIDE:.0f} {HIGH:.0f}' width='{WIDE:.0f}' height='{HIGH:.0f}'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size} role='img'>{''.join(parts)}</svg>"


def _bar(bar: Bar, x: float, step: float, scale: float, *, colour: str, language: Language) -> str:
    base, wide = HIGH - FOOT, step * 0.72
    if bar.number is None:
        return _text("?", x + step / 2, base - 3, size=9)
    top = base - bar.number * scale
    drawn = (
        f"<rect x='{x + step * 0.14:.1f}' y='{top:.1f}' width='{wide:.1f}' height='{base - top:.1f}' fill='{colour}'/>"
    )
    peak = base - max(bar.number, bar.high or 0) * scale
    number = _text(language.number(bar.number), x + step / 2, peak - 3, size=7.5)
    if bar.low is None or bar.high is None or bar.low == bar.high:
        return drawn + number
    line = f"M{x + step / 2:.1f} {base - bar.low * scale:.1f}V{base - bar.high * scale:.1f}"
    return f"{drawn}<path d='{line}' stroke='{INK}' stroke-width='1'/>{number}"


def _text(text: str, x: float, y: float, *, size: float, anchor: str = "middle") -> str:
    look = f"{FONT} font-size='{size}' fill='{SOFT}' text-anchor='{anchor}'"
    return f"<text x='{x:.1f}' y='{y:.1f}' {look}>{escape(text)}</text>"
