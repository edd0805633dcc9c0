"""The real python-telegram-bot with polls, channels and files of the playground."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot, InputPollOption, MessageOriginUser, Poll, Update
from telegram.error import BadRequest, Forbidden

from bot.playground.model import Chat, Message
from bot.playground.serve import Running, serve
from bot.playground.state import Rules


class Street:
    """A running playground with a group, a channel and a bot of the library."""

    def __init__(self, running: Running, bot: Bot) -> None:
        self.running, self.bot, self.world = running, bot, running.world
        self.group = next(chat for chat in self.world.chats.values() if chat.type == "group")
        self.an, self.bert, *_ = [user.id for user in self.world.users.values() if not user.is_bot]
        self.world.add_bot(self.group.id, self.an)
        self.channel = self.world.create_group("Buurtkrant", [self.an, self.bert], kind="channel")
        self.world.add_bot(self.channel.id, self.an)
        self.world.updates.confirm(2**60)

    async def asks(self, chat: Chat, **given: Any) -> Message:
        options: list[InputPollOption | str] = ["Soep", InputPollOption("Taart")]
        sent = await self.bot.send_poll(chat.id, "Wat doen we?", options, **given)
        return chat.messages[sent.message_id]

    async def hears(self) -> list[Update]:
        updates = await self.bot.get_updates()
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1)
        unknown = {key for update in updates for key in update.api_kwargs}
        assert unknown == set()
        return list(updates)


@pytest.fixture
async def street() -> AsyncIterator[Street]:
    running = await serve(rules=Rules(group_limit=None))
    async with Bot(running.token, base_url=f"{running.api_url}/bot") as bot:
        yield Street(running, bot)
    await running.close()


async def test_a_poll_comes_back_as_it_was_asked(street: Street) -> None:
    sent = await street.bot.send_poll(
        street.group.id,
        "Wat doen we?",
        ["Soep", "Taart"],
        is_anonymous=False,
        allows_multiple_answers=True,
        allows_revoting=True,
        allow_adding_options=True,
        hide_results_until_closes=True,
        open_period=timedelta(days=30),
        type=Poll.REGULAR,
    )
    assert sent.poll is not None
    assert sent.poll.api_kwargs == {}
    assert [(option.text, option.voter_count) for option in sent.poll.options] == [("Soep", 0), ("Taart", 0)]
    assert all(option.persistent_id for option in sent.poll.options)
    assert (sent.poll.is_anonymous, sent.poll.allows_multiple_answers, sent.poll.is_closed) == (False, True, False)
    assert sent.poll.close_date is not None
    left = sent.poll.close_date - datetime.now(UTC)  # noqa: TID251 the server runs on the real clock
    assert timedelta(days=29, hours=23) < left < timedelta(days=30, seconds=1)


async def test_votes_added_options_and_the_end_are_understood(street: Street) -> None:
    message = await street.asks(street.group, is_anonymous=False, allow_adding_options=True)
    street.world.vote(street.group.id, street.bert, message.id, [1])
    street.world.add_option(street.group.id, street.bert, message.id, "Wafels")
    stopped = await street.bot.stop_poll(street.group.id, message.id)
    answer, counts, service, more, closed = await street.hears()
    assert answer.poll_answer is not None
    assert answer.poll_answer.user is not None
    assert (answer.poll_answer.user.first_name, answer.poll_answer.option_ids) == ("Bert", (1,))
    assert counts.poll is not None
    assert counts.poll.total_voter_count == 1
    assert service.message is not None
    assert service.message.poll_option_added is not None
    assert service.message.poll_option_added.option_text == "Wafels"
    assert more.poll is not None
    assert more.poll.options[2].added_by_user is not None
    assert stopped.is_closed
    assert closed.poll == stopped
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await street.bot.stop_poll(street.group.id, message.id)


async def test_a_poll_closes_when_the_clock_is_moved_past_its_end(street: Street) -> None:
    await street.asks(street.group, open_period=3600)
    await street.running.mover.move(street.world.now() + timedelta(hours=2))
    (update,) = await street.hears()
    assert update.poll is not None
    assert update.poll.is_closed


async def test_a_poll_closes_by_itself_when_its_time_is_over(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.moving._TICK", 0.01)
    message = await street.asks(street.group, open_period=5)
    assert message.poll is not None
    street.running.clock.forward_to(street.world.now() + timedelta(seconds=5))
    (update,) = await street.bot.get_updates(timeout=3)
    assert update.poll is not None
    assert update.poll.is_closed


async def test_a_forwarded_poll_is_understood(street: Street) -> None:
    message = await street.asks(street.group, is_anonymous=False)
    street.world.forward(street.group.id, street.bert, message.id, street.bert)
    street.world.vote(street.bert, street.bert, 1 + message.id, [0])
    passed_on, answer, _ = await street.hears()
    assert passed_on.message is not None
    assert isinstance(passed_on.message.forward_origin, MessageOriginUser)
    assert passed_on.message.poll is not None
    assert answer.poll_answer is not None
    assert answer.poll_answer.poll_id == passed_on.message.poll.id


async def test_a_group_without_polls_raises_the_librarys_error(street: Street) -> None:
    street.group.permissions["can_send_polls"] = False
    assert not (await street.bot.get_chat(street.group.id)).permissions.can_send_polls  # type: ignore[union-attr] # a group has them
    with pytest.raises(BadRequest, match="Not enough rights to send polls to the chat"):
        await street.asks(street.group)


async def test_a_channel_is_understood(street: Street) -> None:
    street.world.say(street.channel.id, street.an, "Zaterdag soep")
    street.world.set_admin(street.channel.id, street.an, street.world.bot.id, admin=False)
    post, changed = await street.hears()
    assert post.channel_post is not None
    assert post.channel_post.sender_chat is not None
    assert (post.channel_post.text, post.channel_post.from_user) == ("Zaterdag soep", None)
    assert changed.my_chat_member is not None
    assert changed.my_chat_member.chat.type == "channel"
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await street.bot.send_message(street.channel.id, "x")


async def test_a_calendar_file_arrives_in_a_channel_with_its_words(street: Street) -> None:
    calendar = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    sent = await street.bot.send_document(street.channel.id, calendar, caption="Onze afspraak", filename="afspraak.ics")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption, sent.from_user) == ("afspraak.ics", "Onze afspraak", None)


async def test_a_group_that_disappeared_raises_forbidden(street: Street) -> None:
    street.world.delete_chat(street.group.id, street.an)
    street.world.delete_chat(street.channel.id, street.an)
    with pytest.raises(Forbidden, match="group chat was deleted"):
        await street.bot.send_message(street.group.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await street.bot.send_message(street.channel.id, "x")
