"""Into which words does a text fall, and what stands around them?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from khaldun.identify.folding import fold

WORD = re.compile(r"[^\W_]+")
LOOK = 20_000  # characters that tell how a text is laid out
FEW_LINES = 2  # a headline and one line are no page
WIDEST = 120  # characters of a line of wrapped text
ENDINGS = ".!?:»”\"'’"
PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
JOIN = re.compile(r"[ \u00a0]?[-‐‑’'ʼ‘`]?[ \u00a0]?|\.|\. |\n *")
ENDS = re.compile(r"[.!?:;\n][\"'”’)\]]*\s*[\"'“‘«(\[–—-]*\s*$|^\s*[\"'“‘«(]*\s*$|[“\"«‘][  ]*$")
APART = re.compile(r"[\s’'-]*")
BLANK = re.compile(r"[\s-]+")
LONGEST = 6
ENOUGH_LETTERS = 80  # without a capital, after which a text is held to have none on purpose


class Word(NamedTuple):
    """A run of letters and digits with its place in the text and its folded form."""

    start: int
    end: int
    told: str
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter or a digit."""
        return not self.told[0].islower()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, and the `gaps` behind them."""

    text: str
    words: tuple[Word, ...]
    gaps: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, at: int) -> str:
        """What stands between a word and the next, a semicolon for the end of a paragraph; empty after the last."""
        return self.gaps[at]

    def joined(self, at: int) -> bool:
        """Whether a word and the next can be parts of one name."""
        gap = self.gap(at)
        if gap == " ":
            return True
        return JOIN.fullmatch(gap) is not None and not (gap == ". " and len(self.words[at].told) > 2)  # noqa: PLR2004

    def runs(self, at: int, *, longest: int = LONGEST) -> list[tuple[int, str]]:
        """The names that can begin at a word, the longest first: the index after the last word and the folded name."""
        key = self.words[at].key
        found, after = [(at + 1, key)], at + 1
        while after < len(self.words) and after - at < longest and self.joined(after - 1):
            key += self.words[after].key
            after += 1
            found.append((after, key))
        return found[::-1]

    def told(self, first: int, after: int) -> str:
        """The text from one word to before another."""
        return self.text[self.words[first].start : self.words[after - 1].end]

    def starts_sentence(self, at: int) -> bool:
        """Whether a sentence, a line or a quotation begins with this word."""
        before = self.text[max(0, self.words[at].start - 12) : self.words[at].start]
        return ENDS.search(before) is not None

    def before(self, at: int, *, back: int = 1) -> str:
        """The word some places before, in lower case, where only blanks or an apostrophe lie between; or nothing."""
        for step in range(back):
            gap = self.gap(at - step - 1) if at > step else ";"
            if gap != " " and not APART.fullmatch(gap):
                return ""
        return self.words[at - back].told.lower()

    def after(self, at: int) -> str:
        """The word at an index, if only a blank lies before it; or nothing."""
        if not 0 < at < len(self.words):
            return ""
        gap = self.gap(at - 1)
        return self.words[at].told if gap == " " or BLANK.fullmatch(gap) else ""


@lru_cache(maxsize=16)
def words_of(text: str) -> Words:
    """The words of a text."""
    words = tuple(map(_word, WORD.finditer(text)))
    return Words(text, words, tuple(_gaps(text, words)))


def _gaps(text: str, words: Sequence[Word]) -> Iterator[str]:
    goes_on = wrapped(text)
    for word, following in pairwise(words):
        gap = text[word.end : following.start]
        yield ";" if "\n" in gap and (not goes_on or PARAGRAPH.search(gap)) else gap
    yield ""


def wrapped(text: str) -> bool:
    """Whether lines end where a page did, so that a name may go on over the end of one."""
    lines = [line for line in text[:LOOK].splitlines() if line.strip()]
    open_ended = sum(line.rstrip()[-1] not in ENDINGS for line in lines)
    return len(lines) > FEW_LINES and max(map(len, lines)) <= WIDEST and open_ended > len(lines) / 2


def _word(match: re.Match[str]) -> Word:
    told = match.group()
    return Word(start=match.start(), end=match.end(), told=told, key=fold(told))


def caseless(text: str) -> bool:
    """Whether a text is all in capitals or has none, as old wire copy is, so that capitals say nothing."""
    letters = "".join(filter(str.isalpha, text))
    capitals = sum(map(str.isupper, letters))
    return bool(letters) and (capitals > 0.9 * len(letters) or (not capitals and len(letters) >= ENOUGH_LETTERS))
