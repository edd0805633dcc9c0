"""What people write: commands in both languages, answers by reply, and everything that is not for the bot."""

import pytest

from bot.commands import _COMMANDS
from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"


def words(key: str, lang: str = "nl", **values: object) -> str:
    return TEXTS.plain(lang, key, **values)


def notice(key: str, **values: object) -> str:
    return TEXTS.plain("nl", f"engine.notice.{key}", **values)


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_command_in_the_menu_is_one_that_the_bot_knows(lang: str) -> None:
    listed = [line.partition(" - ")[0] for line in words("commands.list", lang).splitlines()]
    assert [name for name in listed if name not in _COMMANDS] == []
    assert len(set(listed)) == len(listed)


async def test_telegram_is_told_the_commands_in_every_language(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    told = {language: len(commands) for (_, language), commands in talk.world.commands.items()}
    assert told == {"": len(words("commands.list").splitlines()), "en": len(words("commands.list", "en").splitlines())}


# --- not for the bot ---


@pytest.mark.parametrize("text", ["zullen we om acht uur beginnen?", "/start@ander_bot", "/onbekend", "Maria"])
@pytest.mark.parametrize("admin", [False, True], ids=["privacy on", "bot is admin"])
async def test_talk_in_the_group_is_left_alone(talk: Talk, text: str, *, admin: bool) -> None:
    await talk.begins()
    if admin:
        talk.world.set_admin(talk.chat.id, talk.an, talk.world.bot.id)
    said, before = talk.texts(), talk.run()
    await talk.says(talk.an, text)
    assert (talk.texts(), talk.run()) == (said, before)


async def test_a_reply_to_a_neighbour_is_no_answer(talk: Talk) -> None:
    await talk.begins()
    talk.world.set_admin(talk.chat.id, talk.an, talk.world.bot.id)
    said = await talk.says(talk.bert, "ik weet er een")
    before = talk.run()
    await talk.says(talk.an, "zeg maar", said)
    assert talk.run() == before


async def test_another_bot_is_not_listened_to(talk: Talk) -> None:
    await talk.begins()
    update = {
        "message_id": 999,
        "date": 1,
        "chat": {"id": talk.chat.id, "type": "group", "title": "x"},
        "from": {"id": 1234, "is_bot": True, "first_name": "Robot"},
        "text": f"/stop{BOT}",
    }
    said = talk.texts()
    talk.world.updates.add("message", update, talk.chat.id)
    await talk.settled()
    assert talk.texts() == said


async def test_what_a_linked_channel_forwards_is_not_listened_to(talk: Talk) -> None:
    card = await talk.begins()
    channel = {"id": -1_009, "type": "channel", "title": "Nieuws"}
    update = {
        "message_id": 999,
        "date": 1,
        "chat": {"id": talk.chat.id, "type": "group", "title": "x"},
        "from": {"id": 777_000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": channel,
        "is_automatic_forward": True,
        "reply_to_message": talk.world.json_of(card),
        "text": "Nieuws uit de buurt",
    }
    said = talk.texts()
    talk.world.updates.add("message", update, talk.chat.id)
    await talk.settled()
    assert talk.texts() == said
    assert "q0_1" not in talk.settled_places()


# --- answers ---


async def test_a_reply_to_the_open_card_is_an_answer(talk: Talk) -> None:
    await talk.begins(talk.bert)
    said = await talk.answers(talk.bert, "Maria weer thuis")
    assert talk.settled_places()[-1] == "q0_1"
    await talk.until(lambda: said.reactions)
    assert [sign["emoji"] for sign in said.reactions] == ["👍"]


async def test_a_reply_to_a_card_that_is_over_says_so_and_changes_nothing(talk: Talk) -> None:
    card = await talk.begins(talk.bert)
    await talk.says(talk.bert, "Maria weer thuis", card)
    late = await talk.says(talk.an, "Jef weer thuis", card)
    assert talk.last().text == notice("closed_question")
    assert talk.last().reply_to == late.id
    assert "Jef" not in talk.one("SELECT group_concat(value) FROM answer")


async def test_a_reply_to_another_message_where_words_are_asked_says_where_to_answer(talk: Talk) -> None:
    await talk.begins()
    greeting = talk.spoken()[0]
    await talk.says(talk.an, "Maria weer thuis", greeting)
    assert talk.last().text == words("commands.other_message")
    assert "q0_1" not in talk.settled_places()


async def test_a_reply_to_another_message_where_buttons_are_asked_is_talk(talk: Talk) -> None:
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    said = talk.texts()
    await talk.says(talk.an, "mooi gezegd", talk.spoken()[0])
    assert talk.texts() == said


async def test_alone_with_the_bot_a_reply_to_another_message_is_never_lost_in_silence(talk: Talk) -> None:
    talk.chat_id = talk.an
    await talk.says(talk.an, "/start")
    await talk.taps(talk.an, "start:six_steps")
    await talk.says(talk.an, "Maria weer thuis")
    await talk.says(talk.an, "mooi gezegd", talk.spoken()[0])
    assert talk.last().text == words("commands.other_message")


async def test_words_on_a_question_with_buttons_get_the_way_on(talk: Talk) -> None:
    await talk.begins()
    await talk.answers(talk.an, "Maria weer thuis")
    await talk.answers(talk.an, "met partners natuurlijk")
    assert talk.last().text == notice("use_buttons")


async def test_a_reply_when_nothing_goes_on_any_more_says_how_to_begin(talk: Talk) -> None:
    card = await talk.begins()
    await talk.says(talk.an, f"/stop{BOT}")
    await talk.taps(talk.an, "!stop")
    await talk.says(talk.an, "Maria weer thuis", card)
    assert talk.last().text == words("commands.no_run")
    count = len(talk.spoken())
    await talk.says(talk.an, "tot later", talk.last())
    assert len(talk.spoken()) == count, "people who talk are left in peace"


async def test_slash_a_answers_without_a_reply(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.an, f"/a{BOT} Maria weer thuis")
    assert talk.settled_places()[-1] == "q0_1"


async def test_slash_a_without_words_asks_for_them(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.an, f"/a{BOT}")
    assert talk.last().text == notice("empty_text")


async def test_who_did_not_join_is_told_how_and_changes_nothing(talk: Talk) -> None:
    await talk.begins()
    await talk.answers(talk.jef, "Jef weer thuis")
    assert talk.last().text == notice("not_joined")
    assert "q0_1" not in talk.settled_places()


# --- commands ---


@pytest.mark.parametrize(
    "command",
    ["a iets", "parkeer iets", "meedoen", "weg", "pauze", "verder", "terug", "stop", "kaart", "overnemen", "wijzig"],
)
async def test_a_command_where_nothing_goes_on_says_how_to_begin(talk: Talk, command: str) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    name, *rest = command.split()
    await talk.says(talk.an, " ".join([f"/{name}{BOT}", *rest]))
    assert talk.last().text == words("commands.no_run")


async def test_help_says_what_there_is(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.says(talk.an, f"/help{BOT}")
    for command in ("/meedoen", "/kaart", "/parkeer", "/waarom", "/wijzig", "/stop", "/overnemen", "/status"):
        assert command in talk.last().text


async def test_the_six_steps_begin_with_a_command_too(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.says(talk.bert, f"/stappen{BOT}")
    assert talk.run()["status"] == "gathering"
    await talk.says(talk.bert, f"/verder{BOT}")
    assert talk.run()["status"] == "open"


async def test_a_second_run_is_not_begun_while_one_goes_on(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.bert, f"/stappen{BOT}")
    assert talk.last().text == words("commands.run_exists")
    assert talk.codes(talk.last()) == ["!join", "card", "stop"]
    assert (await talk.taps(talk.bert, "!join", talk.last())).text == notice("joined", joined=2)
    await talk.taps(talk.fatma, "start:six_steps", talk.spoken()[0])
    assert len(talk.rows("SELECT id FROM run")) == 1


async def test_start_in_the_middle_shows_where_the_group_is(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.bert, f"/start{BOT}")
    menu = talk.last()
    assert menu.text == words("commands.run_exists")
    await talk.taps(talk.bert, "card", menu)
    assert talk.card() is talk.last()
    await talk.taps(talk.bert, "stop", menu)
    assert talk.last().text == words("commands.stop.ask")


async def test_joining_and_leaving_by_command(talk: Talk) -> None:
    await talk.begins()
    joined = await talk.says(talk.bert, f"/meedoen{BOT}")
    await talk.until(lambda: joined.reactions)
    await talk.answers(talk.bert, "Maria weer thuis")
    assert "q0_1" in talk.settled_places()
    await talk.says(talk.bert, f"/weg{BOT}")
    await talk.says(talk.bert, f"/weg{BOT}")
    assert talk.last().text == notice("not_joined")


async def test_pause_and_go_on_by_command(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.an, f"/pauze{BOT}")
    assert talk.run()["status"] == "paused"
    await talk.answers(talk.an, "Maria weer thuis")
    assert talk.last().text == notice("is_paused")
    await talk.says(talk.an, f"/verder{BOT}")
    assert talk.run()["status"] == "open"
    await talk.says(talk.an, f"/verder{BOT}")
    assert talk.last().text == notice("required")


async def test_back_by_command_opens_the_question_before_with_its_answer(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.an, f"/terug{BOT}")
    assert talk.last().text == notice("nothing_to_go_back")
    await talk.answers(talk.an, "Maria weer thuis")
    await talk.says(talk.an, f"/terug{BOT}")
    assert "Maria weer thuis" in talk.card().text
    await talk.answers(talk.an, "Maria is weer thuis")
    assert "Maria is weer thuis" in talk.one("SELECT value FROM answer WHERE place = 'q0_1'")


async def test_the_card_comes_down_again_and_the_old_one_loses_its_buttons(talk: Talk) -> None:
    old = await talk.begins()
    await talk.says(talk.bert, f"/kaart{BOT}")
    assert talk.card() is talk.last() is not old
    assert talk.buttons(old) == []
    await talk.answers(talk.an, "Maria weer thuis")
    assert "q0_1" in talk.settled_places()


async def test_the_card_of_a_run_that_did_not_begin_comes_down_too(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    await talk.taps(talk.an, "start:six_steps")
    await talk.says(talk.bert, f"/kaart{BOT}")
    assert talk.codes(talk.last()) == ["!join", "!begin"]
    assert len([m for m in talk.spoken() if "!join" in talk.codes(m)]) == 1


async def test_stopping_asks_first_and_can_be_taken_back(talk: Talk) -> None:
    await talk.begins(talk.bert)
    await talk.says(talk.bert, f"/stop{BOT}")
    menu = talk.last()
    toast = await talk.taps(talk.bert, "!stop", menu)
    assert (toast.text, toast.alert) == (notice("facilitator_only"), True)
    await talk.taps(talk.an, "card", menu)
    assert talk.run()["status"] == "open"
    await talk.taps(talk.an, "!stop", menu)
    assert talk.run()["status"] == "stopped"
    assert talk.last().text == words("engine.announce.stopped")
    assert not [code for message in talk.spoken() for code in talk.codes(message) if code == "!pause"]
    again = await talk.taps(talk.an, "!stop", menu)
    assert again.text == notice("not_open")
    back = await talk.taps(talk.an, "card", menu)
    assert back.text == words("commands.no_run")


async def test_after_a_stop_a_new_run_can_begin(talk: Talk) -> None:
    await talk.begins()
    await talk.says(talk.an, f"/stop{BOT}")
    await talk.taps(talk.an, "!stop")
    await talk.says(talk.bert, f"/stappen{BOT}")
    assert [row[0] for row in talk.rows("SELECT status FROM run ORDER BY id")] == ["stopped", "gathering"]


async def test_a_remark_is_parked(talk: Talk) -> None:
    await talk.begins()
    parked = await talk.says(talk.an, f"/parkeer{BOT} de poetsdienst heeft een wachtlijst")
    await talk.until(lambda: parked.reactions)
    assert "wachtlijst" in talk.run()["state"]
    await talk.says(talk.an, f"/parkeer{BOT}")
    assert talk.last().text == notice("empty_text")
    await talk.says(talk.jef, f"/parkeer{BOT} ik ook")
    assert talk.last().text == notice("not_joined")


async def test_english_commands_work_as_well(talk: Talk) -> None:
    await talk.begins()
    for command, status in (("pause", "paused"), ("next", "open")):
        await talk.says(talk.an, f"/{command}{BOT}")
        assert talk.run()["status"] == status
    await talk.says(talk.an, f"/park{BOT} later")
    assert "later" in talk.run()["state"]


# --- people without a face ---


def hide(talk: Talk) -> int:
    """Make An an anonymous admin; the group becomes a supergroup for it."""
    talk.world.set_admin(talk.chat.id, talk.an, talk.an, hidden=True)
    return talk.an


async def test_an_anonymous_admin_is_asked_to_answer_as_themselves(talk: Talk) -> None:
    await talk.begins()
    hidden = hide(talk)
    await talk.settled()
    await talk.answers(hidden, "Maria weer thuis")
    assert talk.last().text == words("commands.anonymous_admin")
    assert "q0_1" not in talk.settled_places()
    for command in ("meedoen", "a Maria", "parkeer iets", "overnemen", "stappen"):
        name, *rest = command.split()
        await talk.says(hidden, " ".join([f"/{name}{BOT}", *rest]))
        assert talk.last().text == words("commands.anonymous_admin"), command
    assert "1087968824" not in talk.run()["state"]


async def test_an_anonymous_admin_may_steer(talk: Talk) -> None:
    await talk.begins()
    hidden = hide(talk)
    await talk.settled()
    await talk.says(hidden, f"/pauze{BOT}")
    assert talk.run()["status"] == "paused"
    await talk.says(hidden, f"/verder{BOT}")
    assert talk.run()["status"] == "open"
    for command in ("status", "help", "taal", "kaart", "wijzig", "stop"):
        await talk.says(hidden, f"/{command}{BOT}")
        assert talk.last().text != words("commands.anonymous_admin"), command


async def test_a_member_who_writes_as_a_channel_is_asked_to_write_as_themselves(talk: Talk) -> None:
    await talk.begins()
    talk.chat_id = talk.world.migrate(talk.chat.id).id
    await talk.settled()
    await talk.says(talk.bert, "Maria weer thuis", talk.card(), channel="Onze straat")
    assert talk.last().text == words("commands.channel")
    await talk.says(talk.bert, f"/pauze{BOT}", channel="Onze straat")
    assert talk.last().text == words("commands.channel")
    assert talk.run()["status"] == "open"
    assert "q0_1" not in talk.settled_places()
