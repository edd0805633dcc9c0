"""Older files become current ones, newer files are left alone, and there is always a way back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import now
from bot.store.backup import back_up
from bot.store.errors import StoreFromTheFuture
from bot.store.migrations import migrate, scripts, version_of
from bot.store.sqlite import SqliteStore

START = {1: "CREATE TABLE plan (id INTEGER PRIMARY KEY); INSERT INTO plan VALUES (7); -- a comment at the end"}
NEXT = {
    **START,
    2: "ALTER TABLE plan ADD COLUMN title TEXT NOT NULL DEFAULT 'none';",
    3: "CREATE TABLE task (id INTEGER);",
}


def noon() -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "b.sqlite3"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def backups(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if file.name.endswith((".backup", ".part")))


def test_the_scripts_are_numbered_without_gaps() -> None:
    assert sorted(scripts()) == list(range(1, len(scripts()) + 1))


def test_a_new_file_gets_everything_and_needs_no_copy(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, NEXT, noon)
    assert (version_of(connection), tables(connection), backups(path)) == (3, ["plan", "task"], [])


def test_an_older_file_is_copied_and_then_gets_what_it_misses(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, START, noon)
    migrate(connection, path, NEXT, noon)
    assert connection.execute("SELECT * FROM plan").fetchall() == [(7, "none")]
    assert backups(path) == ["b.sqlite3.v1-20260301T120000.backup"]
    with closing(sqlite3.connect(path.parent / backups(path)[0])) as copy:
        assert (version_of(copy), copy.execute("SELECT * FROM plan").fetchall()) == (1, [(7,)])


def test_a_current_file_is_left_alone(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, NEXT, noon)
    migrate(connection, path, NEXT, noon)
    assert backups(path) == []


def test_a_file_from_the_future_is_refused_and_untouched(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path, NEXT, noon)
    before = path.read_bytes()
    with pytest.raises(StoreFromTheFuture) as caught:
        migrate(connection, path, START, noon)
    assert caught.value.values == {"path": str(path), "found": "3", "known": "1"}
    assert (path.read_bytes(), backups(path)) == (before, [])


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("CREATE TABLE extra (id INTEGER); INSERT INTO nowhere VALUES (1);", id="fails halfway"),
        pytest.param(
            "CREATE TABLE extra (id INTEGER REFERENCES plan (id)); INSERT INTO extra VALUES (8);", id="dangles"
        ),
        pytest.param("CREATE TABLE extra (id INTEGER", id="is no SQL"),
    ],
)
def test_a_script_that_fails_leaves_nothing_behind(connection: sqlite3.Connection, path: Path, script: str) -> None:
    migrate(connection, path, START, noon)
    with pytest.raises(sqlite3.Error):
        migrate(connection, path, {**NEXT, 4: script}, noon)
    assert (version_of(connection), tables(connection)) == (3, ["plan", "task"])
    assert not connection.in_transaction


async def test_the_store_refuses_a_file_from_the_future_and_lets_go_of_it(path: Path) -> None:
    await (await SqliteStore.open(path, now)).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    for _ in range(2):  # the second time would say "in use" if the first had kept the lock
        with pytest.raises(StoreFromTheFuture):
            await SqliteStore.open(path, now)


async def test_a_backup_of_a_store_in_use_is_complete(path: Path, tmp_path: Path) -> None:
    store = await SqliteStore.open(path, now)
    await store.write(lambda tx: tx.run("INSERT INTO setting VALUES ('a', 'x')"))
    back_up(path, tmp_path / "copy.sqlite3")
    await store.close()
    copy = await SqliteStore.open(tmp_path / "copy.sqlite3", now)
    assert [dict(row) for row in await copy.read("SELECT * FROM setting")] == [{"name": "a", "value": "x"}]
    await copy.close()


def test_a_backup_overwrites_nothing(connection: sqlite3.Connection, path: Path, tmp_path: Path) -> None:
    migrate(connection, path, START, noon)
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(FileExistsError):
        back_up(path, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


def test_a_copy_that_is_not_sound_is_no_backup(connection: sqlite3.Connection, path: Path) -> None:
    connection.executescript("CREATE TABLE a (x); INSERT INTO a VALUES (NULL); PRAGMA writable_schema = ON;")
    connection.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE a (x NOT NULL)'")
    connection.close()
    with pytest.raises(sqlite3.DatabaseError, match=r"not sound: NULL value in a\.x"):
        back_up(path, path.with_name("copy"))
    assert not path.with_name("copy").exists()


def test_a_damaged_database_gives_no_backup_that_looks_sound(connection: sqlite3.Connection, path: Path) -> None:
    connection.executescript("CREATE TABLE a (x); CREATE INDEX a_x ON a (x);")
    connection.executemany("INSERT INTO a VALUES (?)", [("v" * 500,)] * 60)
    connection.close()
    damaged = bytearray(path.read_bytes())
    damaged[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    path.write_bytes(damaged)
    with pytest.raises(sqlite3.DatabaseError):
        back_up(path, path.with_name("copy"))
    assert not path.with_name("copy").exists()
