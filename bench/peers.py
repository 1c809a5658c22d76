"""What would others make of the same accounts: exact keys, a window, splink with its own blocks and with ours?"""

import logging
import warnings
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

from khaldun.reconcile.clusters import cluster
from khaldun.reconcile.columns import Told
from khaldun.reconcile.features import exclusive, features
from khaldun.reconcile.keys import spots
from khaldun.reconcile.links import Links
from khaldun.reconcile.scored import Scored

Group = tuple[int, ...]
WINDOWS = ((5.0, 1), (25.0, 2))  # km and days: as xSub, and as MELTT is often run
THRESHOLDS = (-4.0, -2.0, 0.0, 2.0)
CELL_DEGREES, CELL_DAYS = 0.25, 4


def exact_key(told: Told) -> list[Group]:
    """The same day, place name and family are one event."""
    table = told.table
    keys = zip(*(table.column(name).to_pylist() for name in ("start", "place_name", "type")), strict=True)
    groups: dict[Any, list[int]] = defaultdict(list)
    for row, (day, place, kind) in enumerate(keys):
        groups[(day, place, kind.split(".")[0])].append(row)
    return [tuple(group) for group in groups.values()]


def window_rule(told: Told, pairs: Scored, *, kilometres: float, days: int, types: int) -> list[Group]:
    """All within so many kilometres and days, nearest first, one row a source that promises it.

    `types` is the greatest level of the type that is let through: 1 for the same family, more for any.
    """
    late, kind = _days_between(told, pairs), pairs.levels["type"]
    inside = ~pairs.exclusive & (pairs.apart >= 0) & (pairs.apart <= kilometres) & (late <= days) & (kind <= types)
    rows = zip(pairs.left[inside].tolist(), pairs.right[inside].tolist(), strict=True)
    bits = 10.0 - 5.0 * pairs.apart[inside] / kilometres - late[inside]
    found = Links(
        bits=dict(zip(rows, bits.tolist(), strict=True)),
        exclusive=exclusive(told).tolist(),
        stranger=-6.0,
        most_days=10,
        most_accounts=400,
    )
    return cluster(found)


def _days_between(told: Told, pairs: Scored) -> np.ndarray:
    """The days from the end of one to the start of the other; none where they overlap."""
    spot = spots(told)
    left, right = pairs.left, pairs.right
    return np.maximum(np.maximum(spot.start[left] - spot.end[right], spot.start[right] - spot.end[left]), 0)


def by_splink(told: Told, pairs: Scored | None, *, words: bool = False) -> dict[float, list[Group]]:
    """Version 5, one-per-source clustering, by threshold of match weight; with its own blocks, or on the pairs given.

    Levels for day, distance, type, actors, toll, place name and, if asked for, the words of notes; four equality blocks
    on grids of 0.25 degrees and 4 days, shifted by half; u by random sampling, m by two passes of EM.
    """
    warnings.simplefilter("ignore")
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    linker = Linker(api.register(_records(told).to_pandas()), _settings(words=words), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("grid_1"), max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("grid_4"), max_pairs=1e6)
    if pairs is not None:
        linker.table_management.register_blocked_pairs_for_predict(api.register(_blocked(told, pairs).to_pandas()))
    found = linker.inference.predict(threshold_match_weight=min(THRESHOLDS))
    return {bits: _groups(linker, found, told, bits) for bits in THRESHOLDS}


