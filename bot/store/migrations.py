"""How an older file becomes a current one: numbered SQL scripts, forward only, each in a transaction of its own.

The version of a file is its `PRAGMA user_version`: the number of the last script it has seen.
"""

import sqlite3
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from bot.clock import Clock
from bot.store.backup import copy_of
from bot.store.errors import StoreFromTheFuture


def scripts() -> dict[int, str]:
    """Return every script by its number; `0001_start.sql` is 1."""
    folder = resources.files("bot.store") / "schema"
    found = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return {int(file.name.split("_")[0]): file.read_text(encoding="utf-8") for file in found}


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema version of a file; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, steps: Mapping[int, str], clock: Clock) -> None:
    """Bring the file behind `connection` up to the newest of `steps`; first copy it when it holds anything.

    Foreign keys must be off, so that a script can rebuild a table; they are checked before each commit.

    Raises:
        StoreFromTheFuture: The file has seen a script that `steps` does not know.
        sqlite3.Error: A script failed; the file is as it was before that script.
    """
    version, newest = version_of(connection), max(steps)
    if version > newest:
        raise StoreFromTheFuture(str(path), version, newest)
    if version < newest and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        copy_of(connection, path.with_name(f"{path.name}.v{version}-{clock():%Y%m%dT%H%M%S}.backup"))
    for number in sorted(number for number in steps if number > version):
        _apply(connection, number, steps[number])


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n;PRAGMA user_version = {number:d};")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise sqlite3.IntegrityError(f"script {number} leaves rows of {broken[0]} that refer to nothing")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.rollback()
        raise
