"""A picture in its chat: after its words, drawn from what the group has answered by then."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import clock
from bot.cards import Words
from bot.desk import Desk
from bot.drawing import Drawing
from bot.keyboards import Codec
from bot.outgoing import ChatLook, Drawn, Json
from bot.playground.faults import Fault
from bot.store.run_rows import Runs, begin
from bot.store.sqlite import SqliteStore
from bot.texts import Texts
from core.ids import ParticipantId
from flows.engine import start
from flows.six_steps import SIX_STEPS
from tests.bot.outbox.rig import know
from tests.bot.talk import Talk


async def packages(talk: Talk) -> None:
    """Go to the end of step 3 with three activities."""
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    await talk.skips_to("q2_3")
    await talk.answers(talk.an, "Koken\nWandelen <b>& zo\nسوق")
    await talk.taps(talk.an, "!next")
    await talk.skips_to("q3_end")


async def test_the_matrix_follows_the_packages_and_comes_before_the_card(talk: Talk) -> None:
    await packages(talk)
    *_, words, photo, card = talk.spoken()
    assert "Score" in words.text
    assert photo.text.startswith("Wat hangt samen\n")
    assert "Wandelen <b>& zo" in photo.text
    assert photo.photo[0]["width"] >= 600
    assert card is talk.card()


async def test_where_photos_are_not_allowed_the_group_goes_on_with_words(talk: Talk) -> None:
    talk.allowed = ("not enough rights to send photos",)
    talk.chat.permissions["can_send_photos"] = False
    await packages(talk)
    assert not any(message.photo for message in talk.spoken())
    assert "Score" in talk.spoken()[-2].text
    await talk.taps(talk.an, "!next")
    assert talk.rows("SELECT status FROM outbox WHERE kind = 'photo'") == [("dropped",)]


async def test_a_photo_whose_answer_is_lost_is_there_once(talk: Talk) -> None:
    talk.allowed = ("message is not modified",)  # that is how it is found
    talk.world.faults.plan([Fault("drop_after", "sendPhoto", nth=1)])
    await packages(talk)
    assert sum(bool(message.photo) for message in talk.spoken()) == 1


async def _status(_: ChatLook, __: Words) -> Drawn:
    raise AssertionError("nobody asked")


@pytest.mark.parametrize("run", [1, 99], ids=["nothing to see any more", "no such run"])
async def test_what_is_gone_is_not_drawn(tmp_path: Path, run: int) -> None:
    store = await SqliteStore.open(tmp_path / "b.db", clock.now)
    await store.write(know, 1, -1)
    await store.write(begin, 1, 0, start(SIX_STEPS, ParticipantId("1")).run, clock.now())
    desk = Desk(
        texts=Texts.load(), codec=Codec(b"x"), runs=Runs(), clock=clock.now, bot_id=1, bot_name="b", language="nl",
        time_zone="Europe/Brussels",
    )  # fmt: skip
    draw: Mapping[str, Json] = {"what": "picture", "run": run, "picture": "matrix", "item": ""}
    try:
        assert await Drawing(desk, store, _status)(draw, ChatLook(group=1)) is None
    finally:
        await store.close()
