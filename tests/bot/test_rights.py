"""A group in which members may not write, so neither may the bot."""

from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"


async def silenced(talk: Talk) -> None:
    """Begin, forbid everyone to write, and let the bot find out."""
    talk.allowed = ("not enough rights",)
    await talk.begins(talk.bert)
    talk.chat.permissions["can_send_messages"] = False
    await talk.says(talk.an, f"/kaart{BOT}")
    assert talk.one("SELECT status FROM chat_group") == "paused"


async def test_a_press_says_that_the_bot_may_not_write_and_what_to_do(talk: Talk) -> None:
    await silenced(talk)
    toast = await talk.taps(talk.fatma, "stand:hard")
    assert (toast.text, toast.alert) == (TEXTS.plain("nl", "commands.could_not_write"), True)
    assert len(toast.text) <= 200


async def test_a_refusal_of_the_press_itself_comes_first(talk: Talk) -> None:
    await silenced(talk)
    toast = await talk.forges(talk.fatma, talk.spoken()[0], "of another chat")
    assert toast.text == TEXTS.plain("nl", "commands.foreign_button")


async def test_once_it_may_write_again_a_press_brings_the_card(talk: Talk) -> None:
    await silenced(talk)
    said = len(talk.spoken())
    talk.chat.permissions["can_send_messages"] = True
    await talk.taps(talk.fatma, "stand:hard")
    assert len(talk.spoken()) == said + 1
    assert talk.last() is talk.card()
    await talk.taps(talk.an, "!pause")
    assert talk.run()["status"] == "paused"
