"""How quickly does the server answer over a million events, to eight readers at once, and how much does it hold?

    python bench/serve.py [events]

Made-up events (60 countries, 30 years, 50,000 places, two parties each) prove speed, not quality. They go the way of
real ones: read as a dataset's rows, released, laid out for a profile, served by `khaldun serve` as its own process.
Eight clients each look at views of the map: the list page of a filter, then the twelve tiles around a place. Filters
and places come back as they do with real readers, so that about half of the answers are remembered.

Limits: 150 ms at the 95th percentile for pages and for tiles, 300 kB for all that the first page takes before the
map's library and the world are fetched, 1.5 GB for the server's memory. Where other work holds the processors a
figure of time says nothing; the load is printed beside it.
"""

import gzip
import http.client
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from khaldun.model import Source
from khaldun.show.leaving import profile, publish
from khaldun.store.database import working
from khaldun.store.flat import Contents
from khaldun.store.release import write_release
from khaldun.store.segments import Delivery, append

EVENTS = 1_000_000
CLIENTS, VIEWS = 8, 12  # readers, and views of the map each looks at
MOST_MS, MOST_PAGE, MOST_MEMORY = 150, 300_000, 1_500_000_000
SOURCE = Source(name="made-up", title="Made up", licence="CC0", citation="None", leaves="everything")
COUNTRIES = [
    "ML",
    "BF",
    "NE",
    "NG",
    "CM",
    "TD",
    "SD",
    "SS",
    "ET",
    "SO",
    "KE",
    "UG",
    "CD",
    "CF",
    "BI",
    "RW",
    "MZ",
    "AO",
    "ZM",
    "ZW",
    "LY",
    "DZ",
    "TN",
    "EG",
    "SY",
    "IQ",
    "IR",
    "AF",
    "PK",
    "IN",
]
ROWS = """
SELECT i + 1 AS row, CAST(i AS VARCHAR) AS record,
       CASE i % 3 WHEN 2 THEN 'violence_against_civilians.attack' ELSE 'battles.armed_clash' END AS type,
       ['state-based', 'non-state', 'one-sided'][CAST(1 + i % 3 AS BIGINT)] AS violence,
       DATE '1995-01-01' + CAST(hash(i) % 10957 AS INTEGER) AS start, start AS "end", 'day' AS date_precision,
       'Town ' || (hash(i + 1) % 50000) AS place_name, {countries}[CAST(1 + hash(i + 1) % {n} AS BIGINT)] AS country,
       'Region ' || (hash(i + 1) % 700) AS admin1,
       round(-20 + hash(i + 1) % 50000 / 900.0, 4) AS latitude,
       round(-15 + hash(hash(i + 1) % 50000) % 70000 / 900.0, 4) AS longitude,
       ['settlement', 'settlement', 'admin2', 'admin1'][CAST(1 + hash(i + 5) % 4 AS BIGINT)] AS place_precision,
       CAST(hash(i + 6) % 12 AS BIGINT) AS killed_low, killed_low + 1 AS killed_best, killed_low + 5 AS killed_high,
       'Group ' || (hash(i + 8) % 300) || ' against group ' || (hash(i + 9) % 300) AS title,
       [{{'role': 'perpetrator', 'told': 'Group ' || (hash(i + 8) % 300), 'actor': NULL,
          'actor_source_id': 'x:' || (hash(i + 8) % 300), 'grp': 'non_state_forces', 'stance': NULL, 'country': NULL}},
        {{'role': 'target', 'told': 'Group ' || (hash(i + 9) % 300), 'actor': NULL,
          'actor_source_id': 'x:' || (hash(i + 9) % 300), 'grp': 'civilians', 'stance': NULL, 'country': NULL}}]
       AS parties
FROM range({events}) AS r(i)
"""


def released(home: Path, events: int) -> None:
    """A home whose current release holds so many made-up events."""
    told = ROWS.format(events=events, countries=COUNTRIES, n=len(COUNTRIES))
    with working(home) as db:
        append(home, db, db.sql(told), delivery=Delivery(source=SOURCE, coder="x", read_at="2025-01-01"))
    write_release(home, tag="made-up", made="2025-01-01T00:00:00+00:00", code="0", contents=Contents(sources=(SOURCE,)))


