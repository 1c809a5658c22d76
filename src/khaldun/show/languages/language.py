"""How does a language say a sentence, a day, a number, an interval?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from khaldun.model import KhaldunError
from khaldun.show.languages.catalogue import LANGUAGES, Entry, catalogue

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that pages, exports and briefs are written in."""

    code: str
    sentences: Mapping[str, Entry]

    @property
    def locale(self) -> Locale:
        """The locale that days and numbers follow: British rather than American English."""
        return _locale(self.code)

    @property
    def direction(self) -> str:
        """Which way the script runs: ltr or rtl."""
        return str(self.locale.text_direction)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self.sentences

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of a key with its values filled in; numbers are written as the language writes them.

        A sentence with two forms takes the one for the value `n`. Raises KhaldunError where there is no such key.
        """
        if key not in self.sentences:
            raise KhaldunError(f"nothing is written under {key!r} in {LANGUAGES[self.code]}")
        entry = self.sentences[key]
        if not isinstance(entry, str):
            count = values.get("n")
            entry = entry["one" if isinstance(count, int | float) and self._single(count) else "other"]
        return entry.format(**{name: self._told(value) for name, value in values.items()})

    def word(self, group: str, code: str | None) -> str:
        """What a code is called; the code itself with spaces where the language has no name for it."""
        key = f"{group}.{code}"
        return self.say(key) if code and key in self.sentences else (code or "").replace("_", " ").replace("-", " ")

    def number(self, value: float) -> str:
        """A number with the language's marks for thousands and decimals."""
        return _written(value, self.code)

    def signed(self, value: float) -> str:
        """A number with its sign and one decimal: +3.0; −1.5; 0.0."""
        told = round(value, 1) + 0.0
        return str(format_decimal(told, "+0.0;\u22120.0" if told else "0.0", locale=self.locale))

    def percent(self, share: float, *, digits: int = 0) -> str:
        """A share of one in per cent; a small one is not rounded to nothing, nor a great one to all."""
        if 1 - 0.5 / 10 ** (digits + 2) < share < 1:
            return ">" + self.percent(1 - 10 ** -(digits + 2), digits=digits)
        if 0 < share < 0.5 / 10 ** (digits + 2):
            return "<" + str(format_percent(10 ** -(digits + 2), f"#,##0.{'#' * digits}%", locale=self.locale))
        shape = "#,##0%" if digits == 0 else f"#,##0.{'0' * digits}%"
        return str(
            format_percent(share, shape if self.code == "en" else shape.replace("%", "\u202f%"), locale=self.locale)
        )

    def day(self, day: date) -> str:
        """A day in full: 17 September 2024."""
        return str(format_date(day, "d MMMM y", locale=self.locale))

    def days(self, start: date | None, end: date | None, *, precision: str | None = None) -> str:
        """A stretch of days as exactly as it is known: a day, days, a month, a year, or unknown."""
        if start is None or end is None:
            return self.say("days.unknown")
        if precision == "year" and (start.month, start.day, end.month, end.day) == (1, 1, MONTHS, 31):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if precision == "month" and start.day == 1 and (start.year, start.month) == (end.year, end.month):
            return str(format_date(start, "MMMM y", locale=self.locale))
        if start == end:
            return self.day(start)
        return str(format_interval(start, end, "yMMMd", locale=self.locale))

    def month(self, year: int, month: int) -> str:
        """A month in short: Sep 2024."""
        return str(format_date(date(year, month, 1), "MMM y", locale=self.locale))

    def short(self, day: date) -> str:
        """A day without its year: 17 Sep."""
        return str(format_date(day, "d MMM", locale=self.locale))

    def interval(self, low: int | None, best: int | None, high: int | None) -> str:
        """An interval of persons: 13; 77 or more; 20 to 30; not told."""
        if low is None and best is None and high is None:
            return self.say("toll.untold")
        if low == high or (low is None and high is None):
            return self.number(best if low is None and best is not None else low or 0)
        if high is None:
            return self.say("toll.or_more", low=low or 0)
        return self.say("toll.to", low=low or 0, high=high)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row: a, b and c."""
        return str(format_list(list(words), locale=self.locale))

    def _single(self, count: float) -> bool:
        return str(self.locale.plural_form(count)) == "one"

    def _told(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return self.number(value)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)


@lru_cache(10_000)
def _written(value: float, code: str) -> str:
    return str(format_decimal(value, locale=_locale(code)))


@cache
def language(code: str) -> Language:
    """The language with that code; raises KhaldunError where there is none."""
    return Language(code=code, sentences=catalogue(code))


def preferred(asked: str | None, accepted: str = "") -> str:
    """The language asked for, else the first that the browser accepts and we have, else English."""
    if asked in LANGUAGES:
        return str(asked)
    ranked = sorted(_accepted(accepted), key=lambda pair: -pair[1])
    return next((code for code, weight in ranked if code in LANGUAGES and weight > 0), "en")


def _accepted(header: str) -> Iterable[tuple[str, float]]:
    """The language codes of an Accept-Language header with their weights; what is malformed weighs nothing."""
    for part in header.split(","):
        name, _, rest = part.strip().partition(";")
        told = rest.strip().removeprefix("q=") or "1"
        try:
            weight = float(told)
        except ValueError:
            weight = 0.0
        yield name.split("-")[0].casefold(), weight
