"""Do datasets go into the ledger whole or not at all, from files, lists and servers?"""

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from khaldun.flow.datasets import Brought, read_dataset
from khaldun.flow.release import release_home
from khaldun.flow.rows import trace_row
from khaldun.flow.servers import read_acled, read_ucdp
from khaldun.model import KhaldunError
from khaldun.read.acled import DATASET as ACLED
from khaldun.read.fetching import FetchError
from khaldun.read.gdelt import NAMES
from khaldun.read.ucdp_api import TOKEN
from khaldun.read.ucdp_ged import DATASET as UCDP
from khaldun.show.rows import row_view
from khaldun.store.listing import listed
from khaldun.store.raw import read_raw
from khaldun.store.release import open_release

Serve = Callable[[Callable[[Any], Any]], Any]
AT = datetime(2026, 1, 1, tzinfo=UTC)
GED = dict.fromkeys(UCDP.needed, "") | {
    "id": "1", "type_of_violence": "1", "code_status": "Clear", "active_year": "1", "dyad_name": "A - B", "side_a": "A",
    "side_b": "B", "where_prec": "1", "latitude": "14", "longitude": "-4", "country": "Mali", "country_id": "432",
    "event_clarity": "1", "date_prec": "1", "date_start": "2021-01-01", "date_end": "2021-01-01", "deaths_a": "0",
    "deaths_b": "1", "deaths_civilians": "0", "deaths_unknown": "0", "best": "1", "low": "1", "high": "1",
}  # fmt: skip


def ged(*rows: dict[str, str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(GED), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**GED, **row} for row in rows)
    return file.getvalue().encode()


def read(home: Path, data: bytes, name: str = "GEDEvent_v25_1.csv") -> Brought:
    path = home.parent / name
    path.write_bytes(data)
    (found,) = read_dataset(home, "ucdp-ged", [str(path)], at=AT)
    return found


def accounts(home: Path, tag: str) -> dict[str, int]:
    """The number killed by record in a release."""
    release_home(home, at=AT, tag=tag)
    with open_release(home) as opened:
        rows = opened.table("accounts").to_pyarrow().to_pylist()
    return {row["record"]: row["killed_best"] for row in rows}


def test_what_was_delivered_is_kept_byte_for_byte(tmp_path: Path) -> None:
    data = gzip.compress(ged({}))
    read(tmp_path / "home", data, "GEDEvent_v25_1.csv.gz")
    (segment,) = listed(tmp_path / "home")
    assert segment.raw == hashlib.sha256(data).hexdigest()
    assert read_raw(tmp_path / "home", segment.raw) == data
    assert (segment.edition, segment.delivered, segment.rows) == ("25.1", "GEDEvent_v25_1.csv.gz", 1)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        bytes(range(256)) * 100,
        ged({}).decode().encode("utf-16"),
        b"id,name\n1,a\n",
        ged({}).split(b"\n")[0] + b"\n" + ged({}),
        gzip.compress(b"0" * 100_000_000),
        b"PK\x03\x04nothing",
        b"{}",
        b"<html><script>alert(1)</script></html>",
    ],
    ids=["empty", "binary", "utf-16", "columns", "headers", "bomb", "zip", "json", "html"],
)
def test_a_bad_file_is_one_sentence_and_leaves_the_ledger_as_it_was(tmp_path: Path, bad: bytes) -> None:
    home = tmp_path / "home"
    read(home, ged({}))
    before = listed(home)
    with pytest.raises(KhaldunError) as caught:
        read(home, bad, "bad.csv")
    assert "\n" not in str(caught.value)
    assert listed(home) == before
    assert read(home, ged({})).summary.unchanged == 1


def test_impossible_days_and_positions_are_accounts_with_issues(tmp_path: Path) -> None:
    found = read(tmp_path / "home", ged({"date_start": "2021-02-31"}, {"id": "2", "latitude": "123"}))
    assert (found.summary.new, found.summary.issues) == (2, {"impossible-date": 1, "impossible-position": 1})
    assert accounts(tmp_path / "home", "one") == {"1": 1, "2": 1}


def test_a_formula_is_text_and_nothing_more(tmp_path: Path) -> None:
    read(tmp_path / "home", ged({"where_description": "=HYPERLINK(1)"}))
    release_home(tmp_path / "home", at=AT)
    with open_release(tmp_path / "home") as opened:
        assert opened.table("accounts").note.to_pyarrow().to_pylist() == ["=HYPERLINK(1)"]


