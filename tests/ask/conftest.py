"""UCDP's 2021 rows, read in place, in the shape of a release."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from pyproj import Geod
from shapely import STRtree, shortest_line, simplify
from shapely.geometry import Point, shape

from khaldun.model import Period, Statement
from khaldun.read.ucdp_country_year import country_years

DATA = Path(__file__).parents[2].parent / "shared" / "data"
GED = DATA / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
LINES = DATA / "natural-earth" / "ne_10m_admin_0_boundary_lines_land.json.gz"
COUNTRY_YEARS = DATA / "ucdp" / "organizedviolencecy_v25_1.csv.gz"
GOVERNMENTS = {"Government of Mali": "ML", "Government of Niger": "NE", "Government of Burkina Faso": "BF"}
VIOLENCE = {"1": "state-based", "2": "non-state", "3": "one-sided"}
PLACES = {"1": "settlement", "2": "settlement", "3": "admin2", "4": "admin1", "5": "unknown", "6": "country"}
TYPES = {"1": "battles.armed_clash", "2": "battles.armed_clash", "3": "violence_against_civilians.attack"}
COUNTRIES = {
    "Mali": "ML", "Burkina Faso": "BF", "Niger": "NE", "Ivory Coast": "CI", "Guinea": "GN", "Senegal": "SN",
    "Mauritania": "MR", "Algeria": "DZ", "Nigeria": "NG", "Benin": "BJ", "Togo": "TG", "Ghana": "GH",
}  # fmt: skip


def ucdp_rows() -> list[dict[str, str]]:
    """The rows of the 2021 file; a test that needs them is skipped where the file is missing."""
    if not GED.exists():
        pytest.skip(f"no UCDP file at {GED}")
    with gzip.open(GED, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def event(row: Mapping[str, str]) -> dict[str, Any]:
    start, end = date.fromisoformat(row["date_start"][:10]), date.fromisoformat(row["date_end"][:10])
    return {
        "event_id": f"ucdp-ged:{row['id']}",
        "type": TYPES[row["type_of_violence"]],
        "family": TYPES[row["type_of_violence"]].split(".")[0],
        "violence": VIOLENCE[row["type_of_violence"]],
        "start": start,
        "end": end,
        "date_precision": "day" if row["date_prec"] == "1" else "week" if row["date_prec"] == "2" else "month",
        "month": start.year * 12 + start.month,
        "end_month": end.year * 12 + end.month,
        "place_name": row["where_coordinates"],
        "country": COUNTRIES.get(row["country"], row["country"]),
        "admin1": row["adm_1"] or None,
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "place_precision": PLACES[row["where_prec"]],
        **{f"killed_{name}": int(row[name]) for name in ("low", "best", "high")},
        "civilians_killed_low": None,
        "civilians_killed_best": int(row["deaths_civilians"]),
        "civilians_killed_high": None,
        "title": row["dyad_name"],
        "sources": ["ucdp-ged"],
        "n_accounts": 1,
    }


def account(row: Mapping[str, str]) -> dict[str, Any]:
    told = event(row)
    kept = ("month", "country", "place_precision", "killed_low", "killed_best", "killed_high")
    return {
        "account_id": told["event_id"] + ":a",
        "source": "ucdp-ged",
        "record": row["id"],
        "edition": "21.01.21.12",
        "n_sources": int(row["number_of_sources"]),
        "clear": row["code_status"] == "Clear",
        **{name: told[name] for name in kept},
    }


def parties(row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    one_sided = row["type_of_violence"] == "3"
    for side, role in (("a", "perpetrator" if one_sided else "opponent"), ("b", "victim" if one_sided else "opponent")):
        name = row[f"side_{side}"]
        armed = "state_forces" if name.startswith("Government of") else None if "XXX" in name else "non_state_forces"
        group = "civilians" if side == "b" and one_sided else armed
        yield {
            "event_id": f"ucdp-ged:{row['id']}",
            "role": role,
            "told": name,
            "actor": None,
            "actor_source_id": f"ucdp:{row[f'side_{side}_new_id']}",
            "grp": group,
            "stance": "reported",
        }


def country_year_totals() -> list[dict[str, Any]]:
    """The totals of UCDP's country-year file, in the shape of the table of statements."""
    if not COUNTRY_YEARS.exists():
        pytest.skip(f"no country-year file at {COUNTRY_YEARS}")
    read = country_years(COUNTRY_YEARS, gzip.decompress(COUNTRY_YEARS.read_bytes()))
    return [
        statement_row(read.report.id, one) for one in read.statements if one.period and str(one.period.start) > "2018"
    ]


