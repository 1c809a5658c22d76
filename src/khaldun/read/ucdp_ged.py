"""What does a row of UCDP's Georeferenced Event Dataset, final or candidate, say happened?

Columns and codes: UCDP GED Codebook (Hogbladh), the same in CSV and GeoJSON. Rows are taken as they are: figures that
contradict one another are kept and carry an issue.
"""

import re
from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from khaldun.model import Source
from khaldun.read.columns import (
    NULL_WORD,
    day,
    faults,
    flagged_repeats,
    gleditsch_ward,
    lettered,
    looked_up,
    parties,
    party,
    position,
    real,
    told,
    toll,
    tolls,
    whole,
)
from khaldun.read.dataset import Dataset  # fmt: skip

VIOLENCE: dict[int | str, str] = {1: "state-based", 2: "non-state", 3: "one-sided"}
PLACES: dict[int | str, str] = {
    1: "settlement",
    2: "settlement",  # within 25 km of a known point
    3: "admin2",
    4: "admin1",
    5: "unknown",  # a line or a vague area
    6: "country",
    7: "unknown",  # waters or airspace
}
DATES: dict[int | str, str] = {1: "day", 2: "week", 3: "week", 4: "month", 5: "year"}
NEAR_KM = 25.0
WEEK, MONTH = 7, 31
UNKNOWN_ACTOR = "XXX"
ONE_SIDED = 3
NULL_COLUMNS = ("adm_1", "adm_2", "source_original", "where_description", "where_coordinates")
NUMBERS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high")
PARTS = NUMBERS[:4]


def accounts(raw: ibis.Table, types: Mapping[str, str]) -> ibis.Table:
    """One account a row; `types` says which type each of UCDP's three kinds of violence starts with."""
    table = looked_up(raw, "country_id", gleditsch_ward(), name="iso")
    table = looked_up(table, "gwnoa", gleditsch_ward(), name="iso_a")
    table = looked_up(table, "gwnob", gleditsch_ward(), name="iso_b")
    table = looked_up(table, "type_of_violence", types, name="type")
    table = flagged_repeats(table, ("date_start", "latitude", "longitude", "side_a", "side_b"), name="repeat")
    return _row(_typed(table))


def edition(name: str) -> str | None:
    """The edition that a file's name gives, as "21.01.21.12"; null where it gives none."""
    found = re.search(r"(?i)v?(\d{2}(?:[_.]\d+)+)", name)
    return found.group(1).replace("_", ".") if found else None


def _typed(table: ibis.Table) -> ibis.Table:
    latitude, longitude = real(table.latitude), real(table.longitude)
    start, end = day(table.date_start), day(table.date_end)
    dated = start.notnull() & end.notnull() & (start <= end)
    return table.mutate(
        **{f"n_{name}": whole(table[name]) for name in NUMBERS},
        placed=position(latitude, longitude).fill_null(False),  # noqa: FBT003
        lat=latitude,
        lon=longitude,
        dated=dated.fill_null(False),  # noqa: FBT003
        first_day=start,
        last_day=end,
        days=end.delta(start, unit="day") + 1,
        kind=whole(table.type_of_violence),
        where_code=whole(table.where_prec),
        date_code=whole(table.date_prec),
        clarity=whole(table.event_clarity),
    )


def _row(t: ibis.Table) -> ibis.Table:
    return t.select(
        row=t.row,
        record=t.id,
        set_aside=ibis.ifelse(t.type.isnull(), "no type of violence", ibis.null("string")),
        type=t.type,
        violence=lettered(t.kind, VIOLENCE),
        start=t.dated.ifelse(t.first_day, ibis.null("date")),
        end=t.dated.ifelse(t.last_day, ibis.null("date")),
        date_precision=t.dated.ifelse(ibis.coalesce(lettered(t.date_code, DATES), _span(t.days)), "unknown"),
        place_told=told(t.where_coordinates),
        place_name=told(t.where_coordinates),
        country=t.iso,
        admin1=told(t.adm_1),
        admin2=told(t.adm_2),
        latitude=t.placed.ifelse(t.lat, ibis.null("float64")),
        longitude=t.placed.ifelse(t.lon, ibis.null("float64")),
        place_precision=ibis.coalesce(lettered(t.where_code, PLACES), "unknown"),
        radius_km=ibis.ifelse(t.where_code == 2, NEAR_KM, ibis.null("float64")),  # noqa: PLR2004
        killed_low=t.n_low,
        killed_best=t.n_best,
        killed_high=t.n_high,
        civilians_killed_best=t.n_deaths_civilians,
        clear=told(t.code_status) == "Clear",
        title=told(t.dyad_name),
        note=_note(t),
        main=True,
        score=1.0,
        n_sources=_sources(t).cast("int32"),
        active_year=told(t.active_year).lower().isin(["1", "true"]),
        parties=_parties(t),
        tolls=_tolls(t),
        issues=_issues(t),
    )


