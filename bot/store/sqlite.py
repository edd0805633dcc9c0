"""The embedded store: one SQLite file, one thread that writes, a read-only connection beside it."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import aiosqlite
from typing_extensions import override

from bot.clock import Clock
from bot.store import Row, Store, Tx, Value
from bot.store.backup import read_only
from bot.store.errors import StoreInUse, StoreUnusable
from bot.store.migrations import migrate, scripts
from bot.store.writer import Writer, checkpoint

P = ParamSpec("P")
T = TypeVar("T")


class SqliteStore(Store):
    """A `Store` in one file. Create it with `open`; always `close` it, or the process hangs at its end."""

    def __init__(self, writer: Writer, reader: aiosqlite.Connection, lock: sqlite3.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._lock = lock

    @classmethod
    async def open(cls, path: Path, clock: Clock) -> "SqliteStore":
        """Open the file, create it with its folders when it is not there, and bring its schema up to date.

        Raises:
            StoreInUse: Another process (or another store here) has it open.
            StoreFromTheFuture: A newer version of the bot has migrated it.
            StoreUnusable: It is no database, or may not be read or written.
        """
        try:
            lock, connection = await asyncio.to_thread(_open_files, path, clock)
            try:
                reader = await aiosqlite.connect(read_only(path), uri=True)
            except BaseException:
                connection.close()
                lock.close()
                raise
        except (sqlite3.Error, OSError) as error:
            raise StoreUnusable(str(path), str(error)) from error
        reader.row_factory = sqlite3.Row
        return cls(Writer(connection, asyncio.get_running_loop()), reader, lock)

    @override
    async def write(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` in a transaction and return its result once it is on disk.

        When the caller is cancelled, the unit is completed or never begins. What the unit raises, the caller gets.

        Raises:
            StoreClosed: The store was closed before.
            sqlite3.Error: SQLite gave up; nothing of the unit was kept.
        """
        return await self._writer.write(unit, args, kwargs)

    @override
    async def read(self, sql: str, /, **params: Value) -> Sequence[Row]:
        """Run one query on the read-only connection; it sees every unit that has been resolved."""
        return list(await self._reader.execute_fetchall(sql, params))

    async def checkpoint(self) -> None:
        """Move everything from the WAL into the file and empty the WAL, so that what was erased is gone from disk."""
        await self._writer.between(checkpoint)

    @override
    async def close(self) -> None:
        """Finish what was accepted, then close the files; the second time does nothing."""
        await self._reader.close()
        await self._writer.close()
        self._lock.close()


def _open_files(path: Path, clock: Clock) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = _locked(path)
    try:
        return lock, _open_for_writing(path, clock)
    except BaseException:
        lock.close()
        raise


def _locked(path: Path) -> sqlite3.Connection:
    """Hold an exclusive lock beside `path`. SQLite's own lock works on every system, and ends with the process."""
    lock = sqlite3.connect(path.with_name(f"{path.name}.lock"), timeout=0, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StoreInUse(str(path)) from error
        raise
    return lock


def _open_for_writing(path: Path, clock: Clock) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=256, check_same_thread=False)
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection, path, scripts(), clock)
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection
