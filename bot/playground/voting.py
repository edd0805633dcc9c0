"""What people do with a poll, and what time does to it."""

from datetime import datetime, timedelta

from bot.playground.errors import ActError
from bot.playground.model import Chat, Json, Message
from bot.playground.payloads import channel_bot_json, poll_json, user_json
from bot.playground.places import Places
from bot.playground.poll import MAX_OPTION, MAX_OPTIONS, Option, Poll


class Voting(Places):
    """Votes, options that members add, and closing."""

    def vote(self, chat_id: int, person_id: int, message_id: int, places: list[int]) -> None:
        """Choose these options, counted from 0, in the place of what was chosen before; none takes a vote back.

        The message may be a forward of the poll: whoever sees it may vote.
        """
        chat, poll = self.chat_for(chat_id, person_id), self._open_poll(chat_id, person_id, message_id)
        before, chosen = poll.votes.get(person_id, []), self._chosen(poll, places)
        if before and not poll.takes_changes:
            raise ActError("no_second_vote")
        if chosen == before:
            return
        poll.votes[person_id] = chosen
        if not chosen:
            del poll.votes[person_id]
        if not poll.is_anonymous:
            self.updates.add("poll_answer", self._answer_json(chat, poll, person_id), int(poll.id))
        self._changed(poll)

    def _chosen(self, poll: Poll, places: list[int]) -> list[str]:
        wanted = sorted(set(places))
        if len(wanted) > 1 and not poll.takes_several:
            raise ActError("one_answer")
        if not all(0 <= place < len(poll.options) for place in wanted):
            raise ActError("no_such_option")
        return [poll.options[place].id for place in wanted]

    def _answer_json(self, chat: Chat, poll: Poll, person_id: int) -> Json:
        chosen = poll.votes.get(person_id, [])
        shown: Json = {
            "poll_id": poll.id,
            "option_ids": poll.places(chosen),
            "option_persistent_ids": chosen,
            "user": user_json(self.users[person_id]),
        }
        member = chat.members.get(person_id)
        if member is not None and member.anonymous:
            as_chat = {"id": chat.id, "type": chat.type, "title": chat.title}
            shown |= {"voter_chat": as_chat, "user": channel_bot_json()}
        return shown

    def add_option(self, chat_id: int, person_id: int, message_id: int, text: str) -> Option:
        """Add an answer to a poll that takes them; everyone in the chat is told."""
        chat, poll = self.chat_for(chat_id, person_id), self._open_poll(chat_id, person_id, message_id)
        message, text = chat.messages[message_id], text.strip()[:MAX_OPTION]
        if not poll.takes_options or message.origin or len(poll.options) >= MAX_OPTIONS:
            raise ActError("no_more_options")
        if not text:
            raise ActError("empty_text")
        option = Option(self.new_option_id(), text, person_id, self.now())
        poll.options.append(option)
        added = {"poll_message": self.json_of(message), "option_persistent_id": option.id, "option_text": text}
        self.post(chat, person_id, service={"poll_option_added": added})
        self._changed(poll)
        return option

    def _open_poll(self, chat_id: int, person_id: int, message_id: int) -> Poll:
        self.pass_time()
        message = self.chat_for(chat_id, person_id).messages.get(message_id)
        if message is None or message.poll is None:
            raise ActError("no_such_message")
        if message.poll.is_closed:
            raise ActError("poll_closed")
        return message.poll

    def new_option_id(self) -> str:
        """An id for an option: nothing that could be taken for its place."""
        return f"opt{next(self.numbers):x}"

    def close(self, poll: Poll) -> None:
        """End a poll, and tell the bot."""
        poll.is_closed = True
        self._changed(poll)

    def _changed(self, poll: Poll) -> None:
        """The bot that asked hears of its poll wherever it was forwarded to."""
        self.updates.add("poll", poll_json(poll, self.users), int(poll.id))
        for message in self._showing(poll):
            self.show(message)

    def _showing(self, poll: Poll) -> list[Message]:
        everywhere = (message for chat in self.chats.values() for message in chat.messages.values())
        return [message for message in everywhere if message.poll is poll]

    def next_closing(self) -> datetime | None:
        """When the next open poll closes by itself; None when none does."""
        return min((at for poll in self.polls.values() if (at := _closes_at(poll)) is not None), default=None)

    def pass_time(self) -> None:
        """Close the polls whose time is over, in order."""
        while (at := self.next_closing()) is not None and at <= self.now():
            self.close(next(poll for poll in self.polls.values() if _closes_at(poll) == at))

    def is_waiting(self) -> bool:
        """Whether the bot has updates to take or presses to answer."""
        since = self.now() - timedelta(seconds=self.rules.answer_within)
        pressing = (not press.answered and press.pressed_at > since for press in self.presses.values())
        return bool(self.updates.waiting()) or any(pressing)


def _closes_at(poll: Poll) -> datetime | None:
    return None if poll.is_closed else poll.closes_at
