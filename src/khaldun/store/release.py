"""What can be published, cited and asked: a release, written once and never changed.

A release is a folder of Parquet tables with a manifest. It is written under another name and moved into place whole;
`current` names the release that counts and is replaced in one step. Readers open Parquet files only, so they lock
nothing and are locked out by nothing.
"""

import json
import os
import re
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import ibis
from ibis.backends.duckdb import Backend

from khaldun.model import KhaldunError
from khaldun.store.building import Borders, build_tables
from khaldun.store.database import reading, working
from khaldun.store.describe import datapackage, manifest
from khaldun.store.flat import Audience, Contents, for_public
from khaldun.store.raw import write_whole
from khaldun.store.schema import TABLES

CURRENT = "current"
_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An open release: its tables as Ibis tables over its Parquet files, and what its manifest says."""

    tag: str
    folder: Path
    manifest: Mapping[str, Any]
    backend: Backend

    def table(self, name: str) -> ibis.Table:
        """The table with that name; raises KhaldunError where there is none."""
        if name not in TABLES:
            raise KhaldunError(f"a release has no table {name!r}; there are: {', '.join(TABLES)}")
        return self.backend.table(name)

    @property
    def tables(self) -> dict[str, ibis.Table]:
        """All tables by name."""
        return {name: self.backend.table(name) for name in TABLES}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.backend.disconnect()


def write_release(
    home: Path,
    *,
    tag: str,
    made: str,
    code: str,
    contents: Contents,
    borders: Borders | None = None,
    audience: Audience = "house",
) -> Path:
    """Writes all that counts in the home folder as release `tag`, makes it current, and returns its folder.

    A release for the public has no row of a source that leaves nothing, and none that rests on one; of sources that
    leave facts only, it has no notes. `made` is the ISO time and `code` the version of the program that the manifest
    names. Raises KhaldunError where the tag is taken: a release never changes.
    """
    folder = _free(home, tag)
    contents = for_public(contents) if audience == "public" else contents
    building = home / "releases" / f".building-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    building.mkdir(parents=True)
    try:
        with working(home) as db:
            files = build_tables(db, home, building, contents=contents, borders=borders)
        told = manifest(files, tag=tag, made=made, code=code, contents=contents, borders=borders is not None)
        _write_json(building / "manifest.json", told)
        _write_json(building / "datapackage.json", datapackage(told))
        _settle(building)
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    write_whole(folder.parent / CURRENT, tag.encode())
    return folder


def releases(home: Path) -> tuple[str, ...]:
    """The tags of all releases, in order of the alphabet."""
    folder = home / "releases"
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(one.name for one in folder.iterdir() if (one / "manifest.json").is_file() and _TAG.fullmatch(one.name))
    )


def made_at(home: Path, tag: str) -> str:
    """When a release was made, as the ISO time of its manifest."""
    told = json.loads((home / "releases" / tag / "manifest.json").read_text(encoding="utf-8"))
    return str(told["made"])


def current_tag(home: Path) -> str:
    """The tag of the current release; raises KhaldunError where there is none."""
    pointer = home / "releases" / CURRENT
    if not pointer.is_file():
        raise KhaldunError(f"there is no release in {home}; make one with: khaldun release")
    return pointer.read_text(encoding="utf-8").strip()


def open_release(home: Path, tag: str | None = None) -> Release:
    """The release with that tag, else the current one, for reading only."""
    wanted = current_tag(home) if tag is None else tag
    told = manifest_of(home, wanted)
    folder = (home / "releases" / wanted).resolve()
    backend = reading({name: folder / f"{name}.parquet" for name in TABLES})
    return Release(tag=wanted, folder=folder, manifest=told, backend=backend)


def manifest_of(home: Path, tag: str) -> Mapping[str, Any]:
    """What the manifest of a release says; raises KhaldunError where there is no such release."""
    if tag not in releases(home):
        there = ", ".join(releases(home)) or "none yet"
        raise KhaldunError(f"there is no release {tag!r}; there are: {there}")
    told: Mapping[str, Any] = json.loads((home / "releases" / tag / "manifest.json").read_text(encoding="utf-8"))
    return told


def _free(home: Path, tag: str) -> Path:
    if not _TAG.fullmatch(tag) or tag == CURRENT:
        raise KhaldunError(f"{tag!r} cannot name a release; use letters, digits, dots, dashes and underscores")
    folder = home / "releases" / tag
    if folder.exists():
        raise KhaldunError(f"there is a release {tag!r} already, and a release never changes; give another --tag")
    return folder


def _write_json(path: Path, told: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _settle(folder: Path) -> None:
    """Forces every file of the folder onto the disk before the folder gets its name."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
