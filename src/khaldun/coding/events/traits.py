"""What can be seen of a draft that speaks for or against an event? Traits by name, for a linear model over them."""

from collections.abc import Iterator, Sequence
from datetime import date

from khaldun.coding.events.merging import Draft, begins
from khaldun.coding.events.telling import Telling
from khaldun.coding.events.warrant import Subject, grounds
from khaldun.coding.sentences.realis import realis
from khaldun.coding.sentences.syntax import Syntax, plural
from khaldun.coding.sentences.triggers import Mention, lemma

DAYS = (0, 1, 3, 7, 14, 31, 62, 365)  # between event and publication
SENTENCES = (0, 1, 3, 7, 15)  # before the first that tells it
COUNTS = (1, 2, 5, 10, 50)
SHARES = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95)
REPORT = "report>"
TELLINGS = 4  # so many or more
BEARINGS = ("definite", "quoted", "another", "generic", "crowd")


def traits(draft: Draft, about: Subject, *, syntax: Syntax, claimed: bool, published: date | None) -> frozenset[str]:
    """The names of all that is true of a draft, in a report with such a subject published on that day."""
    told = [telling for telling in draft.tellings if telling.mentions]
    return frozenset(
        (
            *_telling(draft, told),
            *_time(draft, published),
            *_place(draft),
            *_cast_and_tolls(draft, told),
            *(name for telling in told for mention in telling.mentions for name in _mention(mention, syntax)),
            *(name for telling in told[:1] for name in _first(telling.mentions[0], syntax)),
            *(f"ground:{name}" for name in grounds(draft, about, syntax=syntax, claimed=claimed, published=published)),
            *(f"about:{name}>{_step(n, COUNTS)}" for name, n in about.domains.items() if n),
            *reported(about.violent),
        )
    )


def reported(violent: float) -> Iterator[str]:
    """The traits of a draft in a report that is so likely one on political violence."""
    return (f"{REPORT}{step}" for step in SHARES if violent >= step)


def _step(number: int, steps: Sequence[int]) -> int:
    """The last of the steps that a number reaches; -1 below the first."""
    return max((step for step in steps if number >= step), default=-1)


def _telling(draft: Draft, told: Sequence[Telling]) -> Iterator[str]:
    yield f"sentence:{_step(draft.tellings[0].sentence.index, SENTENCES)}"
    yield f"tellings:{min(len(draft.tellings), TELLINGS)}"
    for name in BEARINGS:
        found = [getattr(telling, name) for telling in told]
        if found and all(found):
            yield f"all:{name}"
        if found and found[0]:
            yield f"first:{name}"
    if any(map(begins, draft.tellings)):
        yield "begins"


def _time(draft: Draft, published: date | None) -> Iterator[str]:
    yield f"precision:{draft.when.precision}"
    if any(telling.dates for telling in draft.tellings):
        yield "dated"
    if published is not None and draft.when.end is not None:
        yield f"ago:{_step((published - draft.when.end).days, DAYS)}"


def _place(draft: Draft) -> Iterator[str]:
    places = [place for telling in draft.tellings for place in telling.places]
    yield from (f"place:{place.place.precision}" for place in places if place.place is not None)
    if any(place.site for place in places):
        yield "place:told site"
    if any(place.place is None and not place.site and place.country is None for place in places):
        yield "place:unheld"
    if not places:
        yield "place:none"


def _cast_and_tolls(draft: Draft, told: Sequence[Telling]) -> Iterator[str]:
    parties = [party for telling in draft.tellings for party in telling.parties]
    counts = [count.toll for telling in draft.tellings for count in telling.counts]
    yield from (f"{party.role}:{'named' if party.named else party.group or 'told'}" for party in parties)
    yield from (f"{toll.outcome}>{_step(toll.low, COUNTS)}" for toll in counts)
    roles = {party.role for party in parties}
    if all(telling.world == "violence" for telling in told):  # a coup or a march needs neither victims nor a toll
        yield from (f"no {role}" for role in ("target", "victim") if role not in roles)
        yield from () if counts else ("no toll",)
    if "perpetrator" not in roles:
        yield "no perpetrator"


def _mention(mention: Mention, syntax: Syntax) -> Iterator[str]:
    yield f"trigger:{mention.trigger.name}"
    yield f"trigger:{mention.trigger.name}:{'noun' if mention.nominal else 'verb'}"
    yield f"realis:{realis(mention, syntax)}"


def _first(mention: Mention, syntax: Syntax) -> Iterator[str]:
    """How the first trigger of a draft hangs in its sentence."""
    words, word = syntax.lexicon, mention.word
    yield f"word:{lemma(word, words)}"
    yield f"as:{word.dep_}:{'noun' if mention.nominal else 'verb'}"
    yield f"under:{lemma(word.head, words) if word.head.i != word.i else 'root'}"
    if mention.nominal:
        yield f"plural:{plural(word)}"
        yield f"after:{syntax.preposition_of(word)}"
    else:
        yield f"tag:{word.tag_}"
    yield from (f"above:{lemma(above, words)}" for above in list(word.ancestors)[:3] if above.pos_ == "VERB")
