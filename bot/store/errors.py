# ruff: noqa: N818  (a name says what happened; the root alone says that it is an error)
"""Why a store can't be used: values, no sentences. The words are in `locales/<language>/settings.toml`.

StoreError
├── StoreInUse              another process has this file
├── StoreFromTheFuture      a newer version of the bot has migrated it
├── StoreUnusable           no database, no rights, no room
└── StoreClosed             work was offered after the end
"""

import sqlite3
from dataclasses import dataclass
from typing import ClassVar


class StoreError(Exception):
    """The database can't do what is asked; `key` names the sentence for the operator."""

    key: ClassVar[str]

    @property
    def values(self) -> dict[str, str]:
        """What the sentence of `key` is filled in with."""
        return {name: str(value) for name, value in vars(self).items()}


@dataclass(eq=False)  # an exception must stay hashable
class StoreInUse(StoreError):
    """Another process holds this file. Two writers would undo the promises of the one."""

    key: ClassVar[str] = "database_in_use"
    path: str


@dataclass(eq=False)
class StoreFromTheFuture(StoreError):
    """The file has been migrated by a newer version of the bot.

    Attributes:
        path: The file.
        found: The schema version of the file.
        known: The newest schema version this bot knows.
    """

    key: ClassVar[str] = "database_from_the_future"
    path: str
    found: int
    known: int


@dataclass(eq=False)
class StoreUnusable(StoreError):
    """The file is no database, or may not be read or written.

    Attributes:
        path: The file.
        reason: What the operating system or SQLite calls it.
    """

    key: ClassVar[str] = "database_unusable"
    path: str
    reason: str


@dataclass(eq=False)
class StoreClosed(StoreError):
    """Work was offered after the store was closed."""

    key: ClassVar[str] = "database_closed"


_OF_THE_DISK = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
)


def is_about_storage(error: Exception) -> bool:
    """Whether `error` tells of a disk that is full, failing or locked; the same work may succeed when that is over."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code is not None and (code & 0xFF) in _OF_THE_DISK
