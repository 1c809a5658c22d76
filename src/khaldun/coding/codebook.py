"""Which types of event are there, and what do other datasets call them?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from khaldun.coding.organised_violence import organised_violence
from khaldun.model import Account, KhaldunError, Role

Deaths = Literal["expected", "possible", "rare"]
Fit = Literal["exact", "broader", "close"]
Scheme = Literal["acled", "ucdp", "plover", "cameo"]

SCHEMES: tuple[Scheme, ...] = ("acled", "ucdp", "plover", "cameo")
SHORTEST_CAMEO = 3  # characters of a CAMEO code that is not a bare root


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of types; `label` holds its name by language."""

    code: str
    label: Mapping[str, str]
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """One type of event: `code` is `family.kind`; `label` and `example` are by language (en, fr).

    `includes` and `excludes` name borderline cases on either side. `deaths` says whether a report of such an event
    is expected to give a lethal figure.
    """

    code: str
    family: str
    label: Mapping[str, str]
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    example: Mapping[str, str]
    roles: tuple[Role, ...]
    deaths: Deaths


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """What another scheme calls a type.

    `code` is null where the scheme has no word for it (`none` says why) or where the parties decide (`by`). `fit` says
    whether the word means the same, more, or only something that overlaps.
    """

    scheme: Scheme
    type: str
    code: str | None = None
    event_type: str | None = None
    mode: str | None = None
    fit: Fit | None = None
    by: str | None = None
    none: str | None = None
    note: str | None = None


@cache
def families() -> Mapping[str, Family]:
    """The families by code, in the order of the codebook."""
    rows = _load("codebook")["family"]
    return MappingProxyType({row["code"]: Family(**row) for row in rows})


@cache
def types() -> Mapping[str, Type]:
    """The types by code, in the order of the codebook."""
    return MappingProxyType({row["code"]: _type(row) for row in _load("codebook")["type"]})


def type_of(code: str) -> Type:
    """The type with that code; raises KhaldunError, which names the nearest code, where there is none."""
    try:
        return types()[code]
    except KeyError:
        nearest = get_close_matches(code, types(), n=1, cutoff=0.0)[0]
        raise KhaldunError(f"no type {code!r} in the codebook; the nearest is {nearest!r}") from None


def equivalent(code: str, scheme: Scheme) -> Equivalent:
    """What `scheme` calls the type, or why it has no word for it; raises KhaldunError for an unknown type or scheme."""
    if scheme not in SCHEMES:
        raise KhaldunError(f"no crosswalk to {scheme!r}; there are: {', '.join(SCHEMES)}")
    row = _load(f"crosswalks/{scheme}")["to"][type_of(code).code]
    known = {name: row[name] for name in row if name in Equivalent.__dataclass_fields__}
    return Equivalent(scheme=scheme, type=code, **known)


def crosswalk(account: Account, *, groups: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """The account's type in the words of ACLED, UCDP, PLOVER and CAMEO; null where a scheme has none.

    `groups` maps actor ids, or names as told where no actor is known, to "state_forces", "non_state_forces" or
    "civilians". UCDP's kinds hang on it; without it only ids that name a state's force by their ending are known.
    """
    found: dict[str, str | None] = {scheme: equivalent(account.type, scheme).code for scheme in SCHEMES}
    return {**found, "ucdp": organised_violence(account, groups or {})}


def from_acled(event_type: str, sub_event_type: str) -> str | None:
    """The type of an ACLED row, letter case aside; null where ACLED has no such pair."""
    return _acled().get((_fold(event_type), _fold(sub_event_type)))


def from_ucdp(type_of_violence: int | str) -> str | None:
    """The type that a UCDP row starts with: 1 and 2 a clash, 3 an attack on civilians; null for another code.

    UCDP does not say by which means people were killed, so an air strike starts as a clash too.
    """
    rows: Mapping[str, Mapping[str, str]] = _load("crosswalks/ucdp")["from"]
    return rows.get(str(type_of_violence).strip(), {}).get("type")


def from_cameo(code: str) -> str | None:
    """The type of a CAMEO code given as text; null where the codebook has none.

    A bare root counts as its general code ("19" as "190"); a code without a line of its own as the one it refines.
    """
    rows: Mapping[str, Mapping[str, str]] = _load("crosswalks/cameo")["from"]
    wanted = code.strip()
    wanted = f"{wanted}0" if len(wanted) < SHORTEST_CAMEO else wanted
    refined = (wanted[:length] for length in range(len(wanted), SHORTEST_CAMEO - 1, -1))
    return next((rows[part].get("type") for part in refined if part in rows), None)


@cache
def _acled() -> Mapping[tuple[str, str], str]:
    rows = _load("crosswalks/acled")["to"]
    return {
        (_fold(row["event_type"]), _fold(row["code"])): code for code, row in rows.items() if row.get("none") is None
    }


def _fold(term: str) -> str:
    return " ".join(term.casefold().split())


def _type(row: Mapping[str, Any]) -> Type:
    lists = {name: tuple(row[name]) for name in ("includes", "excludes", "roles")}
    return Type(**{**row, **lists, "family": row["code"].split(".")[0]})


@cache
def _load(name: str) -> Mapping[str, Any]:
    text = files("khaldun.coding").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
