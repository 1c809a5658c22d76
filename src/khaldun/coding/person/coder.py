"""What accounts and statements does a person say that a report holds, as far as their quotes stand in it?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from khaldun.coding.codebook import types
from khaldun.coding.coded import Coded
from khaldun.coding.person.quoted import Quotes
from khaldun.coding.person.written import Written
from khaldun.model import Account, Issue, KhaldunError, Registry, Report, Statement

PERSON = "person-1"
PARTS = ("parties", "tolls", "responsibility")
ACCOUNT = ("id", "type", "when", "where", *PARTS, "evidence", "main", "score")
DERIVED = ("crosswalk", "coder")  # written for readers; what a person changes there is not read
Noun = TypeVar("Noun", Account, Statement)
Raw = Mapping[str, Any]


def code_by_person(report: Report, *, written: Written, registry: Registry) -> Coded:
    """What a person wrote down of a report.

    Every value rests on a quote: one without a quote that stands in the report is left out with an issue that says
    where. A type that the codebook lacks, or figures out of order, leave out the account. Days, places and figures are
    the person's; an actor is one of the registry or null.
    """
    reading = _Reading(report=report, registry=registry, quotes=Quotes(report=report), coder=coder_of(written))
    accounts = tuple(reading.accounts(written))
    statements = tuple(reading.statements(written))
    told = [*reading.quotes.faults, *reading.faults]
    return Coded(
        accounts=accounts,
        statements=statements,
        issues=tuple(Issue(where=report.id, what=f"{written.where}: {what}", kind="person") for what in told),
    )


def coder_of(written: Written) -> str:
    """The name under which a person's coding is kept: a corrected one is another."""
    return f"{PERSON}/{written.digest[:12]}"


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """Reads the accounts and statements of one report; `faults` takes in what is left out, and why."""

    report: Report
    registry: Registry
    quotes: Quotes
    coder: str
    faults: list[str] = field(default_factory=list)

    def accounts(self, written: Written) -> Iterator[Account]:
        """The accounts that hold, each with an id of its own."""
        for n, (told, name) in enumerate(zip(written.accounts, self._ids(written.accounts, kind="a"), strict=True)):
            at = f"accounts[{n}]"
            raw = self._account(told, name=name, at=at)
            found = self._noun(raw, _account_adapter, at=at) if raw else None
            if found is not None:
                yield found

    def statements(self, written: Written) -> Iterator[Statement]:
        """The statements that hold."""
        ids = self._ids(written.statements, kind="s")
        for n, (told, name) in enumerate(zip(written.statements, ids, strict=True)):
            at = f"statements[{n}]"
            held = self._held(told, at=at)
            found = self._noun({**held, "id": name}, _statement_adapter, at=at) if held else None
            if found is not None:
                yield found

    def _account(self, told: Raw, *, name: str, at: str) -> dict[str, Any] | None:
        """The account with those of its values that rest on words, or null where it rests on none."""
        unknown = [name for name in told if name not in (*ACCOUNT, *DERIVED)]
        if unknown:
            self.faults.append(f"{at} has keys that nothing reads: {', '.join(unknown)}")
        spans = self.quotes.spans(told, at=at)
        if not spans or told.get("type") not in types():
            why = f"its type {told.get('type')!r} is not in the codebook" if spans else "it rests on no words"
            self.faults.append(f"{at} is left out: {why}")
            return None
        kept = {each: told[each] for each in ("type", "main", "score") if each in told}
        lone = {each: value for each in ("when", "where") if (value := self._value(told, each, at=at)) is not None}
        parts = {each: tuple(self._parts(told, each, at=at)) for each in PARTS}
        owner = {"id": name, "source": self.report.source, "record": self.report.id, "coder": self.coder}
        return {**owner, **kept, **lone, **parts, "evidence": spans}

    def _value(self, told: Raw, name: str, *, at: str) -> dict[str, Any] | None:
        """The days or the place with their quotes, or null where none is told or none rests on words.

        Days may rest on the day of publication, without words.
        """
        value = told.get(name)
        if not isinstance(value, dict):
            return None
        if name == "when" and not value.get("evidence") and "start" in value:
            if value["start"] is None:
                return None
            if value.get("basis") == "published":
                return dict(value)
        return self._held(value, at=f"{at}.{name}")

    def _parts(self, told: Raw, name: str, *, at: str) -> Iterator[dict[str, Any]]:
        for n, value in enumerate(told.get(name) or ()):
            held = self._held(value, at=f"{at}.{name}[{n}]") if isinstance(value, dict) else None
            if held is not None:
                yield self._known(held, at=f"{at}.{name}[{n}]")

    def _held(self, value: Raw, *, at: str) -> dict[str, Any] | None:
        spans = self.quotes.spans(value, at=at)
        if not spans:
            self.faults.append(f"{at} rests on no words of the report and is left out")
            return None
        return {**value, "evidence": spans}

    def _known(self, value: dict[str, Any], *, at: str) -> dict[str, Any]:
        """The value with an actor that the registry knows, or with none."""
        if value.get("actor") is None:
            return value
        try:
            self.registry.actor(value["actor"])
        except KhaldunError as fault:
            self.faults.append(f"{at}.actor: {fault}")
            return {**value, "actor": None}
        return value

    def _noun(self, raw: Raw, adapter: Callable[[], TypeAdapter[Noun]], *, at: str) -> Noun | None:
        """The noun, which checks itself, or null with what is wrong."""
        try:
            return adapter().validate_python(raw)
        except ValidationError as fault:
            first = fault.errors()[0]
            place = ".".join(map(str, first["loc"]))
            self.faults.append(f"{at} is left out: {place}{': ' if place else ''}{first['msg']}")
        except KhaldunError as fault:
            self.faults.append(f"{at} is left out: {fault}")
        return None

    def _ids(self, rows: Sequence[Raw], *, kind: str) -> list[str]:
        """An id for each row: the one that was written, if it is one of the report's, or the next that nobody has."""
        told = [str(row.get("id") or "") for row in rows]
        own = [name if self._is_own(name, kind) and name not in told[:n] else None for n, name in enumerate(told)]
        free = (name for n in count(1) if (name := f"{self.report.id}-{kind}{n}") not in own)
        return [name or next(free) for name in own]

    def _is_own(self, name: str, kind: str) -> bool:
        head, _, number = name.rpartition(f"-{kind}")
        return head == self.report.id and number.isdecimal()


@cache
def _account_adapter() -> TypeAdapter[Account]:
    return TypeAdapter(Account)


@cache
def _statement_adapter() -> TypeAdapter[Statement]:
    return TypeAdapter(Statement)
