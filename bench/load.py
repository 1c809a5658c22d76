"""How long does reading and releasing a dataset take, beside DuckDB reading and writing the same file?

    python bench/load.py

A million rows of GDELT and 300,000 of UCDP GED, made by repeating the real files and renumbering their ids. Both sides
run as processes of their own in the same run; time is the clock's and the processor's, memory the largest resident set.
"""

import csv
import gzip
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared" / "data"
GDELT = SHARED / "gdelt" / "20191024143000.export.CSV"
GED = SHARED / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
GDELT_ROWS, GED_ROWS = 1_000_000, 300_000
LIMIT_RATIO, LIMIT_MEMORY = 5.0, 2000
AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took: seconds of the clock, seconds of the processor, megabytes at most."""

    wall: float
    processor: float
    memory: float


def cost(work: Callable[[], None]) -> Cost:
    """What a piece of work takes in a process of its own."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    assert status == 0
    return Cost(wall=time.perf_counter() - began, processor=used.ru_utime + used.ru_stime, memory=used.ru_maxrss / 1024)


def bare(path: Path, home: Path, *, names: tuple[str, ...] = (), delimiter: str = ",", quote: str = '"') -> None:
    """DuckDB reads the file, all columns as text, and writes it as Parquet."""
    import duckdb  # noqa: PLC0415 - each side pays for its own start

    header = names or tuple(next(csv.reader(path.open(encoding="utf-8"))))
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
    form = f"columns={{{columns}}}, delim='{delimiter}', quote='{quote}', escape='{quote}', auto_detect=false"
    read = f"read_csv('{path}', {form}, header={not names})"
    duckdb.connect().execute(
        f"COPY (SELECT * FROM {read}) TO '{home / 'bare.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
    )


def whole(path: Path, home: Path, *, source: str, rows: int) -> None:
    """Khaldun reads the file into a home folder and releases it."""
    from khaldun.flow.datasets import read_dataset  # noqa: PLC0415
    from khaldun.flow.release import release_home  # noqa: PLC0415
    from khaldun.store.release import open_release  # noqa: PLC0415

    (brought,) = read_dataset(home, source, [str(path)], at=AT)
    assert (brought.summary.read, brought.summary.new) == (rows, rows)
    release_home(home, at=AT, tag="bench")
    with open_release(home) as release:
        held = release.manifest["tables"]["accounts"]["rows"]
        assert held == rows - sum(brought.summary.set_aside.values())


def gdelt(path: Path) -> None:
    """The real rows again and again, each under an id of its own."""
    rest = [line.split(b"\t", 1)[1] for line in GDELT.read_bytes().splitlines(keepends=True)]
    with path.open("wb") as file:
        file.writelines(b"%d\t%s" % (900_000_000 + n, rest[n % len(rest)]) for n in range(GDELT_ROWS))


def ged(path: Path) -> None:
    """The real rows again and again, each under an id of its own."""

    def rows() -> Iterator[list[str]]:
        with gzip.open(GED, "rt", encoding="utf-8", newline="") as file:
            header, *held = csv.reader(file)
        yield header
        yield from ([str(10_000_000 + n), *held[n % len(held)][1:]] for n in range(GED_ROWS))

    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows())


def compare(name: str, path: Path, *, ours: Callable[[Path], None], peer: Callable[[Path], None], rows: int) -> bool:
    """Prints both costs and their ratio, and says whether the limits hold."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        theirs, own = cost(lambda: peer(Path(one))), cost(lambda: ours(Path(other)))
    ratio, work = own.wall / theirs.wall, own.processor / theirs.processor
    print(f"{name}: {rows:,} rows, {path.stat().st_size / 2**20:,.0f} MB")
    for who, spent in (("duckdb", theirs), ("khaldun", own)):
        print(f"  {who:8} {spent.wall:6.1f} s, processor {spent.processor:6.1f} s, {spent.memory:6,.0f} MB")
    print(
        f"  ratio    {ratio:6.2f} by the clock, {work:.2f} by the processor; limit {LIMIT_RATIO}, {LIMIT_MEMORY:,} MB"
    )
    return ratio <= LIMIT_RATIO and own.memory <= LIMIT_MEMORY


def main() -> int:
    """Measures both datasets; 1 where a limit is passed."""
    if not (GDELT.exists() and GED.exists()):
        print("skipped: the real GDELT and UCDP files are not here")
        return 0
    from khaldun.read.gdelt import NAMES  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        events, conflicts = Path(folder) / "20191024143000.export.CSV", Path(folder) / "GEDEvent_v21_01_21_12.csv"
        gdelt(events)
        ged(conflicts)
        good = [
            compare(
                "GDELT", events, rows=GDELT_ROWS,
                peer=lambda home: bare(events, home, names=NAMES, delimiter="\t", quote=""),
                ours=lambda home: whole(events, home, source="gdelt", rows=GDELT_ROWS),
            ),
            compare(
                "UCDP GED", conflicts, rows=GED_ROWS,
                peer=lambda home: bare(conflicts, home),
                ours=lambda home: whole(conflicts, home, source="ucdp-ged", rows=GED_ROWS),
            ),
        ]  # fmt: skip
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
