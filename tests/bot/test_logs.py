"""A log tells what happened, and never what anyone said, nor the token."""

import asyncio
import io
import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from bot.logs import configure, place_of, scrubbed

TOKEN = "123456789:AAEcanary-canary-canary-canary-canar"
ANSWER = "canary: ik ben zo moe"
ours = logging.getLogger("bot.test_logs")
library = logging.getLogger("some.library")


class Terminal(io.StringIO):
    @override
    def isatty(self) -> bool:
        return True


@pytest.fixture(params=[io.StringIO, Terminal], ids=["json", "plain"])
def stream(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    yield from _configured(request.param())


@pytest.fixture
def json_lines() -> Iterator[io.StringIO]:
    yield from _configured(io.StringIO())


def _configured(stream: io.StringIO) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    configure("DEBUG", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class Update:
    @override
    def __repr__(self) -> str:
        return f"Update({ANSWER})"


def raise_behind(cause: BaseException, error: BaseException) -> None:
    try:
        raise cause
    except type(cause) as caught:
        raise error from caught


def test_a_line_holds_the_event_and_its_facts(json_lines: io.StringIO) -> None:
    ours.info("answer stored in run %d", 7, extra={"action": "answer_stored", "step": "fire", "seq": 3, "new": True})
    (line,) = lines(json_lines)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "bot.test_logs",
        "message": "answer stored in run 7",
        "action": "answer_stored",
        "step": "fire",
        "seq": 3,
        "new": True,
    }


def test_a_line_for_people_has_the_facts_behind_it_and_stays_one_line() -> None:
    for stream in _configured(Terminal()):
        ours.warning("two\nlines %(n)s", {"n": 5}, extra={"action": "x", "path": Path("/a")})
        assert stream.getvalue().endswith(" WARNING bot.test_logs two\\nlines 5 action=x path=/a\n")
        assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize(
    "leak",
    [
        pytest.param(lambda: ours.info(f"https://api.telegram.org/bot{TOKEN}/getMe"), id="message"),
        pytest.param(lambda: ours.info("url %s", f"https://x/bot{TOKEN}/y"), id="argument"),
        pytest.param(lambda: ours.info("url %(url)s", {"url": f"https://x/bot{TOKEN}/y"}), id="named argument"),
        pytest.param(lambda: ours.info("x", extra={"url": f"bot{TOKEN}"}), id="fact"),
        pytest.param(lambda: ours.info("at %s", Path(f"/bot{TOKEN}")), id="path"),
        pytest.param(lambda: ours.info("failed: %s", OSError(f"no route to {TOKEN}")), id="system error as argument"),
        pytest.param(lambda: library.error("Unclosed\nurl: %s", TOKEN), id="library, second line"),
        pytest.param(lambda: logging.getLogger("httpx").info("HTTP Request: POST %s", TOKEN), id="httpx"),
        pytest.param(lambda: logging.getLogger("aiohttp.access").info("GET /bot%s", TOKEN), id="access log"),
        pytest.param(lambda: logging.getLogger("aiosqlite").debug("executing %s", ANSWER), id="aiosqlite"),
        pytest.param(lambda: logging.getLogger("telegram").debug("Processing %s", Update()), id="telegram"),
        pytest.param(lambda: ours.warning("update %s failed", Update()), id="an update"),
        pytest.param(lambda: ours.warning("bad", extra={"update": {"text": ANSWER}}), id="an update as fact"),
        pytest.param(lambda: ours.warning("failed: %s", ValueError(ANSWER)), id="an answer in an error"),
        pytest.param(lambda: library.error("number %d", Update()), id="a placeholder for something else"),
    ],
)
def test_neither_token_nor_answer_is_ever_written(stream: io.StringIO, leak: Any) -> None:
    leak()
    assert "canary" not in stream.getvalue()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ValueError(ANSWER), id="an answer"),
        pytest.param(RuntimeError(f"The token `{TOKEN}` was rejected"), id="a token"),
        pytest.param(ConnectionError(f"cannot connect to {TOKEN}"), id="a token in a system error"),
    ],
)
def test_an_exception_keeps_its_type_and_place_and_loses_its_words(stream: io.StringIO, error: Exception) -> None:
    try:
        raise_behind(KeyError(ANSWER), error)
    except type(error):
        ours.exception("handling failed")
    written = stream.getvalue()
    assert "canary" not in written
    assert type(error).__name__ in written
    assert "KeyError" in written
    assert "test_logs.py:" in written
    assert "raise_behind" in written


def test_errors_of_system_and_database_keep_their_words(stream: io.StringIO) -> None:
    try:
        raise_behind(sqlite3.OperationalError("no such table: plan"), OSError(28, "No space left on device"))
    except OSError:
        ours.exception("x")
    assert "no such table: plan" in stream.getvalue()
    assert "No space left on device" in stream.getvalue()


async def test_a_task_that_nobody_awaited_tells_no_answer(json_lines: io.StringIO) -> None:
    async def fails() -> None:
        raise ValueError(ANSWER)

    task = asyncio.ensure_future(fails())
    await asyncio.sleep(0)
    del task
    await asyncio.sleep(0)
    (line,) = lines(json_lines)
    assert line["message"] == "Task exception was never retrieved"
    assert "canary" not in json_lines.getvalue()


def test_libraries_are_quiet_below_warning_and_we_speak_from_our_level(json_lines: io.StringIO) -> None:
    for logger in (ours, library):
        logger.debug("detail")
        logger.warning("careful")
    assert [(line["logger"], line["message"]) for line in lines(json_lines)] == [
        ("bot.test_logs", "detail"),
        ("bot.test_logs", "careful"),
        ("some.library", "careful"),
    ]
    configure("WARNING", json_lines)
    ours.info("no more")
    assert len(lines(json_lines)) == 3


def test_a_ring_of_causes_has_an_end(json_lines: io.StringIO) -> None:
    first, second = KeyError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    ours.error("x", exc_info=first)
    assert lines(json_lines)[0]["exception"].count("KeyError") == 10


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param(f"/bot{TOKEN}/getMe", "/bot[token]/getMe", id="in an address"),
        pytest.param(f"{TOKEN} {TOKEN}", "[token] [token]", id="twice"),
        pytest.param("12:34:56 run7:card12", "12:34:56 run7:card12", id="a time and a key are none"),
    ],
)
def test_only_tokens_are_scrubbed(text: str, clean: str) -> None:
    assert scrubbed(text) == clean


def test_an_exception_that_is_none_is_a_line_like_any_other(json_lines: io.StringIO) -> None:
    ours.error("x", exc_info=True)
    assert "exception" not in lines(json_lines)[0]


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert place_of(ValueError("x")) == ""
