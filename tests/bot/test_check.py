"""What someone who hosts the bot is told before and at the start, and by which exit code."""

import asyncio
from pathlib import Path

import pytest

from bot import app, check
from bot.codes import BAD_INPUT, DONE
from bot.config import Settings, load
from bot.polling import TokenRefused
from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
UNKNOWN = "123456789:AAEabcdefghijklmnopqrstuvwxyz12345678"


def settings(database: Path, **given: str) -> Settings:
    return load({"BUURTVONK_DATABASE_URL": f"sqlite:///{database}", **given})


def told(key: str, **values: object) -> str:
    return TEXTS.plain("nl", f"settings.{key}", **values)


async def test_without_a_token_everything_else_is_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bot.sqlite3"
    assert await check.run(settings(path)) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [told("check.database", path=path), told("check.no_token")]


async def test_a_database_that_cannot_be_opened_is_named_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bot.sqlite3").write_text("no database")
    assert await check.run(settings(tmp_path / "bot.sqlite3")) == BAD_INPUT
    assert str(tmp_path / "bot.sqlite3") in capsys.readouterr().out


async def test_with_a_token_telegram_says_who_it_is_and_what_it_may(
    still: Talk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with still.bot():
        await still.settled()
    url, token = still.playground.api_url, still.playground.token
    assert await check.run(settings(tmp_path / "b", BUURTVONK_TOKEN=token, BUURTVONK_API_URL=url)) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:] == [
        told("check.token", name="buurtvonk_bot"), told("check.joins_groups"), told("check.privacy_on")
    ]  # fmt: skip


async def test_a_telegram_out_of_reach_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "http://127.0.0.1:9"
    given = settings(tmp_path / "b", BUURTVONK_TOKEN=UNKNOWN, BUURTVONK_API_URL=nowhere)
    assert await check.run(given) == BAD_INPUT
    assert capsys.readouterr().out.splitlines()[2:] == [
        told("check.out_of_reach", api=nowhere, error="NetworkError")
    ]  # fmt: skip


async def test_a_token_that_telegram_does_not_know_is_one_line(
    still: Talk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with still.bot():
        await still.settled()
    still.allowed = ("Unauthorized",)
    given = settings(tmp_path / "b", BUURTVONK_TOKEN=UNKNOWN, BUURTVONK_API_URL=still.playground.api_url)
    assert await check.run(given) == BAD_INPUT
    assert capsys.readouterr().out.splitlines()[2:] == [told("polling.token_refused")]
    with pytest.raises(TokenRefused):
        await app.run_bot(given, asyncio.Event())
