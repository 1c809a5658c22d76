"""What does a row of a GDELT 2.0 export file say happened?

GDELT codes news by machine and does not promise one row an event. Rows of the CAMEO roots 14 (protest) and 17 to 20
(coerce, assault, fight, mass violence) become accounts; every other row is set aside by a named rule. GDELT gives no
tolls. Columns: GDELT Event Codebook 2.0.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from khaldun.model import Source
from khaldun.read.columns import (
    faults,
    fips,
    flagged_repeats,
    lettered,
    looked_up,
    parties,
    party,
    position,
    real,
    three_letters,
    told,
    whole,
)
from khaldun.read.dataset import Dataset

ROOTS = ("14", "17", "18", "19", "20")
OTHER_ROOT = "a CAMEO root other than 14 and 17 to 20"
NO_TYPE = "a CAMEO code that has no type in the codebook"
PLACES: dict[int | str, str] = {1: "country", 2: "admin1", 3: "settlement", 4: "settlement", 5: "admin1"}
STATE = ("GOV", "MIL", "COP", "SPY", "JUD", "LEG")
ARMED = ("REB", "INS", "SEP", "UAF")
CIVILIANS = ("CVL", "REF", "EDU", "MED", "BUS", "LAB", "HLH", "HRI", "AGR", "ENV", "NGO", "ELI")
EARLY = 7  # days before the report from which a date is probably read from words such as "last year"
_SAME = ("SQLDATE", "Actor1Code", "Actor2Code", "EventCode", "ActionGeo_FullName")
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
NAMES = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_READ = (
    "GLOBALEVENTID", "SQLDATE", "EventCode", "EventRootCode", "IsRootEvent", "NumSources", "DATEADDED", "SOURCEURL",
    *(f"Actor{n}{part}" for n in (1, 2) for part in ("Code", "Name", "CountryCode", "Type1Code")),
    *(f"ActionGeo_{part}" for part in ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")),
)  # fmt: skip


def accounts(raw: ibis.Table, types: Mapping[str, str]) -> ibis.Table:
    """One account or one row set aside a row; `types` leads from CAMEO codes to types of the codebook."""
    table = looked_up(raw, "EventCode", types, name="type")
    table = looked_up(table, "ActionGeo_CountryCode", fips(), name="iso")
    table = looked_up(table, "Actor1CountryCode", three_letters(), name="iso_1")
    table = looked_up(table, "Actor2CountryCode", three_letters(), name="iso_2")
    table = flagged_repeats(table, _SAME, name="repeat")
    return _row(_typed(table))


def _typed(table: ibis.Table) -> ibis.Table:
    latitude, longitude = real(table.ActionGeo_Lat), real(table.ActionGeo_Long)
    happened = _compact_day(table.SQLDATE)
    aside = ibis.cases(
        (~table.EventRootCode.isin(ROOTS) | table.EventRootCode.isnull(), OTHER_ROOT),
        (table.type.isnull(), NO_TYPE),
        else_=ibis.null("string"),
    )
    return table.mutate(
        set_aside=aside,
        lat=latitude,
        lon=longitude,
        placed=position(latitude, longitude).fill_null(False),  # noqa: FBT003
        happened=happened,
        before=_compact_day(table.DATEADDED).delta(happened, unit="day"),
        precision=ibis.coalesce(lettered(whole(table.ActionGeo_Type), PLACES), "unknown"),
    )


def _row(t: ibis.Table) -> ibis.Table:
    return t.select(
        row=t.row,
        record=t.GLOBALEVENTID,
        set_aside=t.set_aside,
        type=t.type,
        start=t.happened,
        end=t.happened,
        date_precision=t.happened.notnull().ifelse("day", "unknown"),
        place_told=told(t.ActionGeo_FullName),
        place_name=told(t.ActionGeo_FullName),
        place_id="gdelt:" + told(t.ActionGeo_FeatureID),
        country=t.iso,
        admin1=told(t.ActionGeo_ADM1Code),
        latitude=t.placed.ifelse(t.lat, ibis.null("float64")),
        longitude=t.placed.ifelse(t.lon, ibis.null("float64")),
        place_precision=t.precision,
        main=t.IsRootEvent == "1",
        n_sources=whole(t.NumSources).cast("int32"),
        url=told(t.SOURCEURL),
        parties=parties(_side(t, 1, "perpetrator"), _side(t, 2, "target")),
        issues=_issues(t),
    )


def _side(t: ibis.Table, number: int, role: str) -> ir.StructValue:
    """Actor 1 does, actor 2 is done to: CAMEO's source and target."""
    kind = t[f"Actor{number}Type1Code"]
    group = ibis.cases(
        (kind.isin(STATE), "state_forces"),
        (kind.isin(ARMED), "non_state_forces"),
        (kind.isin(CIVILIANS), "civilians"),
        else_=ibis.null("string"),
    )
    name = ibis.coalesce(told(t[f"Actor{number}Name"]), told(t[f"Actor{number}Code"]))
    code = "cameo:" + told(t[f"Actor{number}Code"])
    return party(role, name, source_id=code, group=group, country=t[f"iso_{number}"])


def _issues(t: ibis.Table) -> ir.ArrayValue:
    return faults(
        (t.repeat, "repeated-row", "an earlier row has the same day, actors, code and place under another id"),
        (t.before > EARLY, "early-date", "dated " + t.before.cast("string") + " days before it was reported"),
        (t.happened.isnull(), "impossible-date", "SQLDATE is no day"),
        (~t.placed & t.ActionGeo_Lat.notnull(), "impossible-position", "latitude and longitude are no position"),
        (~t.placed & t.ActionGeo_Lat.isnull(), "no-position", "the row has no position"),
        (t.precision.isin(["country", "admin1"]), "coarse-place", "the place is a whole " + t.precision),
        (
            t.ActionGeo_CountryCode.notnull() & t.iso.isnull(),
            "unknown-country",
            "FIPS code " + t.ActionGeo_CountryCode + " has no ISO code",
        ),
    )


def _compact_day(cell: ir.StringValue) -> ir.DateValue:
    """The day that eight digits give; null where there is no such day."""
    dashed = cell.substr(0, 4) + "-" + cell.substr(4, 2) + "-" + cell.substr(6, 2)
    return dashed.try_cast("date")


DATASET = Dataset(
    source=Source(
        name="gdelt",
        title="GDELT 2.0 Event Database",
        licence="free for any use with citation and a link",
        citation="The GDELT Project, https://www.gdeltproject.org/; Leetaru and Schrodt 2013",
        leaves="everything",
        url="https://www.gdeltproject.org/",
    ),
    coder="gdelt/1",
    scheme="cameo",
    codes=tuple(
        code
        for root in ROOTS
        for third in "0123456789"
        for code in (root + third, *(root + third + n for n in "0123456789"))
    ),
    accounts=accounts,
    needed=_READ,
    ignored={name: "derived, or not an event's own" for name in NAMES if name not in _READ},
    names=NAMES,
    delimiter="\t",
    quote="",
)
