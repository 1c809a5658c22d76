"""Which part of speech follows from the tag of a word? The pipeline's own rules, each asked once for a kind of word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from spacy.attrs import IDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc

NAME = "remembered_attribute_ruler"
Pattern = list[dict[str, Any]]
Match = tuple[int, int, int, int]  # the rule, its name as a number, and the words from the first to before the last


class _Values(dict[int, int]):
    """The values of an attribute that rules name, each for itself, and -1 for any other."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings, self._regexes = strings, []  # type: StringStore, list[re.Pattern[str]]

    def name(self, told: Any) -> None:  # noqa: ANN401 - a value, or lists of values
        """Adds what a pattern says of the attribute."""
        pairs: Iterable[tuple[str, Any]] = told.items() if isinstance(told, Mapping) else [("IN", [told])]
        for key, values in pairs:
            if key == "REGEX":
                self._regexes.append(re.compile(values))
            else:
                self.update({number: number for number in _numbers(values, self._strings)})

    def all(self, column: Sequence[int]) -> Iterator[int]:
        """What the values of the words of a text count as."""
        return map(self.__getitem__, column)

    def __missing__(self, value: int) -> int:
        fits = self._regexes and any(regex.search(self._strings[value]) for regex in self._regexes)
        return self.setdefault(value, value if fits else -1)


class Remembered(AttributeRuler):
    """Rules that find what spaCy's find, at a fraction of the cost.

    Nearly all look at one word and at few values of it, so what they find for a word is kept under those values. The
    others are asked only where the values that they name stand somewhere in the text.
    """

    def __init__(self, rules: AttributeRuler) -> None:
        super().__init__(rules.vocab, rules.name)
        self.add_patterns(rules.patterns)
        self._alone, self._together = Matcher(self.vocab), Matcher(self.vocab)
        self._named: dict[int, _Values] = {}  # what rules of one word name, by attribute
        self._needed: list[list[tuple[int, set[int]]]] = []  # what must stand in a text for a rule of several words
        self._known: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}
        for number, rule in enumerate(cast("list[dict[str, Any]]", rules.patterns)):
            for pattern in rule["patterns"]:
                self._add(number, pattern)
        needed = (name for need in self._needed for name, _ in need)
        self._attributes: list[int | str] = list(dict.fromkeys([*self._named, *needed]))

    def _add(self, number: int, pattern: Pattern) -> None:
        if len(pattern) == 1 and all(_by_value(*pair) for pair in pattern[0].items()):
            self._alone.add(str(number), [pattern])
            for name, told in pattern[0].items():
                self._named.setdefault(IDS[name], _Values(self.vocab.strings)).name(told)
        else:
            self._together.add(str(number), [pattern])
            lists = [(IDS[name], _list(told)) for word in pattern if "OP" not in word for name, told in word.items()]
            self._needed.append([(name, _numbers(values, self.vocab.strings)) for name, values in lists if values])

    def match(self, doc: Doc) -> list[Match]:
        """The rules that fit, each with the words it fits; those of one word in their order."""
        array = doc.to_array(self._attributes).reshape(len(doc), len(self._attributes))
        columns: dict[int | str, list[int]] = dict(zip(self._attributes, array.T.tolist(), strict=True))  # type: ignore[arg-type]
        kinds = list(zip(*(values.all(columns[name]) for name, values in self._named.items()), strict=True))
        if any(kind not in self._known for kind in kinds):
            self._learn(doc, kinds)
        found = [(rule, name, at, at + 1) for at, kind in enumerate(kinds) for rule, name in self._known[kind]]
        if any(all(not values.isdisjoint(columns[name]) for name, values in need) for need in self._needed):
            found = sorted([*found, *self._found(doc, self._together)])
        return found

    def _learn(self, doc: Doc, kinds: Sequence[tuple[int, ...]]) -> None:
        found: dict[tuple[int, ...], set[tuple[int, int]]] = {kind: set() for kind in kinds}
        for rule, name, at, _ in self._found(doc, self._alone):
            found[kinds[at]].add((rule, name))
        self._known |= {kind: tuple(sorted(matches)) for kind, matches in found.items()}

    def _found(self, doc: Doc, matcher: Matcher) -> Iterator[Match]:
        for name, first, after in matcher(doc, allow_missing=True):
            yield int(self.vocab.strings[name]), name, first, after


def _by_value(name: str, told: Any) -> bool:  # noqa: ANN401 - a value, or what a pattern says of it
    """Whether what a pattern says of an attribute hangs on its value alone."""
    return name in IDS and (isinstance(told, str | bool) or set(told) <= {"IN", "NOT_IN", "REGEX"})


def _list(told: Any) -> Sequence[str | bool]:  # noqa: ANN401
    """The values of which one must stand in a text; empty where any may."""
    if isinstance(told, str | bool):
        return [told]
    values: Sequence[str | bool] = told["IN"] if set(told) == {"IN"} else []
    return values


def _numbers(values: Sequence[str | bool], strings: StringStore) -> set[int]:
    return {int(value) if isinstance(value, bool) else int(strings.add(value)) for value in values}


@Language.factory(NAME)
def _remembered(nlp: Language, name: str) -> Remembered:  # noqa: ARG001 - spaCy gives both
    return Remembered(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))
