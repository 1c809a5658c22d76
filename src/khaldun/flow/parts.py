"""How are a hundred thousand reports coded into a folder, so that a run that was killed is completed by the next?

The reports are taken in shards. A shard's lines are written under another name and then renamed, and after that the
manifest lists it with the hash of what went in and of what came out. The next run codes what the manifest does not
list, or lists of other reports or another coder, and leaves the rest.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from khaldun.coding.coded import Coded
from khaldun.flow.code import code_report, coder_of, read_paths
from khaldun.flow.pool import shards, worked
from khaldun.model import Issue, KhaldunError, Report
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.read.reports import Document
from khaldun.store.raw import write_whole

MANIFEST = "manifest.json"
SCHEMA = 1
SIZE = 200  # reports and issues of a shard
Line = Callable[[Report, Coded], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One finished shard: its file, how many reports and issues went in, the hashes of what went in and came out."""

    file: str
    reports: int
    issues: int
    went_in: str
    came_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shard:
    """What was read in one run, and the part that it makes; `came_out` is empty where it is still to be coded."""

    reports: tuple[Report, ...]
    issues: tuple[Issue, ...]
    part: Part


def code_into(
    folder: Path, paths: Iterable[str], *, line: Line, given: Given = NOTHING_GIVEN, jobs: int = 1
) -> Iterator[Part | Issue]:
    """Codes the reports of the files into the folder, each once, and gives each shard when it is in the manifest.

    `line` writes the coding of a report; the lines of all parts, in the order of their names, are those of the
    reports. Raises KhaldunError where the folder holds something else.
    """
    held = _manifest(folder)
    found: list[Part] = []
    to_do = _to_do(folder, read_paths(paths, given=given), held)
    for shard, part in worked(partial(_coded, folder, line), to_do, jobs=jobs):
        found.append(part)
        if held.get(part.file) != part:
            held[part.file] = part
            _write(folder, held)
        yield from shard.issues
        yield part
    _end(folder, held, found)


def _to_do(folder: Path, found: Iterable[Document | Issue], held: Mapping[str, Part]) -> Iterator[_Shard]:
    """The shards of what was read; one that is done comes without reports."""
    for number, shard in enumerate(shards(found, SIZE), start=1):
        issues = tuple(each for each in shard if isinstance(each, Issue))
        reports = tuple(each.report for each in shard if isinstance(each, Document))
        file, went_in = f"part-{number:06}.jsonl", _hash(reports)
        done = held.get(file)
        if done and done.went_in == went_in and _file_hash(folder / file) == done.came_out:
            yield _Shard(reports=(), issues=issues, part=done)
        else:
            part = Part(file=file, reports=len(reports), issues=len(issues), went_in=went_in, came_out="")
            yield _Shard(reports=reports, issues=issues, part=part)


def _coded(folder: Path, line: Line, shard: _Shard) -> Part:
    """The part of a shard, its file written unless that was done before."""
    if shard.part.came_out:
        return shard.part
    data = "".join(f"{line(report, code_report(report))}\n" for report in shard.reports).encode()
    write_whole(folder / shard.part.file, data)
    return replace(shard.part, came_out=sha256(data).hexdigest())


def _hash(reports: Iterable[Report]) -> str:
    """What tells these reports, read by this coder, from others."""
    found = sha256()
    for report in reports:
        known = (report.id, report.text, report.source, report.title, str(report.published), report.url)
        found.update(json.dumps([*known, coder_of(report.language)]).encode())
    return found.hexdigest()


def _file_hash(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _manifest(folder: Path) -> dict[str, Part]:
    """The parts that the folder's manifest lists; none where the folder is new."""
    path = folder / MANIFEST
    if not path.exists():
        if folder.exists() and any(each for each in folder.iterdir() if not each.name.startswith(("part-", "."))):
            raise KhaldunError(f"{folder} holds other files; name a new folder, or one that an earlier run began")
        folder.mkdir(parents=True, exist_ok=True)
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {row["file"]: Part(**row) for row in told["parts"]}
    except (ValueError, KeyError, TypeError) as fault:
        raise KhaldunError(f"{path} is no manifest of coded reports ({fault}); name another folder") from None


def _write(folder: Path, parts: dict[str, Part]) -> None:
    rows = [asdict(parts[file]) for file in sorted(parts)]
    told = {"schema": SCHEMA, "reports": sum(part.reports for part in parts.values()), "parts": rows}
    write_whole(folder / MANIFEST, json.dumps(told, indent=1).encode())


def _end(folder: Path, held: dict[str, Part], found: list[Part]) -> None:
    """Takes parts of an earlier, longer run out, and checks that each report that went in came out."""
    kept = {part.file: part for part in found}
    for file in [*(held.keys() - kept.keys()), *(path.name for path in folder.glob(".writing-*"))]:
        (folder / file).unlink(missing_ok=True)
    _write(folder, kept)
    lines = sum((folder / part.file).read_bytes().count(b"\n") for part in found)
    if lines != sum(part.reports for part in found):
        raise KhaldunError(f"{folder} holds {lines} lines of {sum(part.reports for part in found)} reports; remove it")