@contextmanager
def serving(home: Path) -> Iterator[tuple[int, int]]:
    """`khaldun serve` over a home: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "khaldun", "--home", str(home), "serve", "--port", str(port), "--rate", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own program
        try:
            _await(port)
            yield port, server.pid
        finally:
            server.terminate()


def _await(port: int) -> None:
    for _ in range(600):
        try:
            asked(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the server did not start")


def asked(connection: http.client.HTTPConnection, path: str) -> bytes:
    """What the server answers, as it was sent; an answer that is no 200 ends the bench."""
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        sys.exit(f"{path}: {answer.status} {body[:300]!r}")
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" and path == "/" else body


def looked_at(port: int, seed: int) -> list[tuple[str, float]]:
    """What a reader asks for and how many milliseconds each answer took."""
    chosen, times = random.Random(seed), []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(VIEWS):
        query = chosen.choice(QUERIES)
        for kind, path in (("page", f"/?{query}"), *(("tile", f"{tile}?{query}") for tile in around(chosen))):
            began = time.perf_counter()
            asked(connection, path)
            times.append((kind, (time.perf_counter() - began) * 1000))
    connection.close()
    return times


QUERIES = [
    "",
    "",
    "",
    *(f"country={code}" for code in COUNTRIES[:10]),
    *(f"from={year}-01-01&to={year}-12-31" for year in range(2015, 2025)),
    "family=battles",
    "min_killed=10",
    "country=ML,BF,NE&from=2020-01-01",
]


def around(chosen: random.Random) -> list[str]:
    """The twelve tiles of a view: four by three around a place, at a zoom between 1 and 11."""
    z = chosen.choice((2, 3, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11))
    latitude, longitude = chosen.choice(PLACES)
    x, y = int((180 + longitude) / 360 * 2**z), int((90 - latitude) / 180 * 2**z)
    most = 2**z - 1
    across = [(min(max(x + i, 0), most), min(max(y + j, 0), most)) for i in range(4) for j in range(3)]
    return [f"/tiles/{z}/{column}/{row}.mvt" for column, row in across]


PLACES = [(12.6, -8.0), (13.5, 2.1), (14.0, 10.0), (4.0, 30.0), (33.0, 44.0), (2.0, 45.0)]


def first_page(port: int) -> int:
    """The bytes of the first page and of every style and script that it fetches before the map's own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/", headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
    sent = connection.getresponse()
    body = sent.read()
    size = len(body)
    page = (gzip.decompress(body) if sent.headers.get("Content-Encoding") == "gzip" else body).decode()
    waiting = re.findall(r"<(?:script|link)[^>]+(?:src|href)=\"(/[^\"]+\.(?:js|css|svg)[^\"]*)\"", page)
    held: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in held or "maplibre" in path:
            continue
        held.add(path)
        body = asked(connection, path)
        size += len(body)
        text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        folder = path.rpartition("/")[0]
        waiting += [f"{folder}/{name}" for name in re.findall(r"from \"\./([\w.-]+)\"", text.decode(errors="replace"))]
    return size


def memory(pid: int) -> int:
    """The most bytes that a process has held."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


def cpu(pid: int) -> float:
    """The seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def told(name: str, figure: float, limit: float, unit: str) -> bool:
    """Prints a figure beside its limit, and says whether it holds."""
    holds = figure <= limit
    print(f"{name:48} {figure:12,.0f} {unit:3} limit {limit:13,.0f} {unit:3} {'holds' if holds else 'PAST ITS LIMIT'}")
    return holds


def main() -> None:
    """Makes the events, serves them, asks, prints."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    with TemporaryDirectory(prefix="khaldun-bench-") as folder:
        home = Path(os.environ.get("KHALDUN_BENCH_HOME", folder))
        if not (home / "releases").exists():
            began = time.perf_counter()
            released(home, events)
            print(f"{events:,} events released in {time.perf_counter() - began:.0f} s")
        began = time.perf_counter()
        publish(home, profile("internal"), today=datetime.now(UTC).date())
        print(f"laid out for a profile in {time.perf_counter() - began:.0f} s")
        with serving(home) as (port, pid):
            page = first_page(port)
            before, began = cpu(pid), time.perf_counter()
            with ThreadPoolExecutor(CLIENTS) as readers:
                every = list(readers.map(lambda seed: looked_at(port, seed), range(CLIENTS)))
            used, waited = cpu(pid) - before, time.perf_counter() - began
            most = memory(pid)
    times = [each for found in every for each in found]
    print(f"load of the machine while asking: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"the server had {used:.1f} s of processor in {waited:.1f} s: {1000 * used / len(times):.0f} ms an answer")
    good = []
    for kind in ("page", "tile"):
        taken = [ms for name, ms in times if name == kind]
        half, most_ms = np.percentile(taken, 50), np.percentile(taken, 95)
        name = f"{len(taken)} {kind}s over {CLIENTS} clients, 95th percentile"
        good.append(told(name, float(most_ms), MOST_MS, "ms"))
        print(f"    half of them under {half:.0f} ms, the slowest {max(taken):.0f} ms")
    good.append(told("first page before the map", page, MOST_PAGE, "B"))
    good.append(told("memory of the server", most, MOST_MEMORY, "B"))
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