def test_a_new_column_is_an_issue_of_the_whole_file(tmp_path: Path) -> None:
    lines = ged({}).decode().splitlines()
    found = read(tmp_path / "home", f"{lines[0]},mood\n{lines[1]},grim\n".encode())
    assert [issue.kind for issue in found.issues] == ["new-column"]
    assert found.summary.new == 1


def ucdp(reply: type[Any], rows: list[dict[str, Any]], *, broken: list[int]) -> Callable[[Any], Any]:
    """UCDP's server, which cuts the connection at the pages in `broken`, each once."""

    def answer(asked: Any) -> Any:  # noqa: ANN401
        if asked.headers.get(TOKEN) != "mine":
            return reply(status=401)
        page = int(parse_qs(urlsplit(asked.path).query)["page"][0])
        following = f"/api/gedevents/25.1?pagesize=2&page={page + 1}" if (page + 1) * 2 < len(rows) else ""
        told = {"TotalCount": len(rows), "NextPageUrl": following, "Result": rows[page * 2 : page * 2 + 2]}
        body = json.dumps(told).encode()
        if page in broken:
            broken.remove(page)
            return reply(body, length=len(body) + 9)
        return reply(body)

    return answer


def test_a_fetch_that_broke_off_goes_on_at_its_page(tmp_path: Path, serve: Serve, reply: type[Any]) -> None:
    rows = [{**GED, "id": n, "best": n, "deaths_b": n, "low": n, "high": n} for n in range(5)]
    server = serve(ucdp(reply, rows, broken=[1]))
    told = f"{server.url}/api/gedevents/25.1?pagesize=2"
    with pytest.raises(FetchError, match="failed"):
        read_ucdp(tmp_path, told, token="mine", ask=server.ask, at=AT)  # noqa: S106
    assert listed(tmp_path) == ()
    found = read_ucdp(tmp_path, told, token="mine", ask=server.ask, at=AT)  # noqa: S106
    assert [urlsplit(asked.path).query.rpartition("=")[2] for asked in server.asked] == ["0", "1", "1", "2"]
    assert (found.summary.read, found.summary.new, found.issues) == (5, 5, ())
    assert accounts(tmp_path, "one") == {str(n): n for n in range(5)}


def acled(reply: type[Any], held: dict[str, Any]) -> Callable[[Any], Any]:
    """ACLED's server over rows and deletions that the test may change."""

    def answer(asked: Any) -> Any:  # noqa: ANN401
        if asked.path == "/oauth/token":
            return reply(b'{"access_token": "abc"}')
        query = {name: value[0] for name, value in parse_qs(urlsplit(asked.path).query).items()}
        column = "deleted_timestamp" if "/deleted/" in asked.path else "timestamp"
        since = int(query.get(column, 0))
        rows = [row for row in held[column] if int(row[column]) >= since]
        return reply(json.dumps({"success": True, "data": rows}).encode())

    return answer


def test_an_update_brings_what_changed_and_marks_what_was_deleted(
    tmp_path: Path, serve: Serve, reply: type[Any]
) -> None:
    row = dict.fromkeys(ACLED.needed, "") | {
        "event_type": "Riots",
        "sub_event_type": "Mob violence",
        "event_date": "2024-01-05",
    }
    rows = [{**row, "event_id_cnty": name, "timestamp": "10", "fatalities": "1"} for name in ("XYZ1", "XYZ2", "XYZ3")]
    held: dict[str, Any] = {"timestamp": rows, "deleted_timestamp": []}
    server = serve(acled(reply, held))
    told = f"{server.url}/api/?country=Examplia"

    def update() -> Brought:
        return read_acled(tmp_path, told, user="me", password="it", ask=server.ask, at=AT)  # noqa: S106

    assert update().summary.new == 3
    rows[0] |= {"timestamp": "20", "fatalities": "7"}
    del rows[1]
    held["deleted_timestamp"] = [{"event_id_cnty": "XYZ2", "deleted_timestamp": "15"}]
    assert update().summary.changed == 1
    assert accounts(tmp_path, "one") == {"XYZ1": 7, "XYZ3": 1}