def _span(days: ir.IntegerValue) -> ir.StringValue:
    """The precision of a stretch of days whose own code is not in the codebook."""
    return ibis.cases((days <= 1, "day"), (days <= WEEK, "week"), (days <= MONTH, "month"), else_="year")


def _sources(t: ibis.Table) -> ir.IntegerValue:
    """The number of sources; -1, which old rows have, is not known."""
    number = whole(t.number_of_sources)
    return ibis.ifelse(number >= 0, number, ibis.null("int64"))


def _note(t: ibis.Table) -> ir.StringValue:
    """What the row says of its place, and of its own coding where that is not the rule."""
    status = ibis.ifelse(told(t.code_status) != "Clear", told(t.code_status), ibis.null("string"))
    clarity = ibis.ifelse(t.clarity != 1, "event clarity " + t.clarity.cast("string"), ibis.null("string"))
    return ibis.array([told(t.where_description), status, clarity]).filter(lambda x: x.notnull()).join("; ").nullif("")


def _parties(t: ibis.Table) -> ir.ArrayValue:
    one_sided = t.kind == ONE_SIDED
    return parties(
        party(
            one_sided.ifelse("perpetrator", "opponent"),
            told(t.side_a),
            source_id="ucdp:" + told(t.side_a_new_id),
            group=_group(t.side_a, t.gwnoa),
            country=ibis.coalesce(t.iso_a, _placeholder(t.side_a, t.iso)),
        ),
        party(
            one_sided.ifelse("victim", "opponent"),
            told(t.side_b),
            source_id="ucdp:" + told(t.side_b_new_id),
            group=one_sided.ifelse("civilians", _group(t.side_b, t.gwnob)),
            country=ibis.coalesce(t.iso_b, _placeholder(t.side_b, t.iso)),
        ),
    )


def _group(side: ir.StringValue, gwno: ir.StringValue) -> ir.StringValue:
    """A side with a state's number, or called a government, is a state; who an XXX is, nobody says."""
    state = told(gwno).notnull() | side.startswith("Government of")
    return ibis.cases(
        (state, "state_forces"), (side.contains(UNKNOWN_ACTOR), ibis.null("string")), else_="non_state_forces"
    )


def _placeholder(side: ir.StringValue, iso: ir.StringValue) -> ir.StringValue:
    """The country of an unknown actor: its placeholder holds within the country of the event alone."""
    return ibis.ifelse(side.contains(UNKNOWN_ACTOR), iso, ibis.null("string"))


def _tolls(t: ibis.Table) -> ir.ArrayValue:
    side_b = ibis.ifelse(t.kind == ONE_SIDED, "civilians", ibis.coalesce(_group(t.side_b, t.gwnob), "other"))
    return tolls(
        toll("killed", "all", t.n_best, low=t.n_low, high=t.n_high, column="best"),
        toll("killed", ibis.coalesce(_group(t.side_a, t.gwnoa), "other"), t.n_deaths_a, column="deaths_a"),
        toll("killed", side_b, t.n_deaths_b, column="deaths_b"),
        toll("killed", "civilians", t.n_deaths_civilians, column="deaths_civilians"),
        toll("killed", "other", t.n_deaths_unknown, column="deaths_unknown"),
    )


