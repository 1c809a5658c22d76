"""Do the rows of a candidate file find themselves in the final one, where ids are hidden and some were changed?

    python bench/revisions.py                 Central African Republic, 2021: UCDP candidate against GED 23.1

Both files go through `khaldun read` as a user's would. Truth is the id, which neither side keeps. It is truth for two
versions of one dataset, not across datasets: most rows are equal, so those that changed are counted apart.
"""

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from math import cos, hypot, radians
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from khaldun.flow.datasets import read_file
from khaldun.flow.linking import actor_words
from khaldun.read.sources import dataset
from khaldun.reconcile.calibration import calibrate
from khaldun.reconcile.columns import Told, told_by_table
from khaldun.reconcile.levels import LEVELS
from khaldun.reconcile.linkage import link
from khaldun.store.offered import offered
from linkage_scores import scores
from perturb import UCDP

Row = dict[str, str]
FINAL = UCDP.parent / "GEDEvent_v23_1-central-african-republic.geojson.gz"
COUNTRY, YEAR = "Central African Republic", "2021"
AT = datetime(2021, 1, 1, tzinfo=UTC)
MOVED_KM = 1.0
CHANGES: dict[str, Callable[[Row, Row], bool]] = {
    "best": lambda a, b: a["best"] != b["best"],
    "dyad": lambda a, b: a["dyad_new_id"] != b["dyad_new_id"],
    "place": lambda a, b: _apart(a, b) > MOVED_KM,
    "type": lambda a, b: a["type_of_violence"] != b["type_of_violence"],
    "start": lambda a, b: a["date_start"][:10] != b["date_start"][:10],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The rows of both files as linkage gets them, the id behind each, and what changed by id."""

    told: Told
    ids: list[str]
    changed: dict[str, tuple[str, ...]]

    @property
    def truth(self) -> np.ndarray:
        """The ids as numbers."""
        return np.unique(self.ids, return_inverse=True)[1]


def versions(*, words: bool) -> Versions:
    """Both files without their ids; without `words` the notes too are gone, which two datasets would not share."""
    before, after = _candidate(), _final()
    tables = [_read(name, rows, words=words) for name, rows in (("candidate", before), ("final", after))]
    told = told_by_table(pa.concat_tables(tables), {"candidate", "final"})
    names = {_hidden(source, each): each for source, rows in (("candidate", before), ("final", after)) for each in rows}
    both = before.keys() & after.keys()
    changed = {
        each: tuple(what for what, differs in CHANGES.items() if differs(before[each], after[each])) for each in both
    }
    return Versions(
        told=told,
        ids=[names[name] for name in told.strings("account_id")],
        changed={each: what for each, what in changed.items() if what},
    )


def _candidate() -> dict[str, Row]:
    with gzip.open(UCDP, "rt", encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines) if row["country"] == COUNTRY}


def _final() -> dict[str, Row]:
    found = (each for each in json.loads(gzip.decompress(FINAL.read_bytes()))["features"])
    rows = (_placed(each["properties"], each["geometry"]["coordinates"]) for each in found)
    return {row["id"]: row for row in rows if row["year"] == YEAR}


def _placed(properties: Row, point: list[float]) -> Row:
    return {name: str(value) for name, value in {**properties, "longitude": point[0], "latitude": point[1]}.items()}


def _hidden(source: str, record: str) -> str:
    return f"{source}:{sha256(f'{source}{record}'.encode()).hexdigest()[:12]}"


def _read(source: str, rows: dict[str, Row], *, words: bool) -> pa.Table:
    """Rows as `khaldun read ucdp-ged` brings them into a ledger, offered under another source and id."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "GEDEvent_v1_0.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            made = csv.DictWriter(out, list(next(iter(rows.values()))))
            made.writeheader()
            made.writerows(
                {**row, "id": _hidden(source, each).split(":")[1], "relid": ""} for each, row in rows.items()
            )
        read_file(Path(folder) / "home", dataset("ucdp-ged"), path, at=AT)
        table = offered(Path(folder) / "home", actor_words)
    fixed = {
        "account_id": pc.replace_substring(table.column("account_id"), "ucdp-ged", source),
        "source": pa.array([source] * len(table)),
        **({} if words else {"text": pa.array([""] * len(table))}),
    }
    for name, column in fixed.items():
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def _apart(a: Row, b: Row) -> float:
    north, east = (float(a[axis]) - float(b[axis]) for axis in ("latitude", "longitude"))
    return 111.2 * hypot(north, east * cos(radians(float(a["latitude"]))))


def changed_rows(groups: list[tuple[int, ...]], world: Versions) -> tuple[int, int, int]:
    """How many of the changed ids found themselves, how many nobody, how many another row."""
    home = {row: group for group in groups for row in group}
    mine = [[row for row, name in enumerate(world.ids) if name == each] for each in sorted(world.changed)]
    found = sum(b in home[a] for a, b in mine)
    alone = sum(len(home[a]) == len(home[b]) == 1 for a, b in mine)
    return found, alone, len(mine) - found - alone


def contenders(world: Versions) -> dict[str, list[tuple[int, ...]]]:
    """Groups by method; splink at the best of four thresholds, which flatters it."""
    from peers import WINDOWS, by_splink, exact_key, window_rule  # noqa: PLC0415 - splink is an extra

    ours = link(world.told)
    any_type = len(LEVELS["type"])
    found = {
        "khaldun, usual weights": list(ours.groups),
        "khaldun, calibrated": list(link(world.told, model=calibrate(world.told)).groups),
        "exact day, place name, family": exact_key(world.told),
    }
    for kilometres, days in WINDOWS:
        name = f"window {kilometres:.0f} km, {days} d"
        found[name] = window_rule(world.told, ours.pairs, kilometres=kilometres, days=days, types=any_type)
    for name, pairs in (("splink 5, own blocks", None), ("splink 5, our blocks", ours.pairs)):
        made = by_splink(world.told, pairs)
        found[name] = max(made.values(), key=lambda groups: scores(groups, world.truth, 0.0).pair[2])
    return found


def main() -> None:
    """Prints a table with the notes and one without."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for words in (True, False):
        world = versions(words=words)
        kinds = Counter(what for each in world.changed.values() for what in each)
        kept = "kept" if words else "left out"
        print(f"\n{len(world.told)} rows, notes {kept}; {len(world.changed)} changed: {dict(kinds)}")
        print(f"{'':34}{'P':>7}{'R':>7}{'F':>7}   changed rows: found themselves, nobody, another")
        for name, groups in contenders(world).items():
            precision, recall, both = scores(groups, world.truth, 0.0).pair
            found, alone, other = changed_rows(groups, world)
            print(f"{name:34}{precision:7.3f}{recall:7.3f}{both:7.3f}   {found:3} {alone:3} {other:3}")


if __name__ == "__main__":
    main()
