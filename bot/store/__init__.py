"""What is kept. `Store` runs units of work; each is a plain synchronous function that gets a `Tx`."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

Value = str | int | float | bytes | None

P = ParamSpec("P")
T = TypeVar("T")


class Row(Protocol):
    """One row: its values by column name. `dict(row)` works; the schema knows the types."""

    def __getitem__(self, column: str, /) -> Any:
        """Return the value of `column`; raise IndexError when the query has no such column."""
        ...

    def keys(self) -> Iterable[str]:
        """Return the column names, in the order of the query."""
        ...


class Tx(Protocol):
    """One open transaction: everything of one unit of work, or nothing of it."""

    def run(self, sql: str, /, **params: Value) -> int:
        """Execute one statement with named `:params`; return how many rows it changed."""
        ...

    def one(self, sql: str, /, **params: Value) -> Row | None:
        """Return the first row, or None."""
        ...

    def all(self, sql: str, /, **params: Value) -> Sequence[Row]:
        """Return every row."""
        ...


class Store(Protocol):
    """Where units of work run. One writer; readers beside it."""

    async def write(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit` in a transaction and return its result once it is on disk."""
        ...

    async def read(self, sql: str, /, **params: Value) -> Sequence[Row]:
        """Run one query on a read-only connection."""
        ...

    async def close(self) -> None:
        """Finish what was accepted, then close the files."""
        ...