def _issues(t: ibis.Table) -> ir.ArrayValue:
    best, low, high = (t[f"n_{name}"].cast("string") for name in ("best", "low", "high"))
    total = t.n_deaths_a + t.n_deaths_b + t.n_deaths_civilians + t.n_deaths_unknown
    no_number = [t[f"n_{name}"].isnull() for name in NUMBERS]
    return faults(
        (t.n_best > t.n_high, "best-above-high", "best " + best + " lies above high " + high),
        (t.n_low > t.n_best, "low-above-best", "low " + low + " lies above best " + best),
        (t.n_low > t.n_high, "low-above-high", "low " + low + " lies above high " + high),
        (total != t.n_best, "parts-differ", "the four parts add up to " + total.cast("string") + ", best is " + best),
        (_any(no_number), "no-figure", "a column of deaths holds no whole number"),
        (
            t.side_a.contains(UNKNOWN_ACTOR) | t.side_b.contains(UNKNOWN_ACTOR),
            "unknown-actor",
            "XXX stands for an actor that nobody knows: " + t.dyad_name,
        ),
        (t.dated & (t.days > 1), "several-days", "the row spans " + t.days.cast("string") + " days"),
        (_any([t[name] == NULL_WORD for name in NULL_COLUMNS]), "null-word", "the word NULL stands for nothing"),
        (t.repeat, "repeated-row", "an earlier row has the same first day, point and sides"),
        (t.where_code >= 4, "coarse-place", "where_prec " + t.where_code.cast("string") + ", coarser than a district"),  # noqa: PLR2004
        (~t.where_code.isin(list(PLACES)), "unknown-code", "where_prec " + t.where_prec + " is not in the codebook"),
        (~t.date_code.isin(list(DATES)), "unknown-code", "date_prec " + t.date_prec + " is not in the codebook"),
        (~t.clarity.isin([1, 2]), "unknown-code", "event_clarity " + t.event_clarity + " is not in the codebook"),
        (whole(t.number_of_sources) < 0, "unknown-code", "number_of_sources is " + t.number_of_sources),
        (~t.kind.isin(list(VIOLENCE)) | t.kind.isnull(), "unknown-code", "type_of_violence is none of 1, 2, 3"),
        (~t.dated, "impossible-date", "date_start and date_end are no stretch of days"),
        (~t.placed, "impossible-position", "latitude and longitude are no position"),
        (t.iso.isnull(), "unknown-country", "country_id " + t.country_id + " has no ISO code: " + t.country),
    )


def _any(conditions: list[ir.BooleanValue]) -> ir.BooleanValue:
    return ibis.or_(*conditions)


DATASET = Dataset(
    source=Source(
        name="ucdp-ged",
        title="UCDP Georeferenced Event Dataset",
        licence="CC BY 4.0",
        citation=(
            "Sundberg, Ralph, and Erik Melander, 2013, Introducing the UCDP Georeferenced Event Dataset, Journal of "
            "Peace Research 50(4); candidate events: Hegre, Havard, et al., 2020, Introducing the UCDP Candidate "
            "Events Dataset, Research & Politics"
        ),
        leaves="everything",
        duplicate_free=True,
        url="https://ucdp.uu.se/downloads/",
    ),
    coder="ucdp-ged/1",
    scheme="ucdp",
    codes=("1", "2", "3"),
    accounts=accounts,
    edition=edition,
    needed=(
        "id", "type_of_violence", "code_status", "active_year", "dyad_name", "side_a", "side_a_new_id", "side_b",
        "side_b_new_id", "number_of_sources", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
        "latitude", "longitude", "country", "country_id", "event_clarity", "date_prec", "date_start", "date_end",
        "gwnoa", "gwnob", "source_original", *NUMBERS,
    ),
    ignored={
        "relid": "a second id, 0 throughout some editions",
        "year": "follows from the days",
        "conflict_dset_id": "an older id", "dyad_dset_id": "an older id",
        "side_a_dset_id": "an older id", "side_b_dset_id": "an older id",
        "conflict_new_id": "follows from the dyad", "conflict_name": "follows from the dyad",
        "dyad_new_id": "follows from the two sides",
        "source_article": "words of other publishers", "source_office": "words of other publishers",
        "source_date": "words of other publishers", "source_headline": "words of other publishers",
        "geom_wkt": "latitude and longitude say the same",
        "priogrid_gid": "follows from the position",
        "region": "follows from the country",
    },
)  # fmt: skip
