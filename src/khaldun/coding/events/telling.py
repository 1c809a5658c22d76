"""What does one sentence tell of one event? Its triggers, parties, tolls, dates and places, taken together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from khaldun.coding.casualties.counted import Count
from khaldun.coding.dates.told import DateTold
from khaldun.coding.events.worlds import fits, world
from khaldun.coding.parties.people import PartyTold, People
from khaldun.coding.parties.roles import parts
from khaldun.coding.places.whereabouts import PlaceTold
from khaldun.coding.sentences.realis import Realis, realis
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.timing import dates_of, nearest
from khaldun.coding.sentences.triggers import Mention, lemma
from khaldun.model import When

OPENING = 3  # characters before the words that open a sentence
NEAR_STEPS = 2
SITE_STEPS = 4  # of the parse, between a trigger and a site that belongs to it


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Telling:
    """What one sentence tells of one event; `when` holds the days its dates allow, taken together.

    `definite` is true of words that point back ("the attack"), `quoted` of words inside quotation marks, `another` of
    words that part it from what was told before ("in a separate attack"), `generic` of plurals and habits, `crowd` of
    protesters among those who were struck.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    parties: tuple[PartyTold, ...]
    counts: tuple[Count, ...]
    dates: tuple[DateTold, ...]
    when: When
    places: tuple[PlaceTold, ...]
    definite: bool
    quoted: bool
    another: bool
    generic: bool
    crowd: bool = False

    @property
    def world(self) -> str:
        """Which sort of happening it is: violence, unrest, coup and so on."""
        return "unrest" if self.crowd else world([mention.trigger for mention in self.mentions])

    @property
    def start(self) -> int:
        """Where its first word stands in the report."""
        starts = [mention.start for mention in self.mentions] + [count.start for count in self.counts]
        return min(starts)

    def place(self) -> PlaceTold | None:
        """Its most telling place: a settlement before a country, a site for itself only where nothing else is named."""
        ranked = sorted(self.places, key=_specificity)
        return ranked[0] if ranked else None


def _specificity(told: PlaceTold) -> int:
    if told.place is not None:
        order = {"settlement": 0, "site": 1, "admin2": 2, "admin1": 3}
        return order.get(told.place.precision, 4) * 2 + told.beside
    return 20 if told.country else 30


def tellings(
    sentence: Sentence,
    mentions: Sequence[Mention],
    *,
    counts: Sequence[Count],
    places: Sequence[PlaceTold],
    people: People,
    resolve: Callable[[Sequence[DateTold]], When],
) -> tuple[Telling, ...]:
    """The tellings of one sentence: mentions that speak of one event are taken together."""
    syntax = people.syntax
    kept = _specific([(m, state) for m in mentions if (state := realis(m, syntax)) in ("actual", "generic")])
    alive = [mention for mention, _ in kept]
    dated = dates_of(sentence, alive, syntax=syntax)
    placed = _assign([(p.start, p.end) for p in places], sentence, mentions=alive, syntax=syntax)
    groups = _groups(alive, dated=dated, placed={k: [places[i] for i in v] for k, v in placed.items()}, resolve=resolve)
    counted = _assign([(c.start, c.start + 1) for c in counts], sentence, mentions=alive, syntax=syntax)
    near = {i: k for k, v in counted.items() for i in v}
    owners = {i: _owner(count, alive, default=near.get(i)) for i, count in enumerate(counts)}
    return tuple(
        _telling(
            sentence,
            [alive[i] for i in group],
            states=[kept[i][1] for i in group],
            counts=[counts[i] for i, owner in sorted(owners.items()) if owner in group],
            dates=[d for i in group for d in dated.get(i, ())],
            places=[places[j] for i in group for j in placed.get(i, ()) if _at(places[j], alive[i], syntax=syntax)],
            people=people,
            resolve=resolve,
        )
        for group in groups
    )


def _specific(kept: Sequence[tuple[Mention, Realis]]) -> list[tuple[Mention, Realis]]:
    """The mentions without those that only speak in general or in a quotation, where others do not."""
    exact = [pair for pair in kept if pair[1] == "actual" and not _quoted(pair[0])]
    return exact or list(kept)


def _at(told: PlaceTold, mention: Mention, *, syntax: Syntax) -> bool:
    """Whether a place belongs to a trigger: a site that only words describe must hang under it or close by."""
    if told.place is not None or not told.site:
        return True
    under = any(above.i == mention.word.i for above in told.word.ancestors)
    return syntax.path(told.word, mention.word) <= (SITE_STEPS if under else NEAR_STEPS)


def _assign(
    stretches: Sequence[tuple[int, int]], sentence: Sentence, *, mentions: Sequence[Mention], syntax: Syntax
) -> dict[int, list[int]]:
    """The stretches of characters, by index, under the index of the mention nearest to each."""
    found: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(stretches):
        index = nearest(sentence, start, end, mentions=mentions, syntax=syntax)
        if index is not None:
            found.setdefault(index, []).append(number)
    return found


def _owner(count: Count, mentions: Sequence[Mention], *, default: int | None) -> int | None:
    """The mention whose own word says the outcome of a count, or the nearest one."""
    return next((i for i, mention in enumerate(mentions) if count.cue in mention.parts), default)


