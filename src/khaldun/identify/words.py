"""Into which words does a text fall, and what stands around them?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    """The words of a text, and what joins each to the next; `wrapped` text has lines that end in mid-sentence."""

    text: str
    words: tuple[Word, ...]
    wrapped: bool = False

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, at: int) -> str:
        """What stands between a word and the next, a semicolon for the end of a paragraph; empty after the last."""
        after = self.words[at + 1].start if at + 1 < len(self.words) else self.words[at].end
        gap = self.text[self.words[at].end : after]
        return ";" if "\n" in gap and (not self.wrapped or PARAGRAPH.search(gap)) else gap

    def joined(self, at: int) -> bool:
        """Whether a word and the next can be parts of one name."""
        gap = self.gap(at)
        if gap == " ":
            return True
        return JOIN.fullmatch(gap) is not None and not (gap == ". " and len(self.words[at].told) > 2)  # noqa: PLR2004

    def runs(self, at: int, *, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
        """The names that can begin at a word, the longest first: the index after the last word and the folded name."""
        last = at
        while last + 1 < len(self.words) and last - at + 1 < longest and self.joined(last):
            last += 1
        for end in range(last, at - 1, -1):
            yield end + 1, "".join(word.key for word in self.words[at : end + 1])

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


def words_of(text: str) -> Words:
    """The words of a text."""
    return Words(text, tuple(_word(match) for match in WORD.finditer(text)), wrapped(text))


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
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return bool(letters) and (capitals > 0.9 * len(letters) or (not capitals and len(letters) >= ENOUGH_LETTERS))
