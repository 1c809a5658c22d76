"""What is the verdict on a statement, and on which definition does it turn?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from khaldun.ask.answer import Number
from khaldun.ask.hedges import Said, meets
from khaldun.model import Span, Statement

Verdict = Literal["reproduced", "depends", "not reproduced", "cannot be tested", "out of scope"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One figure that could answer the statement. `choices` settle its definitions; `rows` are event ids.

    A figure that is `sound` bears on the verdict; the others are shown with the reason why they do not.
    """

    definition: str
    choices: Mapping[str, str]
    best: Number | None
    low: Number | None
    high: Number | None
    rows: tuple[str, ...] = ()
    sound: bool = True
    because: str | None = None
    meets: bool = False

    def as_json(self) -> dict[str, Any]:
        """The figure as `khaldun check --format json` prints it."""
        told = {"definition": self.definition, "best": self.best, "low": self.low, "high": self.high}
        return {**told, "rows": list(self.rows), "sound": self.sound, "because": self.because, "meets": self.meets}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A statement with its verdict, the reason in words, every figure by definition, and what the verdict turns on."""

    statement: Statement
    verdict: Verdict
    why: str
    figures: tuple[Tested, ...] = ()
    turns_on: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object that `khaldun check --format json` prints for the statement."""
        return {
            "statement": statement_json(self.statement),
            "verdict": self.verdict,
            "why": self.why,
            "figures": [figure.as_json() for figure in self.figures],
            "turns_on": self.turns_on,
        }


def judged(statement: Statement, figures: Sequence[Tested], said: Said, *, notes: Sequence[str] = ()) -> Checked:
    """The verdict on a number that was said: all sound figures meet it, some do, or none does.

    The first figure is the default. Not even a default that meets the number makes it reproduced where another sound
    definition does not.
    """
    tested = tuple(_tested(figure, said) for figure in figures)
    sound = [figure for figure in tested if figure.sound]
    hits = [figure for figure in sound if figure.meets]
    verdict: Verdict = "not reproduced"
    if hits:
        verdict = "reproduced" if len(hits) == len(sound) else "depends"
    return Checked(
        statement=statement,
        verdict=verdict,
        why=" ".join(_sentence(part) for part in (_why(verdict, sound, hits, said), *notes)),
        figures=tested,
        turns_on=turns_on(sound, verdict=verdict, said=said),
    )


def turns_on(sound: Sequence[Tested], *, verdict: Verdict, said: Said) -> str:
    """The smallest change of definition that turns the verdict, or the figure that comes nearest where none does."""
    default = sound[0]
    if verdict == "reproduced":
        return "nothing tried: every definition meets it"
    if verdict == "not reproduced":
        near = min(sound, key=lambda figure: _miss(figure.best, said))
        return f"no definition tried meets it; the nearest gives {near.best} ({near.definition})"
    others = [figure for figure in sound if figure.meets != default.meets]
    turning = min(others, key=lambda figure: (_changes(default, figure), figure.definition))
    word = "holds unless" if default.meets else "fails unless"
    return f"{word} {_change(default, turning)} ({turning.best})"


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement as JSON: its words, its slots, and where in the text they stand."""
    period, near = statement.period, statement.near
    return {
        "id": statement.id,
        "kind": statement.kind,
        "measure": statement.measure,
        "hedge": statement.hedge,
        "low": statement.low,
        "high": statement.high,
        "who": list(statement.who),
        "perpetrators": list(statement.perpetrators),
        "place": statement.place,
        "countries": list(statement.countries),
        "period": {"start": _day(period.start), "end": _day(period.end)} if period else None,
        "near": {"distance_km": near.distance_km, "countries": list(near.countries)} if near else None,
        "said_by": statement.said_by,
        "than": statement.than,
        "change": statement.change,
        "evidence": [
            {"start": span.start, "end": span.end, "quote": span.quote}
            for span in statement.evidence
            if isinstance(span, Span)
        ],
    }


def _tested(figure: Tested, said: Said) -> Tested:
    return Tested(
        definition=figure.definition,
        choices=figure.choices,
        best=figure.best,
        low=figure.low,
        high=figure.high,
        rows=figure.rows,
        sound=figure.sound,
        because=figure.because,
        meets=meets(figure.best, said),
    )


def _why(verdict: Verdict, sound: Sequence[Tested], hits: Sequence[Tested], said: Said) -> str:
    default, words = sound[0], said.words()
    if verdict == "depends":
        return f"{len(hits)} of {len(sound)} definitions give {words}; the default gives {default.best}"
    if verdict == "reproduced":
        one = len(sound) == 1
        return f"the rows give {default.best}" if one else f"all {len(sound)} definitions give {words}"
    if len(sound) == 1:
        return f"the rows give {default.best}, not {words}"
    return f"none of {len(sound)} definitions gives {words}; the default gives {default.best}"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _changes(default: Tested, other: Tested) -> int:
    names = {*default.choices, *other.choices}
    return sum(default.choices.get(name) != other.choices.get(name) for name in names)


def _change(default: Tested, other: Tested) -> str:
    names = [name for name in other.choices if default.choices.get(name) != other.choices[name]]
    return " and ".join(f"{name} is {other.choices[name]}" for name in names) or other.definition


def _miss(value: Number | None, said: Said) -> float:
    if value is None:
        return float("inf")
    high = said.low if said.high is None else said.high
    return max(said.low - value, value - high, 0)


def _day(day: Any) -> str | None:  # noqa: ANN401 - a date or null
    return day.isoformat() if day else None