def _settings(*, words: bool) -> SettingsCreator:
    kilometres = (
        "2*6371*asin(sqrt(power(sin(radians(latitude_r-latitude_l)/2),2)+"
        "cos(radians(latitude_l))*cos(radians(latitude_r))*power(sin(radians(longitude_r-longitude_l)/2),2)))"
    )
    near = [levels.CustomLevel(f"{kilometres} <= {km}", label_for_charts=f"{km} km") for km in (1.5, 5, 12, 25, 60)]
    apart = [levels.CustomLevel(f"abs(day_l - day_r) <= {days}", label_for_charts=f"{days} d") for days in (0, 1, 2, 3)]
    ratio = "least(dead_l, dead_r) >= 0.5 * greatest(dead_l, dead_r)"
    told = [
        levels.CustomLevel("dead_l = dead_r and dead_l >= 10", label_for_charts="same, many"),
        levels.CustomLevel("dead_l = dead_r and dead_l >= 3", label_for_charts="same, some"),
        levels.ExactMatchLevel("dead"),
        levels.CustomLevel(ratio, label_for_charts="within twofold"),
    ]
    shared = [levels.ArrayIntersectLevel("actors", min_intersection=least) for least in (4, 2, 1)]
    texts = [levels.ArrayIntersectLevel("words", min_intersection=least) for least in (6, 4, 2)]
    names = [levels.ExactMatchLevel("place_name"), levels.JaroWinklerLevel("place_name", 0.85)]
    both = [levels.ExactMatchLevel("type"), levels.ExactMatchLevel("family")]
    fields = {
        "day": apart,
        "latitude": near,
        "type": both,
        "actors": shared,
        "dead": told,
        "place_name": names,
        **({"words": texts} if words else {}),
    }
    return SettingsCreator(
        link_type="link_and_dedupe",
        comparisons=[
            comparisons.CustomComparison(
                [levels.NullLevel(field), *steps, levels.ElseLevel()], output_column_name=field
            )
            for field, steps in fields.items()
        ],
        blocking_rules_to_generate_predictions=[block_on(f"grid_{number}") for number in (1, 2, 3, 4)],
        retain_matching_columns=False,
    )


def _records(told: Told) -> pa.Table:
    spot = spots(told)
    made = features(told, spot)
    table = told.table
    grids = {}
    for number, (space, time) in enumerate(((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)), start=1):
        north, east = (np.floor(axis / CELL_DEGREES + space) for axis in (spot.latitude, spot.longitude))
        day = np.floor(spot.start / CELL_DAYS + time)
        grids[f"grid_{number}"] = (north * 1e9 + east * 1e5 + day).astype(np.int64)
    return pa.table(
        {
            "unique_id": np.arange(len(told)),
            "source_dataset": table.column("source"),
            "day": spot.start,
            "latitude": table.column("latitude"),
            "longitude": table.column("longitude"),
            "type": table.column("type"),
            "family": made.column("family"),
            "actors": made.column("actors"),
            "dead": table.column("killed_low"),
            "place_name": table.column("place_name"),
            "words": made.column("words"),
            **grids,
        }
    )


def _blocked(told: Told, pairs: Scored) -> pa.Table:
    """Our pairs as splink wants them: the side whose source and number sort first to the left."""
    source = told.strings("source")
    ends = [
        sorted(((source[a], a), (source[b], b))) for a, b in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    ]
    joined = [(f"{a[0]}-__-{a[1]}", f"{b[0]}-__-{b[1]}") for a, b in ends]
    return pa.table(
        {
            "match_key": ["0"] * len(joined),
            "join_key_l": [left for left, _ in joined],
            "join_key_r": [right for _, right in joined],
        }
    )


def _groups(linker: Linker, found: Any, told: Told, bits: float) -> list[Group]:  # noqa: ANN401
    free = sorted(told.duplicate_free)
    if free:
        clusters = linker.clustering.cluster_using_single_best_links(
            found, duplicate_free_datasets=free, threshold_match_weight=bits, ties_method="lowest_id"
        )
    else:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_weight=bits)
    rows = clusters.as_record_list()
    groups: Mapping[Any, list[int]] = defaultdict(list)
    for row in rows:
        groups[row["cluster_id"]].append(int(row["unique_id"]))
    held = {row for group in groups.values() for row in group}
    return [tuple(group) for group in groups.values()] + [(row,) for row in range(len(told)) if row not in held]
