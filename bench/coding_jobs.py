"""What do two processes gain, how much memory does one take, and how long would 100,000 reports last?

The gain is what was waited or what was worked, whichever is more: on a machine that does other work, twice the
processor time a report of one process, divided by that of two with all that they cost. Starting is not counted. Exits
with 1 past a limit.
"""

import resource
import sys
import time
from collections.abc import Iterator
from functools import partial

from corpora import read
from khaldun.flow.code import SHARD, CodedReport, code_report, code_shard
from khaldun.flow.pool import shards, worked
from khaldun.model import Issue, Report

ROUNDS = 6  # times that the texts are coded
LEAST_GAIN, LARGEST_GB = 1.7, 2.0


def reports() -> Iterator[Report]:
    """The texts of this project, over and over."""
    found = [text.report for split in ("dev", "test") for text in read("own", split)]
    for _ in range(ROUNDS):
        yield from found


def spent() -> float:
    """The processor time of this process and those that it has waited for."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def coded(jobs: int, rounds: list[tuple[Report | Issue, ...]]) -> tuple[float, float, int]:
    """Seconds waited and worked, and how many reports came out."""
    began, worked_before, out = time.monotonic(), spent(), 0
    for _, shard in worked(partial(code_shard, coder=code_report), rounds, jobs=jobs):
        out += sum(isinstance(each, CodedReport) for each in shard)
    return time.monotonic() - began, spent() - worked_before, out


def main() -> int:
    """Prints each figure beside its limit."""
    rounds = list(shards(reports(), SHARD))
    few = rounds[:2]
    coded(1, few)  # loads what is loaded once
    start = coded(2, few)
    less = coded(1, few)
    one, two = coded(1, rounds), coded(2, rounds)
    assert one[2] == two[2] == sum(map(len, rounds)), "not as many reports came out as went in"
    waited = (one[0] - less[0]) / max(two[0] - start[0], 1e-9)
    worked_ = 2 * (one[1] - less[1]) / max(two[1] - start[1], 1e-9)
    gain, peak = max(waited, worked_), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"two processes / one: waited {waited:.2f}, worked {worked_:.2f}   limit {LEAST_GAIN}")
    print(f"peak memory of a process {peak:.2f} GB   limit {LARGEST_GB}")
    print(f"100,000 such reports, one process: {one[1] / one[2] * 100_000 / 3600:.1f} hours of processor time")
    return 0 if gain >= LEAST_GAIN and peak <= LARGEST_GB else 1


if __name__ == "__main__":
    sys.exit(main())
