"""What does a row of ACLED say happened?

The rows are the user's own, read under the user's own access, and nothing of them leaves the house. Both generations of
columns are read: with `data_id` and `iso3` up to March 2023, with `disorder_type` and `civilian_targeting` after.
Columns and codes: ACLED Codebook.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from khaldun.model import Source
from khaldun.read.columns import (
    day,
    faults,
    lettered,
    looked_up,
    numbered_countries,
    parties,
    party,
    position,
    real,
    told,
    toll,
    tolls,
    whole,
)
from khaldun.read.dataset import Dataset

DATES: dict[int | str, str] = {1: "day", 2: "week", 3: "month"}
PLACES: dict[int | str, str] = {1: "settlement", 2: "admin2", 3: "admin1"}
BATTLES, VIOLENCE = "Battles", "Violence against civilians"
STATE, ARMED, UNARMED = ("1", "state forces"), ("2", "3", "4"), ("5", "6", "7")
ARMED_NAMES = tuple(
    f"{kind}{end}" for kind in ("rebel group", "political militia", "identity militia") for end in ("", "s")
)
UNARMED_NAMES = ("rioters", "protesters", "civilians")
FORCES = ("Military Forces of", "Police Forces of")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TERMS = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
NO_TYPE = "a pair of event type and sub-event type that the codebook does not know"


def accounts(raw: ibis.Table, types: Mapping[str, str]) -> ibis.Table:
    """One account a row; `types` leads from "event type|sub-event type" to types of the codebook."""
    table = raw.mutate(pair=told(raw.event_type) + "|" + told(raw.sub_event_type))
    table = looked_up(table, "pair", types, name="type")
    table = looked_up(table, "iso", numbered_countries(), name="iso_2")
    return _row(_typed(table))


def _typed(table: ibis.Table) -> ibis.Table:
    latitude, longitude = real(table.latitude), real(table.longitude)
    return table.mutate(
        lat=latitude,
        lon=longitude,
        placed=position(latitude, longitude).fill_null(False),  # noqa: FBT003
        happened=ibis.coalesce(day(table.event_date), _written_day(told(table.event_date))),
        killed=whole(table.fatalities),
        where_code=whole(table.geo_precision),
        date_code=whole(table.time_precision),
    )


def _row(t: ibis.Table) -> ibis.Table:
    return t.select(
        row=t.row,
        record=t.event_id_cnty,
        set_aside=ibis.ifelse(t.type.isnull(), NO_TYPE, ibis.null("string")),
        type=t.type,
        start=t.happened,
        end=t.happened,
        date_precision=t.happened.isnull().ifelse("unknown", ibis.coalesce(lettered(t.date_code, DATES), "day")),
        place_told=told(t.location),
        place_name=told(t.location),
        country=t.iso_2,
        admin1=told(t.admin1),
        admin2=told(t.admin2),
        latitude=t.placed.ifelse(t.lat, ibis.null("float64")),
        longitude=t.placed.ifelse(t.lon, ibis.null("float64")),
        place_precision=ibis.coalesce(lettered(t.where_code, PLACES), "unknown"),
        killed_low=t.killed,
        killed_best=t.killed,
        killed_high=t.killed,
        note=told(t.notes),
        main=True,
        n_sources=told(t.source).split(";").length().cast("int32"),
        parties=_parties(t),
        tolls=tolls(toll("killed", "all", t.killed, column="fatalities")),
        issues=_issues(t),
    )


def _parties(t: ibis.Table) -> ir.ArrayValue:
    """In battles both sides fight; elsewhere actor 1 does it, and actor 2 is its target or its victim."""
    battle, civilians = t.event_type == BATTLES, t.event_type == VIOLENCE
    first = battle.ifelse("opponent", "perpetrator")
    second = ibis.cases((battle, "opponent"), (civilians, "victim"), else_="target")
    return parties(
        party(first, told(t.actor1), group=_group(t.actor1, t.inter1)),
        party(second, told(t.actor2), group=_group(t.actor2, t.inter2)),
        party(_beside(t.inter1, first), told(t.assoc_actor_1), group=_civilian(t.inter1)),
        party(_beside(t.inter2, second), told(t.assoc_actor_2), group=_civilian(t.inter2)),
    )


def _group(actor: ir.StringValue, inter: ir.StringValue) -> ir.StringValue:
    """The group of persons by ACLED's inter code, a number or its name; external forces are states by name alone."""
    code = told(inter).lower()
    forces = ibis.or_(*[actor.startswith(name) for name in FORCES])
    return ibis.cases(
        (code.isin(STATE) | forces, "state_forces"),
        (code.isin(ARMED + ARMED_NAMES), "non_state_forces"),
        (code.isin(UNARMED + UNARMED_NAMES), "civilians"),
        else_=ibis.null("string"),
    )


