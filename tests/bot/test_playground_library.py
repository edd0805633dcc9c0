"""The real python-telegram-bot against the playground: what it parses, and which errors it raises."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application, CallbackQueryHandler, ContextTypes
from telegram.request import HTTPXRequest

from bot.playground.faults import Fault
from bot.playground.serve import Running, serve
from bot.playground.state import Rules
from tests.bot.playground_world import Scene

ANSWER_AT_ONCE = InlineKeyboardMarkup([[InlineKeyboardButton("Ik doe mee", callback_data="join")]])


class Group:
    """A running playground, its group and a bot of the library."""

    def __init__(self, running: Running, bot: Bot) -> None:
        self.running, self.bot, self.world = running, bot, running.world
        self.chat = next(chat for chat in self.world.chats.values() if chat.type == "group")
        self.an, self.bert, *_ = [user.id for user in self.world.users.values() if not user.is_bot]
        self.world.add_bot(self.chat.id, self.an)


@pytest.fixture
async def group() -> AsyncIterator[Group]:
    running = await serve(rules=Rules(group_limit=3))
    async with Bot(running.token, base_url=f"{running.api_url}/bot") as bot:
        yield Group(running, bot)
    await running.close()


async def test_the_library_starts_and_knows_privacy_mode(group: Group) -> None:
    me = await group.bot.get_me()
    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("buurtvonk_bot", True, False)


async def test_a_card_comes_back_as_it_was_sent(group: Group) -> None:
    sent = await group.bot.send_message(
        group.chat.id, "<b>Dag 🎉</b> &lt;3", parse_mode="HTML", reply_markup=ANSWER_AT_ONCE
    )
    assert (sent.text, sent.text_html, sent.reply_markup) == ("Dag 🎉 <3", "<b>Dag 🎉</b> &lt;3", ANSWER_AT_ONCE)
    edited = await group.bot.edit_message_text("Anders", group.chat.id, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup, edited.edit_date is not None) == ("Anders", None, True)
    file = await group.bot.send_document(group.chat.id, b"inhoud", caption="Plan", filename="plan.txt")
    assert file.document is not None
    assert (file.document.file_name, file.caption) == ("plan.txt", "Plan")


async def test_small_calls_are_understood(group: Group) -> None:
    card = await group.bot.send_message(group.chat.id, "x")
    bot, chat = group.bot, group.chat.id
    assert await bot.set_message_reaction(chat, card.message_id, [ReactionTypeEmoji("👍")])
    assert await bot.pin_chat_message(chat, card.message_id)
    assert (await bot.get_chat(chat)).pinned_message == card
    assert await bot.unpin_chat_message(chat, card.message_id)
    assert await bot.send_chat_action(chat, "typing")
    assert await bot.set_my_commands([BotCommand("start", "Begin")], language_code="nl")
    assert await bot.get_my_commands(language_code="nl") == (BotCommand("start", "Begin"),)
    assert await bot.delete_my_commands(language_code="nl")
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_message(chat, card.message_id)


async def test_members_are_understood(group: Group) -> None:
    bot = group.bot
    assert await bot.get_chat_member_count(group.chat.id) == 5
    (creator,) = await bot.get_chat_administrators(group.chat.id)
    assert (creator.user.first_name, creator.status) == ("An", "creator")
    group.world.set_admin(group.chat.id, group.an, bot.id)
    assert isinstance(await bot.get_chat_member(group.chat.id, bot.id), ChatMemberAdministrator)
    group.world.remove_member(group.chat.id, group.an, group.bert)
    assert (await bot.get_chat_member(group.chat.id, group.bert)).status == "kicked"
    assert await bot.leave_chat(group.chat.id)


def everything_that_happens() -> Scene:
    scene = Scene()
    world, chat = scene.world, scene.group.id
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    card = scene.posted(reply_markup=markup)
    dispatched = [world.say(chat, scene.an, "/start"), world.say(chat, scene.an, "antwoord 🎉", card.id)]
    world.rewrite(chat, scene.an, dispatched[1][0].id, "anders https://x.be")
    world.press(chat, scene.bert, card.id, 0)
    scene.call("pinChatMessage", message_id=card.id)
    world.say(scene.an, scene.an, "/start abc")
    world.remove_member(chat, scene.an, scene.jef)
    world.add_member(chat, scene.an, scene.jef)
    world.rename(chat, scene.an, "Straat")
    new = world.set_admin(chat, scene.an, scene.bert, hidden=True)
    world.say(new.id, scene.bert, "/start")
    world.say(new.id, scene.an, "/start", channel="Krant")
    topic = world.create_topic(new.id, "Feest")
    world.say(new.id, scene.an, "/start", topic=topic)
    world.set_admin(new.id, scene.an, world.bot.id)
    world.remove_bot(new.id, scene.an)
    return scene


def test_every_kind_of_update_parses_and_loses_nothing() -> None:
    updates = [Update.de_json(update, None) for update in everything_that_happens().heard()]
    assert len(updates) >= 16
    assert all(update.effective_chat and update.effective_sender for update in updates)
    kinds = {kind for update in updates for kind in Update.ALL_TYPES if getattr(update, kind, None)}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    unknown = {key for update in updates for key in update.api_kwargs}
    assert unknown == set()


def test_a_pressed_card_carries_its_message() -> None:
    update = next(one for one in everything_that_happens().heard() if "callback_query" in one)
    query = CallbackQuery.de_json(update["callback_query"], None)
    assert isinstance(query.message, Message)
    assert query.chat_instance
    assert query.message.reply_markup is not None


Call = Callable[[Group], Coroutine[Any, Any, Any]]
ERRORS: list[Any] = [
    pytest.param(BadRequest, "Chat not found", lambda g: g.bot.send_message(4, "x"), id="unknown chat"),
    pytest.param(
        BadRequest, "parse entities", lambda g: g.bot.send_message(g.chat.id, "<3", parse_mode="HTML"), id="markup"
    ),
    pytest.param(
        BadRequest,
        "replied not found",
        lambda g: g.bot.send_message(g.chat.id, "x", reply_parameters=ReplyParameters(99)),
        id="reply",
    ),
    pytest.param(Forbidden, "initiate conversation", lambda g: g.bot.send_message(g.an, "x"), id="private"),
    pytest.param(BadRequest, "Query is too old", lambda g: g.bot.answer_callback_query("1"), id="an old press"),
    pytest.param(InvalidToken, "Not Found", lambda g: g.bot.send_dice(g.chat.id), id="no such method"),
]


@pytest.mark.parametrize(("kind", "words", "call"), ERRORS)
async def test_refusals_raise_the_librarys_own_errors(
    group: Group, kind: type[TelegramError], words: str, call: Call
) -> None:
    with pytest.raises(kind, match=words):
        await call(group)


async def test_a_migrated_chat_raises_with_the_new_id(group: Group) -> None:
    new = group.world.migrate(group.chat.id)
    with pytest.raises(ChatMigrated) as raised:
        await group.bot.send_message(group.chat.id, "x")
    assert raised.value.new_chat_id == new.id


async def test_a_full_minute_raises_retry_after(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    for _ in range(3):
        await group.bot.send_message(group.chat.id, "x")
    with pytest.raises(RetryAfter) as raised:
        await group.bot.send_message(group.chat.id, "x")
    assert isinstance(raised.value.retry_after, timedelta)
    assert timedelta(seconds=55) <= raised.value.retry_after <= timedelta(seconds=60)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("drop_before", NetworkError),
        ("drop_after", NetworkError),
        ("server_error", NetworkError),
        ("bad_gateway", NetworkError),
        ("forbidden", Forbidden),
    ],
)
async def test_faults_raise_what_a_bad_day_raises(group: Group, fault: Any, kind: type[TelegramError]) -> None:
    group.world.faults.plan([Fault(fault, nth=1)])
    with pytest.raises(kind):
        await group.bot.send_message(group.chat.id, "x")


async def test_a_wrong_token_does_not_start(group: Group) -> None:
    connections = [HTTPXRequest(), HTTPXRequest()]
    stranger = Bot("1:abc", f"{group.running.api_url}/bot", request=connections[0], get_updates_request=connections[1])
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    for connection in connections:
        await connection.shutdown()


async def test_two_pollers_conflict(group: Group) -> None:
    await group.bot.get_updates(offset=2**40)
    first = asyncio.create_task(group.bot.get_updates(offset=2**40, timeout=10))
    await asyncio.sleep(0.2)
    async with Bot(group.running.token, base_url=f"{group.running.api_url}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=1))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        assert await second == ()


async def test_a_whole_application_polls_and_answers(group: Group) -> None:
    answered = asyncio.Event()

    async def join(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Welkom")
        answered.set()

    app = Application.builder().bot(group.bot).build()
    app.add_handler(CallbackQueryHandler(join))
    assert app.updater is not None
    async with app:
        await app.updater.start_polling(poll_interval=0, timeout=2)
        await app.start()
        card = await group.bot.send_message(group.chat.id, "Wie doet mee?", reply_markup=ANSWER_AT_ONCE)
        press = group.world.press(group.chat.id, group.bert, card.message_id, "join")
        await asyncio.wait_for(answered.wait(), 5)
        await app.updater.stop()
        await app.stop()
    assert press.answered
