"""Does what is exported come back equal, read by the programs that people use?"""

import csv
import importlib
import io
import json
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hxl
import openpyxl
import pyarrow as pa
import pyogrio
import pytest
from defusedxml import ElementTree
from fastapi.testclient import TestClient
from frictionless import Package
from pyarrow import parquet

from khaldun.model import KhaldunError
from khaldun.show import exports
from khaldun.show.exports import FORMATS, Export, Format, Stamp, Table, format_named
from khaldun.show.exports.chosen import export as exported
from khaldun.show.exports.export import schema
from khaldun.show.fields import fields
from khaldun.show.filters import EventFilter
from khaldun.show.leaving import profile, publish
from khaldun.show.serving.app import create_app
from khaldun.show.serving.settings import Settings

FIELDS = fields("event")
NAMES = [field.name for field in FIELDS]
SOURCES = [
    {"source": "made-up", "title": "Made up", "licence": "CC BY 4.0", "citation": "Nobody 2024", "url": None},
]
KML = "{http://www.opengis.net/kml/2.2}"


def row(**said: object) -> dict[str, Any]:
    empty: dict[str, Any] = {field.name: [] if field.type == "list" else None for field in FIELDS}
    told = {"type": "battles.armed_clash", "family": "battles", "date_precision": "day", "status": "dataset"}
    return {**empty, **told, "place_precision": "settlement", "n_accounts": 1, "sources": ["made-up"], **said}


ROWS = [
    row(
        event_id="event-1",
        title="Affrontement à Ségou, « dit-on »",
        start=date(2021, 12, 1),
        end=date(2021, 12, 3),
        latitude=13.4317,
        longitude=-6.2157,
        killed_low=0,
        killed_best=3,
        killed_high=2**40,
        perpetrators=["Jama'at; North", "a\\b"],
        targets=["النصرة"],
        country="ML",
    ),
    row(event_id="event-2", title='=HYPERLINK("http://x")', place_name="+33", admin1="@mopti", admin2="－5"),
    row(event_id="event-3", title='two\nlines, a comma and a "quote"', killed_low=77, date_precision="unknown"),
    row(event_id="event-4", title="#N/A", place_name="<b>&amp;</b>", latitude=0.0, longitude=0.0),
]


def export(rows: list[dict[str, Any]], *, raw: bool = False) -> Export:
    batches: Iterator[pa.RecordBatch] = iter(pa.Table.from_pylist(rows, schema(FIELDS)).to_batches(2))
    stamp = Stamp(
        release="2024-12",
        made="2024-12-31T00:00:00+00:00",
        code="0",
        profile="public",
        asked="country=ML",
        sources=SOURCES,
    )
    table = Table(name="events", fields=FIELDS, batches=batches)
    return Export(events=table, stamp=stamp, rows=len(rows), raw=raw)


def written(name: str, folder: Path, *, raw: bool = False) -> Path:
    form = format_named(name)
    path = folder / f"events.{form.suffix}"
    path.write_bytes(b"".join(form.chunks(export(ROWS, raw=raw))))
    return path


def typed(cells: dict[str, Any]) -> dict[str, Any]:
    """A row of texts as the registry types it; lists as they are joined in one cell."""
    return {field.name: _value(cells.get(field.name), field.type) for field in FIELDS}


def _value(cell: Any, kind: str) -> object:  # noqa: ANN401 - a cell holds anything
    if kind == "list":
        return [re.sub(r"\\(.)", r"\1", one) for one in re.split(r"(?<!\\); ", cell or "") if one]
    if cell in ("", None):
        return None
    read: dict[str, Callable[[Any], object]] = {
        "integer": int,
        "number": float,
        "date": lambda text: date.fromisoformat(str(text)[:10]),
        "text": str,
    }
    return read[kind](cell)


def test_files_and_tuple_agree() -> None:
    names = {module.name for module in pkgutil.iter_modules(exports.__path__)}
    found = [importlib.import_module(f"khaldun.show.exports.{name}") for name in names]
    assert {module.FORMAT.name for module in found if hasattr(module, "FORMAT")} == {one.name for one in FORMATS}
    assert all(module.FORMAT in FORMATS for module in found if hasattr(module, "FORMAT"))


def test_raw_csv_comes_back_equal(tmp_path: Path) -> None:
    with written("csv", tmp_path, raw=True).open(encoding="utf-8", newline="") as file:
        assert [typed(cells) for cells in csv.DictReader(file)] == ROWS


