"""How does a noun become JSON, and JSON a noun again?"""

from typing import Any, TypeVar

from pydantic import TypeAdapter

Noun = TypeVar("Noun")
_adapters: dict[type, TypeAdapter[Any]] = {}  # each is compiled once


def to_plain(noun: object) -> dict[str, Any]:
    """The noun as dictionaries, lists, text and numbers, fields in the order in which the noun declares them.

    Days are ISO 8601 text. A piece of evidence is known by its fields: a span has a quote, a cell a column, a rule a
    reason.
    """
    plain: dict[str, Any] = _adapter(type(noun)).dump_python(noun, mode="json")
    return plain


def to_json(noun: object) -> str:
    """The noun as one line of JSON."""
    return _adapter(type(noun)).dump_json(noun).decode("utf-8")


def from_json(line: str | bytes, noun: type[Noun]) -> Noun:
    """The noun of that kind that a line of JSON holds; its own checks run again.

    Raises ValueError, or the noun's KhaldunError, where the line does not hold one.
    """
    found: Noun = _adapter(noun).validate_json(line)
    return found


def _adapter(noun: type) -> TypeAdapter[Any]:
    if noun not in _adapters:
        _adapters[noun] = TypeAdapter(noun)
    return _adapters[noun]