def test_a_list_of_gdelt_is_read_and_a_damaged_file_left_out(tmp_path: Path, serve: Serve, reply: type[Any]) -> None:
    line = dict.fromkeys(NAMES, "") | {
        "GLOBALEVENTID": "1",
        "SQLDATE": "20191024",
        "EventCode": "190",
        "EventRootCode": "19",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("20191024143000.export.CSV", "\t".join(line.values()) + "\n")
    data = packed.getvalue()
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    urls: dict[str, bytes] = {"/good.export.CSV.zip": data, "/bad.export.CSV.zip": data[::-1]}
    server = serve(lambda asked: reply(urls[asked.path]))
    urls["/lastupdate.txt"] = "\n".join(f"{len(data)} {md5} {server.url}{path}" for path in list(urls)).encode()
    good, bad = read_dataset(tmp_path, "gdelt", [f"{server.url}/lastupdate.txt"], at=AT, ask=server.ask)
    assert (good.summary.read, good.summary.new) == (1, 1)
    assert [issue.kind for issue in bad.issues] == ["damaged-file"]


def test_a_table_of_ones_own_is_read_through_its_mapping(tmp_path: Path) -> None:
    (tmp_path / "log.toml").write_text(
        '[source]\nname = "log"\ntitle = "Log"\nlicence = "own"\ncitation = "own"\nleaves = "nothing"\n'
        '[columns]\nrecord = "No"\ntype = "Kind"\nstart = "Day"\n[types]\nRaid = "battles.armed_clash"\n'
        '[[toll]]\noutcome = "killed"\nbest = "Dead"\n',
        encoding="utf-8",
    )
    (tmp_path / "log.csv").write_text("No,Kind,Day,Dead\n7,Raid,2024-01-05,3\n8,Rumour,2024-01-06,\n", encoding="utf-8")
    (found,) = read_dataset(tmp_path / "home", "table", [str(tmp_path / "log.toml"), str(tmp_path / "log.csv")], at=AT)
    assert (found.summary.new, sum(found.summary.set_aside.values())) == (2, 1)
    assert accounts(tmp_path / "home", "one") == {"7": 3}
    with open_release(tmp_path / "home") as opened:
        assert opened.table("sources").leaves.to_pyarrow().to_pylist() == ["nothing"]


def test_a_type_that_the_codebook_does_not_have_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "log.toml").write_text(
        '[source]\nname = "log"\ntitle = "Log"\nlicence = "own"\ncitation = "own"\nleaves = "nothing"\n'
        '[columns]\nrecord = "No"\ntype = "Kind"\nstart = "Day"\n[types]\nRaid = "battles.armed_clas"\n',
        encoding="utf-8",
    )
    (tmp_path / "log.csv").write_text("No,Kind,Day\n7,Raid,2024-01-05\n", encoding="utf-8")
    with pytest.raises(KhaldunError, match=r"nearest is 'battles\.armed_clash'"):
        list(read_dataset(tmp_path / "home", "table", [str(tmp_path / "log.toml"), str(tmp_path / "log.csv")], at=AT))


def test_an_id_of_a_row_leads_to_its_versions_and_their_deliveries(tmp_path: Path) -> None:
    read(tmp_path / "home", ged({"low": "18", "best": "53", "high": "46", "deaths_b": "53"}), "GEDEvent_v22_0_2.csv")
    read(tmp_path / "home", ged({"low": "50", "best": "53", "high": "60", "deaths_b": "53"}), "GEDEvent_v23_1.csv")
    found = trace_row(tmp_path / "home", "event-ucdp-ged:1")
    assert found is not None
    assert [(one.number, one.segment.edition, one.cells["killed_low"]) for one in found.versions] == [
        (1, "22.0.2", 18),
        (2, "23.1", 50),
    ]
    shown = "\n".join(str(line) for line in row_view(found))
    assert "killed 53, low 50, high 60" in shown
    assert "before, version 1, read 2026-01-01 from GEDEvent_v22_0_2.csv" in shown


@pytest.mark.parametrize("id_told", ["ucdp-ged:2", "gdelt:1", "event-1234", "r-1"])
def test_an_id_that_is_none_of_a_row_leads_nowhere(tmp_path: Path, id_told: str) -> None:
    read(tmp_path / "home", ged({}))
    assert trace_row(tmp_path / "home", id_told) is None
