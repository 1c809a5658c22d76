"""How do several processes share work whose results are wanted in its order, without holding much of it at a time?"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TypeVar

from khaldun.coding.words.files import FOLDER, add_languages
from khaldun.model import KhaldunError

AHEAD = 2  # shards a process that are held in memory
LIFE = 64  # shards after which a process is replaced, so that what it remembers stays bounded
Piece = TypeVar("Piece")
Made = TypeVar("Made")


def shards(pieces: Iterable[Piece], size: int) -> Iterator[tuple[Piece, ...]]:
    """The pieces in runs of `size`, the last one shorter."""
    left = iter(pieces)
    while shard := tuple(islice(left, size)):
        yield shard


def worked(work: Callable[[Piece], Made], pieces: Iterable[Piece], *, jobs: int) -> Iterator[tuple[Piece, Made]]:
    """Each piece with what the work made of it, in the order of the pieces; one job is done in this process.

    `work` and the pieces travel to processes that know nothing of this one. Raises KhaldunError where a process is
    killed; what was yielded before stands.
    """
    if jobs < 1:
        raise KhaldunError(f"--jobs {jobs} is no number of processes; say 1 or more")
    if jobs == 1:
        yield from ((piece, work(piece)) for piece in pieces)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, max_tasks_per_child=LIFE)
    try:
        yield from _in_order(pool, work, pieces, held=AHEAD * jobs)
    except BrokenProcessPool:
        raise KhaldunError(
            "a process was killed, perhaps for want of memory; run the same command again, with fewer --jobs if need be"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Piece], Made], pieces: Iterable[Piece], *, held: int
) -> Iterator[tuple[Piece, Made]]:
    waiting: deque[tuple[Piece, Future[Made]]] = deque()
    for piece in pieces:
        waiting.append((piece, pool.submit(work, piece)))
        if len(waiting) >= held:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _begin() -> None:
    """Knows the languages that the first process knows, and ends when that is gone, even if it was killed."""
    if os.environ.get(FOLDER):
        add_languages(Path(os.environ[FOLDER]))
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