def _civilian(inter: ir.StringValue) -> ir.StringValue:
    unarmed = told(inter).lower().isin(UNARMED + UNARMED_NAMES)
    return ibis.ifelse(unarmed, "civilians", ibis.null("string"))


def _beside(inter: ir.StringValue, role: ir.StringValue) -> ir.StringValue:
    """Who goes with unarmed people is one of them; who goes with an armed side supports it."""
    return ibis.ifelse(told(inter).lower().isin(UNARMED + UNARMED_NAMES), role, "supporter")


def _issues(t: ibis.Table) -> ir.ArrayValue:
    return faults(
        (t.type.isnull(), "unknown-code", ibis.coalesce(t.pair, "no event type") + " is not in the codebook"),
        (t.happened.isnull(), "impossible-date", "event_date is no day"),
        (~t.placed, "impossible-position", "latitude and longitude are no position"),
        (t.killed.isnull(), "no-figure", "fatalities holds no whole number"),
        (t.where_code >= 2, "coarse-place", "geo_precision " + t.geo_precision),  # noqa: PLR2004
        (~t.where_code.isin(list(PLACES)), "unknown-code", "geo_precision " + t.geo_precision + " is unknown"),
        (~t.date_code.isin(list(DATES)), "unknown-code", "time_precision " + t.time_precision + " is unknown"),
        (t.iso_2.isnull(), "unknown-country", "iso " + ibis.coalesce(t.iso, "") + " is no country"),
    )


def _written_day(cell: ir.StringValue) -> ir.DateValue:
    """The day of "05 January 2021"; null where there is no such day."""
    part = cell.re_extract(r"^(\d{1,2}) ([A-Za-z]+) (\d{4})$", 1).lpad(2, "0")
    name = cell.re_extract(r"^(\d{1,2}) ([A-Za-z]+) (\d{4})$", 2)
    year = cell.re_extract(r"^(\d{1,2}) ([A-Za-z]+) (\d{4})$", 3)
    month = lettered(name, {word: f"{n:02}" for n, word in enumerate(MONTHS, 1)})
    return (year + "-" + month + "-" + part).try_cast("date")


DATASET = Dataset(
    source=Source(
        name="acled",
        title="ACLED, with your own access",
        licence="ACLED Terms of Use: no passing on of rows",
        citation="Armed Conflict Location & Event Data Project (ACLED); www.acleddata.com",
        leaves="nothing",
        duplicate_free=True,
        url="https://acleddata.com/",
    ),
    coder="acled/1",
    scheme="acled",
    codes=tuple(f"{kind}|{sub}" for kind, subs in TERMS.items() for sub in subs),
    accounts=accounts,
    needed=(
        "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
        "inter1", "actor2", "assoc_actor_2", "inter2", "iso", "admin1", "admin2", "location", "latitude", "longitude",
        "geo_precision", "source", "notes", "fatalities",
    ),
    ignored={
        "data_id": "an id that changed with each edit; went in March 2023",
        "event_id_no_cnty": "the number inside event_id_cnty; went in March 2023",
        "iso3": "follows from iso; went in March 2023",
        "year": "follows from the day",
        "disorder_type": "follows from the event type",
        "interaction": "follows from the two inter codes",
        "civilian_targeting": "follows from the type and the actors",
        "region": "follows from the country",
        "country": "follows from iso",
        "admin3": "finer than a release keeps",
        "source_scale": "about the publisher, not the event",
        "tags": "free words",
        "timestamp": "when ACLED last changed the row; the update loop uses it",
        "population_best": "not about the event",
        "population_1km": "not about the event", "population_2km": "not about the event",
        "population_5km": "not about the event",
    },
)  # fmt: skip