def _groups(
    mentions: Sequence[Mention],
    *,
    dated: Mapping[int, tuple[DateTold, ...]],
    placed: Mapping[int, list[PlaceTold]],
    resolve: Callable[[Sequence[DateTold]], When],
) -> list[list[int]]:
    """The mentions of a sentence that speak of one event: all, unless kind, day or place part them."""
    groups: list[list[int]] = []
    for index, mention in enumerate(mentions):
        for group in reversed(groups):
            if all(
                _one(mentions[i], mention, i=i, j=index, dated=dated, placed=placed, resolve=resolve) for i in group
            ):
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _one(
    left: Mention,
    right: Mention,
    *,
    i: int,
    j: int,
    dated: Mapping[int, tuple[DateTold, ...]],
    placed: Mapping[int, list[PlaceTold]],
    resolve: Callable[[Sequence[DateTold]], When],
) -> bool:
    if not fits(world([left.trigger]), world([right.trigger])):
        return False
    if left.word.head.i == right.word.i or right.word.head.i == left.word.i:
        return True
    if i in dated and j in dated and not _same_days(resolve(dated[i]), resolve(dated[j])):
        return False
    return not _apart(placed.get(i, []), placed.get(j, []))


def _same_days(left: When, right: When) -> bool:
    return left.overlaps(right) is not False


def _apart(left: Sequence[PlaceTold], right: Sequence[PlaceTold]) -> bool:
    """Whether two mentions name different settlements or different countries, with nothing in common."""
    names = [{p.place.id for p in side if p.place and p.place.precision == "settlement"} for side in (left, right)]
    countries = [{p.country for p in side if p.country} for side in (left, right)]
    return any(bool(a) and bool(b) and not a & b for a, b in (names, countries))


def _telling(
    sentence: Sentence,
    mentions: Sequence[Mention],
    *,
    states: Sequence[Realis],
    counts: Sequence[Count],
    dates: Sequence[DateTold],
    places: Sequence[PlaceTold],
    people: People,
    resolve: Callable[[Sequence[DateTold]], When],
) -> Telling:
    syntax = people.syntax
    nouns = [mention for mention in mentions if mention.nominal]
    crowd = syntax.lexicon.words("objects", "protesters")
    told = [part for mention in mentions for part in parts(mention, syntax)]
    return Telling(
        sentence=sentence,
        mentions=tuple(mentions),
        parties=(*people.parties(told), *filter(None, map(people.mostly, counts))),
        counts=tuple(counts),
        dates=tuple(dates),
        when=resolve(dates),
        places=tuple(places),
        definite=any(_definite(mention, syntax) for mention in nouns),
        quoted=all(_quoted(mention) for mention in mentions),
        another=any(_another(mention, syntax) for mention in mentions),
        generic=all(state == "generic" for state in states),
        crowd=any(lemma(part.phrase.head, syntax.lexicon) in crowd for part in told),
    )


def _definite(mention: Mention, syntax: Syntax) -> bool:
    words = syntax.lexicon.words("realis", "anaphoric_words")
    return any(
        c.lower_ in words or lemma(c, syntax.lexicon) in words for c in mention.word.children if c.i < mention.word.i
    )


def _another(mention: Mention, syntax: Syntax) -> bool:
    apart = syntax.lexicon.words("realis", "new_event_words")
    if mention.nominal and any(child.lower_ in apart for child in mention.word.children):
        return True
    opening = mention.sentence.find(syntax.lexicon.phrases("realis", "new_event_openings"))
    return opening is not None and opening.start() <= OPENING


def _quoted(mention: Mention) -> bool:
    """Whether the trigger stands inside quotation marks that open and close in its sentence."""
    text, position = mention.sentence.text, mention.start - mention.sentence.start
    before = sum(text.count(mark, 0, position) for mark in "“«") - sum(text.count(mark, 0, position) for mark in "”»")
    straight = text.count('"', 0, position) % 2 == 1
    return before > 0 or straight


def orphans(counts: Sequence[Count], mentions: Sequence[Mention], *, told: Sequence[Telling]) -> list[Count]:
    """The figures of a sentence that stand in no telling of it and whose outcome no trigger says: "put it at 45"."""
    kept = {count.start for telling in told for count in telling.counts}
    said = {part.i for mention in mentions for part in mention.parts}
    return [count for count in counts if count.start not in kept and count.cue.i not in said]


def loose(
    sentence: Sentence,
    counts: Sequence[Count],
    *,
    places: Sequence[PlaceTold],
    resolve: Callable[[Sequence[DateTold]], When],
) -> tuple[Telling, ...]:
    """The telling of a sentence that gives figures of an event without a trigger: "ACLED put the total at 90"."""
    if not counts:
        return ()
    dates = tuple(told for told in sentence.dates if told.relation in ("on", "during"))
    return (
        Telling(
            sentence=sentence,
            mentions=(),
            parties=(),
            counts=tuple(counts),
            dates=(),
            when=resolve(dates),
            places=tuple(places),
            definite=True,
            quoted=False,
            another=False,
            generic=False,
        ),
    )
