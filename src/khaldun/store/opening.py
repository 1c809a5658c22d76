"""Is this file a ledger, and how is it opened?"""

import struct
from contextlib import suppress
from pathlib import Path
from sqlite3 import DatabaseError
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy import exc as sqlalchemy_faults

from khaldun.model import KhaldunError
from khaldun.store.tables import ledger_tables

LEDGER = "ledger.sqlite"
MARK = 0x4B484C44  # "KHLD", SQLite's application_id of a ledger
VERSION = 1
PATIENCE = 60  # seconds that one writer waits for another
SQLITE = b"SQLite format 3\x00"
HEADER = struct.Struct(">60xI4xI")  # user_version and application_id in the first 72 bytes of a SQLite file


def open_engine(home: Path) -> Engine:
    """The engine over the ledger in the home folder; both are made where there are none.

    Raises KhaldunError for a file that is not a ledger, which is left as it is.
    """
    path = _prepare(home)
    engine = _engine(path)
    try:
        _complete(engine)
    except (DatabaseError, sqlalchemy_faults.DatabaseError) as fault:
        engine.dispose()
        reason = str(getattr(fault, "orig", fault))
        raise KhaldunError(f"{path} cannot be opened as a ledger ({reason}); move it away or restore a copy") from None
    return engine


def check_file(path: Path) -> None:
    """Raises KhaldunError unless the file is a ledger that this version can read."""
    if path.is_dir():
        raise KhaldunError(f"{path} is a folder, not a ledger; give --home another folder")
    with path.open("rb") as file:
        head = file.read(HEADER.size)
    version, mark = HEADER.unpack(head) if head.startswith(SQLITE) and len(head) == HEADER.size else (0, 0)
    if mark != MARK:
        raise KhaldunError(f"{path} is not a ledger; move it away or give --home another folder")
    if version > VERSION:
        raise KhaldunError(f"{path} was written by a newer version of khaldun; install that version")


def _prepare(home: Path) -> Path:
    if home.exists() and not home.is_dir():
        raise KhaldunError(f"{home} is a file, not a home folder; give --home a folder")
    path = home / LEDGER
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        check_file(path)
    except OSError as fault:
        raise KhaldunError(f"{path} cannot be opened ({fault.strerror}); give --home a folder of your own") from None
    return path


def _make(path: Path) -> None:
    """Makes a ledger beside its place and puts it there whole, unless another process was first."""
    with TemporaryDirectory(dir=path.parent, prefix=".making-") as folder:
        new = Path(folder, LEDGER)
        engine = _engine(new)
        _complete(engine)
        engine.dispose()
        with suppress(FileExistsError):
            path.hardlink_to(new)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _complete(engine: Engine) -> None:
    missing = set(ledger_tables.tables) - set(inspect(engine).get_table_names())
    if missing:
        with engine.connect().execution_options(writes=True) as writing, writing.begin():
            writing.exec_driver_sql(f"PRAGMA application_id = {MARK}")
            writing.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
            ledger_tables.create_all(writing)


def _set_up(raw: object, _record: object) -> None:
    raw.isolation_level = None  # type: ignore[attr-defined]
    cursor = raw.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode = WAL").fetchall()
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A transaction that will write takes the lock at once, so that two of them wait for one another."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
