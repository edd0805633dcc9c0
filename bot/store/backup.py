"""Copies of a database that may be in use. A plain copy of the file is not one: it misses what is in the WAL."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def read_only(path: Path) -> str:
    """Return the address under which SQLite opens `path` without ever writing to it."""
    return f"{path.resolve().as_uri()}?mode=ro"


def back_up(source: Path, target: Path) -> None:
    """Write a consistent copy of the database `source`, which may be in use, to `target`.

    Raises:
        FileExistsError: `target` is there already; nothing is overwritten.
        sqlite3.Error: `source` can't be read, or the copy is not sound.
    """
    with closing(sqlite3.connect(read_only(source), uri=True)) as connection:
        copy_of(connection, target)


def copy_of(connection: sqlite3.Connection, target: Path) -> None:
    """Write what `connection` sees to `target`: complete and checked, or not at all.

    Raises:
        FileExistsError: `target` is there already.
        sqlite3.Error: It can't be read or written, or the copy is not sound.
    """
    if target.exists():
        raise FileExistsError(target)
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(unfinished),))
    _check(unfinished)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.rename(target)


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"the copy of the database is not sound: {verdict}")
