"""Is a number a count, or an age, a distance, a sum of money, a name?"""

from collections.abc import Mapping, Sequence
from functools import cache

from khaldun.coding.words.numerals import Numeral, number_words
from khaldun.coding.words.surface import Phrase, Word, follows, near, phrase, touching

Kind = tuple[str, str | None, int]
ORDER = ("percent", "age", "ordinal", "money", "distance", "measure", "times", "fraction", "time")
OLDEST = 110
TELEPHONE = 5
CLOCK = (":", ".", "h")
MINUTES = 60
HOURS = 24


def zero(all_words: Sequence[Word], index: int, *, language: str) -> int:
    """How many words at an index say none; 0 where none do, as in "no fewer than"."""
    found = _listed(all_words, index, section="zero", language=language)
    hedges = number_words(language).data["hedges"] if found else ()
    hedge = any(follows(all_words, index, p) for name in hedges for p in number_words(language).phrases("hedges", name))
    return 0 if hedge else found


def no_number(all_words: Sequence[Word], index: int, *, language: str) -> int:
    """How many words at an index only look like a number ("one another"); 0 where none do."""
    return _listed(all_words, index, section="idioms", language=language)


def telephone(all_words: Sequence[Word], index: int) -> int:
    """How many words at an index write a telephone number: five runs of digits or more; 0 where none do."""
    end = index
    while (
        end < len(all_words)
        and (all_words[end].digits or all_words[end].key in (".", "-"))
        and _in_one(all_words, index, end)
    ):
        end += 1
    runs = sum(word.digits for word in all_words[index:end])
    return end - index if runs >= TELEPHONE else 0


def _in_one(all_words: Sequence[Word], first: int, index: int) -> bool:
    return index == first or all_words[index].start - all_words[index - 1].end <= 1


def _listed(all_words: Sequence[Word], index: int, *, section: str, language: str) -> int:
    for words in _heads(section, language).get(all_words[index].key, ()):
        if follows(all_words, index, words):
            return len(words)
    return 0


@cache
def _heads(section: str, language: str) -> dict[str, list[Phrase]]:
    heads: dict[str, list[Phrase]] = {}
    for words in number_words(language).phrases(section, "words"):
        heads.setdefault(words[0], []).append(words)
    return heads


def kind_of(text: str, all_words: Sequence[Word], number: Numeral, *, language: str) -> Kind:
    """The kind of a number, its unit, and the first word behind both."""
    if _in_a_name(all_words, number, language=language):
        return "identifier", None, _name_end(all_words, number)
    if clock := _clock(all_words, number):
        return "time", "o'clock", clock
    if _preceded(all_words, number.first, "money", language=language):
        return "money", text[all_words[number.first].start - 1], number.end
    if _preceded(all_words, number.first, "age", language=language) or _age_behind_a_name(all_words, number):
        return "age", "year", number.end
    return _measured(all_words, number, language=language)


def _measured(all_words: Sequence[Word], number: Numeral, *, language: str) -> Kind:
    """The kind that the words behind a number give it."""
    behind = all_words[number.end].key if number.end < len(all_words) else ""
    for kind in ORDER:
        for words, unit in _units(kind, language).get(behind, ()):
            if follows(all_words, number.end, words) and _close(all_words, number, kind=kind):
                return kind, unit, number.end + len(words)
    if _glued(all_words, number):
        return "identifier", None, _name_end(all_words, number)
    return "count", None, number.end


@cache
def _units(kind: str, language: str) -> Mapping[str, Sequence[tuple[Phrase, str]]]:
    """The words of a kind of unit under their first word, with a hyphen before them too, the longest first."""
    told = number_words(language).data["units"][kind]
    rows = [(phrase(words), unit) for words, unit in told.items()]
    if kind != "ordinal":
        rows += [(("-", *words), unit) for words, unit in rows if words[0] != "-"]
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for row in sorted(rows, key=lambda row: -len(row[0])):
        found.setdefault(row[0][0], []).append(row)
    return found