def test_csv_for_people_begins_no_cell_as_a_formula(tmp_path: Path) -> None:
    with written("csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[1]["title"] == '\'=HYPERLINK("http://x")'
    assert [rows[1][name][0] for name in ("place_name", "admin1", "admin2")] == ["'", "'", "'"]
    assert rows[0]["longitude"] == "-6.2157"
    unquoted = [{name: cell.removeprefix("'") for name, cell in cells.items()} for cells in rows]
    assert [typed(cells) for cells in unquoted] == ROWS


def test_a_workbook_comes_back_equal_and_holds_no_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written("xlsx", tmp_path))
    head, *rest = book["events"].iter_rows()
    assert {cell.data_type for cells in rest for cell in cells} <= {"s", "inlineStr", "n", "d"}
    names = [cell.value for cell in head]
    assert [typed(dict(zip(names, (cell.value for cell in cells), strict=True))) for cells in rest] == ROWS
    assert "CC BY 4.0" in [cell.value for cells in book["about"].iter_rows() for cell in cells]


def test_json_lines_come_back_equal(tmp_path: Path) -> None:
    told = [json.loads(line) for line in written("jsonl", tmp_path).read_text(encoding="utf-8").splitlines()]
    days = [{**each, "start": each["start"] and date.fromisoformat(each["start"])} for each in told]
    assert [{**each, "end": each["end"] and date.fromisoformat(each["end"])} for each in days] == ROWS


def test_geoparquet_comes_back_equal_with_its_licences(tmp_path: Path) -> None:
    read = parquet.read_table(written("geoparquet", tmp_path))
    assert read.select(NAMES).to_pylist() == ROWS
    assert json.loads(read.schema.metadata[b"khaldun"])["sources"][0]["licence"] == "CC BY 4.0"
    assert json.loads(read.schema.metadata[b"geo"])["columns"]["geometry"]["encoding"] == "WKB"
    assert [point is None for point in read["geometry"].to_pylist()] == [False, True, True, False]