def statement_row(report: str, one: Statement) -> dict[str, Any]:
    period = one.period or Period()
    plain = ("kind", "measure", "hedge", "low", "best", "high", "place", "said_by", "violence")
    lists = {name: list(getattr(one, name)) for name in ("who", "perpetrators", "countries")}
    ids = {"statement_id": one.id, "report_id": report, "start": period.start, "end": period.end}
    return {**ids, **{name: getattr(one, name) for name in plain}, **lists}


def border_lines() -> list[tuple[str, Any]]:
    if not LINES.exists():
        pytest.skip(f"no border lines at {LINES}")
    with gzip.open(LINES, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    found = []
    for feature in features:
        named = {name.lower(): value for name, value in feature["properties"].items()}
        sides = [COUNTRIES.get(named[f"adm0_{side}"], "") for side in ("left", "right")]
        if "ML" in sides and all(sides):
            found.append(("|".join(sorted(sides)), shape(feature["geometry"])))
    return found


def distances(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Geodesic kilometres from each event to the nearest point of each border line, in two border files."""
    geod = Geod(ellps="WGS84")
    for version, tolerance in (("natural_earth_10m", 0.0), ("coarse", 0.25)):
        lines = [(name, simplify(line, tolerance)) for name, line in border_lines()]
        tree = STRtree([line for _, line in lines])
        for told in events:
            point = Point(told["longitude"], told["latitude"])
            closest: dict[str, float] = {}
            for index in tree.query(point.buffer(1.5)):
                name, line = lines[index]
                (x, y), (u, v) = shortest_line(point, line).coords
                km = geod.inv(x, y, u, v)[2] / 1000
                closest[name] = min(km, closest.get(name, km))
            for name, km in closest.items():
                yield {"event_id": told["event_id"], "border": name, "km": km, "version": version}


def typed(rows: list[dict[str, Any]]) -> pa.Table:
    """A table of the rows; a column without any value is of numbers if it counts the killed, else of text."""
    fields = [
        pa.field(field.name, pa.int64() if "killed" in field.name else pa.string())
        if pa.types.is_null(field.type)
        else field
        for field in pa.Table.from_pylist(rows).schema
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def loaded(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, ibis.Table]:
    """The rows as tables of a database in memory."""
    backend = ibis.duckdb.connect()
    for name, rows in tables.items():
        backend.con.register(name, typed(rows))
    return {name: backend.table(name) for name in tables}


@pytest.fixture(scope="session")
def ucdp() -> dict[str, ibis.Table]:
    """The tables of a release of UCDP's 2021 file, with distances for Mali."""
    rows = ucdp_rows()
    events = [event(row) for row in rows]
    return loaded(
        {
            "events": events,
            "accounts": [account(row) for row in rows],
            "event_accounts": [{"event_id": e["event_id"], "account_id": e["event_id"] + ":a"} for e in events],
            "event_parties": [party for row in rows for party in parties(row)],
            "parties": [{**party, "country": GOVERNMENTS.get(party["told"])} for row in rows for party in parties(row)],
            "statements": country_year_totals(),
            "borders": list(distances([told for told in events if told["country"] == "ML"])),
        }
    )