def _close(all_words: Sequence[Word], number: Numeral, *, kind: str) -> bool:
    """Whether what follows stands in the same line, and an ordinal's ending right behind its digits."""
    if kind == "ordinal":
        return all_words[number.end - 1].digits and touching(all_words, number.end)
    return near(all_words, number.end - 1, number.end + 1)


def _preceded(all_words: Sequence[Word], index: int, name: str, *, language: str) -> bool:
    phrases = number_words(language).phrases("before", name)
    return any(follows(all_words, index - len(p), p) and near(all_words, index - 1, index + 1) for p in phrases)


def _in_a_name(all_words: Sequence[Word], number: Numeral, *, language: str) -> bool:
    """Whether the number belongs to a name: "G5", "AK-47", "Flight 370"."""
    index = number.first
    if not all_words[index].digits:
        return False
    if touching(all_words, index):
        before = all_words[index - 1]
        hyphened = before.key == "-" and touching(all_words, index - 1) and index > 1
        if before.letters or before.key in ("/", "_", "@", "#") or (hyphened and all_words[index - 2].letters):
            return True
        if before.key in (".", ",", ":", "+") and touching(all_words, index - 1):
            return True
        if hyphened and all_words[index - 2].digits:
            return True
    return _preceded(all_words, index, "identifier", language=language)


def _glued(all_words: Sequence[Word], number: Numeral) -> bool:
    """Whether letters or a slash stand right behind the digits: "4x4", "24/7"."""
    end = number.end
    if not all_words[end - 1].digits or not touching(all_words, end):
        return False
    if all_words[end].letters or all_words[end].key in ("/", "_"):
        return True
    score = all_words[end].key in ("-", ":", ".") and touching(all_words, end + 1) and all_words[end + 1].digits
    return score and not _rising(all_words, end)


def _rising(all_words: Sequence[Word], end: int) -> bool:
    """Whether "15-20" goes up, and so is a range, not a score."""
    before, behind = all_words[end - 1].key, all_words[end + 1].key
    further = end + 2 < len(all_words) and touching(all_words, end + 2) and all_words[end + 2].key == "-"
    return all_words[end].key == "-" and not further and (len(before), before) < (len(behind), behind)


def _name_end(all_words: Sequence[Word], number: Numeral) -> int:
    """The first word behind all that is written in one piece with a number."""
    end = number.end
    while touching(all_words, end) and (
        all_words[end].letters or all_words[end].digits or all_words[end].key in "-/_."
    ):
        if all_words[end].key in "-/_." and not (touching(all_words, end + 1) and all_words[end + 1].key[0].isalnum()):
            break
        end += 1
    return end


def _clock(all_words: Sequence[Word], number: Numeral) -> int:
    """The word behind a time of day, "6.30am" or "18h30"; 0 where it is none."""
    first = all_words[number.first]
    behind = number.first + 1
    if not first.digits or len(first.key) > 2 or int(first.key) > HOURS:  # noqa: PLR2004
        return 0
    if not (touching(all_words, behind) and all_words[behind].key in CLOCK and touching(all_words, behind + 1)):
        return 0
    minutes = all_words[behind + 1]
    if not minutes.digits or len(minutes.key) != 2 or int(minutes.key) >= MINUTES:  # noqa: PLR2004
        return 0
    if all_words[behind].key != ".":
        return behind + 2
    return _half_of_day(all_words, behind + 2)


def _half_of_day(all_words: Sequence[Word], index: int) -> int:
    for half in (("am",), ("pm",), ("a", ".", "m"), ("p", ".", "m"), ("gmt",), ("h",)):
        if follows(all_words, index, half):
            return index + len(half)
    return 0


def _age_behind_a_name(all_words: Sequence[Word], number: Numeral) -> bool:
    """Whether it is written as an age is behind a name: "Djeneba Dolo, 31, who"."""
    index, end = number.first, number.end
    if end - index != 1 or not all_words[index].digits or not 0 < number.low <= OLDEST:
        return False
    if index < 2 or all_words[index - 1].key not in (",", "("):  # noqa: PLR2004
        return False
    named = all_words[index - 2].capital and all_words[index - 2].letters
    closed = end < len(all_words) and all_words[end].key in (",", ")", ".", ";")
    return named and closed
