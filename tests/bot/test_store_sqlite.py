"""Units of work on a real file: together or alone, all or nothing, whoever goes away meanwhile."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest

from bot.clock import now
from bot.store import Tx
from bot.store.errors import StoreClosed, StoreInUse, StoreUnusable, is_about_storage
from bot.store.sqlite import SqliteStore

HAVING = "SELECT name FROM setting ORDER BY name"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "not there yet" / "buurtvonk.sqlite3"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(path, now)
    yield store
    await store.close()


def put(tx: Tx, name: str) -> str:
    assert tx.run("INSERT INTO setting (name, value) VALUES (:name, 'x')", name=name) == 1
    return name


def put_and_fail(tx: Tx, name: str, error: BaseException) -> None:
    put(tx, name)
    raise error


async def names(store: SqliteStore) -> list[str]:
    return [row["name"] for row in await store.read(HAVING)]


async def test_a_unit_returns_its_result_and_is_on_disk(store: SqliteStore, path: Path) -> None:
    assert await store.write(put, name="a") == "a"
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM setting").fetchall() == [("a",)]


async def test_a_row_is_read_by_name_and_as_a_dict(store: SqliteStore) -> None:
    await store.write(put, "a")
    one = await store.write(lambda tx: tx.one("SELECT * FROM setting WHERE name = :name", name="a"))
    assert one is not None
    assert (one["value"], dict(one)) == ("x", {"name": "a", "value": "x"})
    assert await store.write(lambda tx: tx.one("SELECT * FROM setting WHERE name = 'b'")) is None
    assert [dict(row) for row in await store.write(lambda tx: tx.all("SELECT name FROM setting"))] == [{"name": "a"}]


@pytest.mark.parametrize("others", [pytest.param(0, id="alone"), pytest.param(20, id="in a group")])
async def test_a_failing_unit_undoes_itself_and_nobody_else(store: SqliteStore, others: int) -> None:
    good = [store.write(put, f"good{number:02}") for number in range(others)]
    bad = store.write(put_and_fail, "bad", KeyError("why"))
    results = await asyncio.gather(*good[:10], bad, *good[10:], return_exceptions=True)
    errors = [result for result in results if isinstance(result, BaseException)]
    assert [type(error) for error in errors] == [KeyError]
    assert await names(store) == [f"good{number:02}" for number in range(others)]


async def test_units_that_wait_together_share_one_commit(store: SqliteStore) -> None:
    commits: list[str] = []
    await store._writer.between(
        lambda connection: connection.set_trace_callback(
            lambda sql: commits.append(sql) if sql == "COMMIT" else None,
        )
    )
    await asyncio.gather(*(store.write(put, str(number)) for number in range(50)))
    assert len(await names(store)) == 50
    assert 1 <= len(commits) < 10


@pytest.mark.parametrize(
    ("error", "heard"),
    [
        pytest.param(ValueError("no"), ValueError, id="an ordinary error"),
        pytest.param(StopIteration(1), RuntimeError, id="one that a future refuses"),
        pytest.param(SystemExit(3), SystemExit, id="one that ends processes"),
    ],
)
async def test_whatever_a_unit_raises_reaches_its_caller_and_the_thread_lives(
    store: SqliteStore, error: BaseException, heard: type[BaseException]
) -> None:
    with pytest.raises(heard):
        await store.write(put_and_fail, "never", error)
    assert await store.write(put, "after") == "after"
    assert await names(store) == ["after"]


async def test_when_sqlite_gives_up_the_whole_transaction_everyone_hears_it(store: SqliteStore) -> None:
    await store._writer.between(lambda connection: connection.execute("PRAGMA max_page_count = 60").fetchall())
    units = [store.write(put, f"{number:03}" + "x" * 4_000) for number in range(200)]
    results = await asyncio.gather(*units, return_exceptions=True)
    assert await names(store) == [result for result in results if isinstance(result, str)]
    errors = [result for result in results if isinstance(result, Exception)]
    assert errors
    assert all(is_about_storage(error) for error in errors)


async def test_a_unit_that_swallows_the_end_of_its_transaction_is_not_told_yes(store: SqliteStore) -> None:
    def swallows(tx: Tx) -> str:
        tx.run("ROLLBACK")  # what SQLite does by itself when the disk is full
        return "fine"

    with pytest.raises(sqlite3.OperationalError):
        await store.write(swallows)
    results = await asyncio.gather(store.write(put, "a"), store.write(swallows), return_exceptions=True)
    assert [type(result) for result in results] == [sqlite3.OperationalError] * 2
    assert await names(store) == []


async def test_a_storm_of_cancellations_harms_nobody(store: SqliteStore) -> None:
    rng = random.Random(7)
    tasks = [asyncio.create_task(store.write(put, f"{number:03}")) for number in range(300)]
    doomed = set(rng.sample(tasks, k=150))
    for task in tasks:
        if rng.random() < 0.1:
            await asyncio.sleep(0.001)
        if task in doomed:
            task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    errors = [result for result in results if isinstance(result, Exception)]
    assert errors == []
    told = {result for result in results if isinstance(result, str)}
    assert len(told) >= 150
    kept = set(await names(store))
    assert told <= kept  # a cancelled unit may be there as well, but whole


async def test_a_unit_cancelled_while_it_waits_never_begins(store: SqliteStore) -> None:
    began = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(tx: Tx) -> None:
        loop.call_soon_threadsafe(began.set)
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), loop).result()

    first = asyncio.create_task(store.write(slow))
    await began.wait()
    second = asyncio.create_task(store.write(put, "second"))
    await asyncio.sleep(0)
    second.cancel()
    await first
    await store.write(put, "third")
    assert await names(store) == ["third"]


async def test_the_reader_can_not_write(store: SqliteStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await store.read("DELETE FROM setting RETURNING name")
    assert [dict(row) for row in await store.read("SELECT :n + 1 AS n", n=1)] == [{"n": 2}]


async def test_the_promises_to_the_disk_are_switched_on(store: SqliteStore) -> None:
    async def pragma(name: str) -> object:
        (value,) = await store._writer.between(lambda connection: connection.execute(f"PRAGMA {name}").fetchone())
        return value

    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
    assert [await pragma(name) for name in names] == ["wal", 2, 1, 5000, 1]
    with pytest.raises(sqlite3.IntegrityError):
        await store.write(lambda tx: tx.run("INSERT INTO chat_alias VALUES (1, 99, 1)"))


async def test_what_was_deleted_is_gone_from_disk_after_a_checkpoint(store: SqliteStore, path: Path) -> None:
    needle = "vertrouwelijk-" * 30
    await store.write(lambda tx: tx.run("INSERT INTO setting VALUES ('a', :needle)", needle=needle))
    await store.write(lambda tx: tx.run("DELETE FROM setting"))
    await store.checkpoint()
    assert not [file.name for file in path.parent.iterdir() if b"vertrouwelijk-" in file.read_bytes()]


async def test_closing_finishes_what_was_accepted_and_refuses_the_rest(path: Path) -> None:
    store = await SqliteStore.open(path, now)
    accepted = [asyncio.create_task(store.write(put, str(number))) for number in range(9)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*accepted) == [str(number) for number in range(9)]
    with pytest.raises(StoreClosed):
        await store.write(put, "late")
    await store.close()
    assert not path.with_name(f"{path.name}-wal").exists()


async def test_the_writer_ends_with_its_event_loop(path: Path) -> None:
    store = await SqliteStore.open(path, now)

    def gone(*_args: object) -> None:
        raise RuntimeError("Event loop is closed")

    await store._reader.close()
    store._writer._loop = type("Gone", (), {"call_soon_threadsafe": gone, "create_future": asyncio.Future})()
    waiting = asyncio.ensure_future(store.write(put, "a"))
    for _ in range(200):
        await asyncio.sleep(0.01)
        if not store._writer._open:
            break
    assert not store._writer._open
    waiting.cancel()
    store._lock.close()


async def test_a_second_store_on_the_file_is_refused_until_the_first_is_closed(path: Path) -> None:
    first = await SqliteStore.open(path, now)
    with pytest.raises(StoreInUse) as caught:
        await SqliteStore.open(path, now)
    assert (caught.value.key, caught.value.values) == ("database_in_use", {"path": str(path)})
    await first.close()
    second = await SqliteStore.open(path, now)
    await second.close()


@pytest.mark.parametrize(
    "obstacle", ["not a database", "a lock that is none", "a folder", "a lock that is a folder", "a file as folder"]
)
async def test_a_file_that_can_not_be_used_is_named(tmp_path: Path, obstacle: str) -> None:
    path = tmp_path / "b.sqlite3"
    match obstacle:
        case "not a database":
            path.write_bytes(b"some other file, longer than a header of SQLite" * 100)
        case "a lock that is none":
            (tmp_path / "b.sqlite3.lock").write_bytes(b"some other file, longer than a header of SQLite" * 100)
        case "a folder":
            path.mkdir()
        case "a lock that is a folder":
            (tmp_path / "b.sqlite3.lock").mkdir()
        case _:
            path.write_text("x")
            path /= "b.sqlite3"
    with pytest.raises(StoreUnusable) as caught:
        await SqliteStore.open(path, now)
    assert caught.value.values["path"] == str(path)
    assert caught.value.values["reason"]


async def test_a_store_that_can_not_be_read_is_not_kept_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_args: object, **_kwargs: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    with monkeypatch.context() as patched:
        patched.setattr(aiosqlite, "connect", fails)
        with pytest.raises(StoreUnusable):
            await SqliteStore.open(path, now)
    await (await SqliteStore.open(path, now)).close()
