"""The one thread that writes.

Theory of operation. Callers put units of work in a queue and wait for a future. The thread takes everything that is
waiting and runs it as one group: BEGIN, each unit in a SAVEPOINT of its own, COMMIT, and only then are the futures
resolved, all with one wake-up of the event loop. So one fsync serves the whole group, a unit that fails undoes itself
alone, and whoever sees a result knows that it is on disk. A caller that is cancelled changes nothing: its unit has
either not begun, and never will, or is completed. When SQLite gives up the whole transaction (disk full), or the commit
fails, every caller of the group gets the error, for nothing of the group has been kept.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeVar

from bot.store import Row, Tx, Value
from bot.store.errors import StoreClosed

T = TypeVar("T")
Loop = asyncio.AbstractEventLoop
Settled = tuple["asyncio.Future[Any]", Any, BaseException | None]


class SqliteTx:
    """A transaction on one SQLite connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def run(self, sql: str, /, **params: Value) -> int:
        """Execute one statement; return how many rows it changed."""
        return self._execute(sql, params).rowcount

    def one(self, sql: str, /, **params: Value) -> Row | None:
        """Return the first row, or None."""
        row: Row | None = self._execute(sql, params).fetchone()
        return row

    def all(self, sql: str, /, **params: Value) -> Sequence[Row]:
        """Return every row."""
        return self._execute(sql, params).fetchall()


@dataclass(slots=True, eq=False)
class _Unit:
    """Something to do inside a transaction, and who waits for it."""

    future: "asyncio.Future[Any]"
    call: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict[str, Any])


class _Chore(_Unit):
    """Something to do between two transactions, such as a checkpoint."""


class Writer:
    """Runs units of work in groups, on a thread and a connection of its own."""

    def __init__(self, connection: sqlite3.Connection, loop: Loop) -> None:
        self._connection = connection
        self._tx: Tx = SqliteTx(connection)
        self._loop = loop
        self._queue: SimpleQueue[_Unit] = SimpleQueue()
        self._accepting = self._open = True
        threading.Thread(target=self._work, name="store-writer", daemon=True).start()

    async def write(self, unit: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        """Run `unit(tx, *args, **kwargs)`; return its result after the commit.

        Raises:
            StoreClosed: The writer was closed before.
        """
        future: asyncio.Future[T] = self._loop.create_future()
        self._put(_Unit(future, unit, args, kwargs))
        return await future

    async def between(self, chore: Callable[[sqlite3.Connection], T]) -> T:
        """Run `chore(connection)` outside any transaction."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._put(_Chore(future, chore, (self._connection,)))
        return await future

    async def close(self) -> None:
        """Do everything accepted before, then close the connection; the second time does nothing."""
        if self._accepting:
            closed: asyncio.Future[None] = self._loop.create_future()
            self._put(_Chore(closed, self._close))
            self._accepting = False
            await closed

    def _put(self, unit: _Unit) -> None:
        if not self._accepting:
            raise StoreClosed
        self._queue.put(unit)

    def _close(self) -> None:
        self._open = False
        with suppress(sqlite3.Error):  # a full disk is no reason to stay open; the next start reads the WAL
            checkpoint(self._connection)
        self._connection.close()

    # The rest runs on the writer's thread.

    def _work(self) -> None:
        while self._open:
            waiting = self._take()
            group = [unit for unit in waiting if type(unit) is _Unit and not unit.future.cancelled()]
            settled = self._commit(group) if group else []
            settled += [_attempt(unit, *unit.args) for unit in waiting if type(unit) is _Chore]
            self._tell(settled)

    def _take(self) -> list[_Unit]:
        first = self._queue.get()
        return [first, *(self._queue.get() for _ in range(self._queue.qsize()))]

    def _commit(self, group: list[_Unit]) -> list[Settled]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            return self._alone(group[0]) if len(group) == 1 else self._together(group)
        except BaseException as error:  # noqa: BLE001  this thread must outlive every error; the callers get it
            self._undo()
            return [(unit.future, None, error) for unit in group]

    def _alone(self, unit: _Unit) -> list[Settled]:
        settled = _attempt(unit, self._tx, *unit.args)
        if settled[2] is None:
            self._connection.execute("COMMIT")
        else:
            self._undo()
        return [settled]

    def _together(self, group: list[_Unit]) -> list[Settled]:
        settled = [self._apart(unit) for unit in group]
        self._connection.execute("COMMIT")
        return settled

    def _apart(self, unit: _Unit) -> Settled:
        run = self._connection.execute
        run("SAVEPOINT unit")
        settled = _attempt(unit, self._tx, *unit.args)
        if settled[2] is not None:
            if not self._connection.in_transaction:  # SQLite has given up the whole group, not this unit alone
                raise settled[2]
            run("ROLLBACK TO unit")
        run("RELEASE unit")
        return settled

    def _undo(self) -> None:
        self._connection.rollback()  # does nothing when SQLite has done it already

    def _tell(self, settled: list[Settled]) -> None:
        try:
            self._loop.call_soon_threadsafe(_settle, settled)
        except RuntimeError:  # the event loop is gone, and with it everyone who waited
            self._close()


def checkpoint(connection: sqlite3.Connection) -> None:
    """Move everything from the WAL into the file and empty the WAL."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _attempt(unit: _Unit, *args: object) -> Settled:
    try:
        return unit.future, unit.call(*args, **unit.kwargs), None
    except StopIteration as error:  # a future refuses it, and its caller would wait for ever
        return unit.future, None, RuntimeError(f"{unit.call!r} raised {error!r}")
    except BaseException as error:  # noqa: BLE001  whatever it is, its own caller gets it
        return unit.future, None, error


def _settle(settled: list[Settled]) -> None:
    for future, result, error in settled:
        if future.done():  # its caller was cancelled
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