@pytest.mark.parametrize("name", ["geojson", "gpkg"])
def test_maps_come_back_equal_through_gdal(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    _, table = pyogrio.read_arrow(path)
    rows = table.to_pylist()
    if name == "geojson":
        lists = [field.name for field in FIELDS if field.type == "list"]
        rows = [{**each, **{name: _in_one_cell(each[name]) for name in lists}} for each in rows]
    assert [typed(each) for each in rows] == ROWS
    assert pyogrio.read_info(path)["crs"] == "EPSG:4326"


def _in_one_cell(value: list[str] | str) -> str:
    """A list as GDAL gives it: as a list, or as JSON where it is empty in every row."""
    entries = json.loads(value) if isinstance(value, str) else value
    return "; ".join(re.sub(r"[\\;]", r"\\\g<0>", entry) for entry in entries)


def test_the_licence_is_in_geojson_and_geopackage(tmp_path: Path) -> None:
    told = json.loads(written("geojson", tmp_path).read_text(encoding="utf-8"))
    assert (told["khaldun"]["release"], told["khaldun"]["profile"]) == ("2024-12", "public")
    metadata = pyogrio.read_info(written("gpkg", tmp_path))["layer_metadata"]
    assert json.loads(metadata["khaldun"])["sources"][0]["citation"] == "Nobody 2024"


def test_kml_comes_back_equal(tmp_path: Path) -> None:
    root = ElementTree.parse(written("kml", tmp_path)).getroot()
    rows = [
        {each.get("name"): each.findtext(f"{KML}value") for each in mark.iter(f"{KML}Data")}
        for mark in root.iter(f"{KML}Placemark")
    ]
    assert [typed(cells) for cells in rows] == ROWS
    assert next(mark.findtext(f".//{KML}coordinates") for mark in root.iter(f"{KML}Placemark")) == "-6.2157,13.4317"
    assert len(pyogrio.read_arrow(tmp_path / "events.kml")[1]) == len(ROWS)


def test_libhxl_reads_every_tagged_column(tmp_path: Path) -> None:
    told = io.BytesIO(written("hxl", tmp_path, raw=True).read_bytes())
    data = hxl.data(told).cache()
    tagged = [field for field in FIELDS if field.hxl]
    assert [set(column.display_tag.split("+")) for column in data.columns] == [
        set(str(f.hxl).split("+")) for f in tagged
    ]
    rows = [dict(zip([field.name for field in tagged], each.values, strict=True)) for each in data]
    assert [typed(cells) for cells in rows] == ROWS
    assert hxl.validate(data)


def rows_of(package: Any, name: str) -> Any:  # noqa: ANN401 - frictionless types resources by their kind
    return package.get_resource(name).read_rows()


def test_frictionless_finds_the_package_valid_and_equal(tmp_path: Path) -> None:
    path = written("package", tmp_path, raw=True)
    with zipfile.ZipFile(path) as held:
        held.extractall(tmp_path / "package")
    package = Package(str(tmp_path / "package" / "datapackage.json"))
    assert package.validate().flatten(["type", "fieldName", "note"]) == []
    rows = [each.to_dict() for each in rows_of(package, "events")]
    decimals = ("latitude", "longitude")
    assert [{k: float(v) if k in decimals and v is not None else v for k, v in each.items()} for each in rows] == ROWS
    assert package.licenses[0]["name"] == "CC-BY-4.0"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_no_event_makes_a_file_too(form: Format) -> None:
    assert isinstance(b"".join(form.chunks(export([]))), bytes)


def test_a_file_that_would_not_open_is_refused_with_the_cure() -> None:
    table = Table(name="events", fields=FIELDS, batches=iter(()))
    with pytest.raises(KhaldunError, match="narrow the filter, or take csv"):
        next(format_named("xlsx").chunks(Export(events=table, stamp=export([]).stamp, rows=2_000_000)))
    with pytest.raises(KhaldunError, match="there are: csv, xlsx"):
        format_named("doc")


def test_control_characters_survive_where_a_format_can_hold_them() -> None:
    told = [row(event_id="event-1", title="bell \x07")]
    text = b"".join(format_named("jsonl").chunks(export(told))).decode()
    assert json.loads(text)["title"] == "bell \x07"
    book = openpyxl.load_workbook(io.BytesIO(b"".join(format_named("xlsx").chunks(export(told)))))
    assert book["events"]["B2"].value == "bell _x0007_"
    assert "bell \ufffd" in b"".join(format_named("kml").chunks(export(told))).decode()


def test_the_chosen_events_of_a_release_leave_whole_and_nothing_that_must_stay(
    planted: Path, marks: dict[str, str], tmp_path: Path
) -> None:
    published = publish(planted, profile("public"), today=date(2026, 1, 10))
    for form in FORMATS:
        told = exported(published, EventFilter(), beside=form.name == "package")
        path = tmp_path / f"events.{form.suffix}"
        form.save(told, path)
        assert told.rows == published.count(EventFilter()) > 2
        assert [mark for mark in marks.values() if mark.encode() in path.read_bytes()] == []
    rows = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    known = next(each for each in rows if each["event_id"] == "event-open")
    assert (known["perpetrators"], known["actors"], known["killed_best"]) == (["armed men"], ["jnim"], 4)
    assert (known["targets"], known["civilians_killed_best"], known["status"]) == ([], None, "reviewed")
    with zipfile.ZipFile(tmp_path / "events.zip") as held:
        held.extractall(tmp_path / "package")
    package = Package(str(tmp_path / "package" / "datapackage.json"))
    assert package.validate().flatten(["type", "fieldName", "note"]) == []
    assert {"event-open"} < {each["event_id"] for each in rows_of(package, "accounts")}


def test_slices_join_without_a_seam(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = publish(planted, profile("internal"), today=date(2026, 1, 10))
    whole = b"".join(format_named("csv").chunks(exported(published, EventFilter())))
    monkeypatch.setattr("khaldun.show.exports.chosen.SLICE", 2)
    assert b"".join(format_named("csv").chunks(exported(published, EventFilter()))) == whole


def test_a_file_is_asked_for_by_its_suffix(planted: Path) -> None:
    client = TestClient(create_app(Settings(home=planted, profile=profile("public"), today=lambda: date(2026, 1, 10))))
    answer = client.get("http://localhost/events.csv?country=ML&raw=true")
    assert answer.headers["content-disposition"] == 'attachment; filename="khaldun-first-events.csv"'
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == 4
    assert client.get("http://localhost/events.hxl.csv").text.splitlines()[1].startswith("#event+id,")
    assert client.get("http://localhost/events.exe").status_code == 404
    assert client.get("http://localhost/events.csv?country=Mali").status_code == 400
