"""Which words do dates have in a language, and in which forms do they stand?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from khaldun.coding.words.files import words_file
from khaldun.coding.words.numerals import number_words
from khaldun.coding.words.surface import Phrase, phrase

Words = Mapping[str, Sequence[tuple[Phrase, int | str]]]
Starts = Mapping[str, Sequence[tuple["Form", frozenset[str] | None]]]
DIGITS = "0"  # stands for any run of digits among the words with which a form can start


class Item(NamedTuple):
    """One place in a form: a class of words, or the words themselves; see the language's file."""

    name: str
    literal: bool
    optional: bool
    behind: bool
    negative: bool


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One form of a kind of date."""

    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """The words and forms of dates of one language.

    `starts` holds the forms under the words with which they can start, each with the second words that can follow
    there; null where any can.
    """

    data: Mapping[str, Any]
    classes: Mapping[str, Words]
    starts: Starts


@cache
def date_words(language: str) -> DateWords:
    """The words and forms of dates of a language; raises KhaldunError for a language without them."""
    data = words_file("dates", language)
    classes = {name: _heads(table) for name, table in data["classes"].items()}
    forms = [Form(kind, tuple(map(_item, row.split()))) for kind, rows in data["forms"].items() for row in rows]
    return DateWords(data, classes, _starts(forms, classes, language))


def _heads(table: Mapping[str, int | str]) -> Words:
    heads: dict[str, list[tuple[Phrase, int | str]]] = {}
    for told, value in sorted(table.items(), key=lambda row: -len(phrase(row[0]))):
        heads.setdefault(phrase(told)[0], []).append((phrase(told), value))
    return heads


def _item(told: str) -> Item:
    behind, negative = told.startswith("<"), "!" in told[:2]
    name = told.removeprefix("<").removeprefix("!")
    optional = name.endswith("?")
    name = name.removesuffix("?")
    literal = not name[0].isalpha()
    return Item(name.removeprefix("'").removesuffix("'") or "'", literal, optional, behind, negative)


def _starts(forms: Sequence[Form], classes: Mapping[str, Words], language: str) -> Starts:
    starts: dict[str, list[tuple[Form, frozenset[str] | None]]] = {}
    for form in forms:
        openings = list(_openings(form, classes, language))
        for head in {opening[0] for opening in openings}:
            behind = [opening[1:2] for opening in openings if opening[0] == head]
            seconds = None if () in behind else frozenset(word for words in behind for word in words)
            starts.setdefault(head, []).append((form, seconds))
    return starts


def _openings(form: Form, classes: Mapping[str, Words], language: str) -> Iterator[Phrase]:
    """The phrases with which a form can start."""
    for item in form.items:
        if item.behind or item.negative:
            continue
        if item.literal:
            yield from ((word,) for word in item.name.split("|"))
        elif item.name in classes:
            yield from (keys for rows in classes[item.name].values() for keys, _ in rows)
        elif item.name == "count":
            yield from _number_openings(language)
        else:
            yield (DIGITS,)
        if not item.optional:
            return


def _number_openings(language: str) -> Iterator[Phrase]:
    known = number_words(language)
    yield (DIGITS,)
    for table in (known.small, known.vague):
        yield from (keys for rows in table.values() for keys, _ in rows)
    yield from ((one, scale) for one in known.data["one"] for scale in known.scales)
