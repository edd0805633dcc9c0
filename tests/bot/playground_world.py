"""A world with a group, a bot in it and a patient clock, for tests of the playground."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.playground.calls import dispatch
from bot.playground.model import Chat, Json, Message
from bot.playground.serve import first_world
from bot.playground.state import Rules
from bot.playground.world import World


@dataclass
class Patient:
    """A clock that waits until it is told."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Scene:
    """An, Bert, Fatma and Jef in their group, with the bot."""

    rules: Rules = field(default_factory=lambda: Rules(group_limit=None))
    clock: Patient = field(default_factory=Patient)

    def __post_init__(self) -> None:
        self.world = first_world(World(self.clock, rules=self.rules))
        self.people = [user.id for user in self.world.users.values() if not user.is_bot]
        self.an, self.bert, self.fatma, self.jef = self.people
        self.group = next(chat for chat in self.world.chats.values() if chat.type == "group")
        self.world.add_bot(self.group.id, self.an)
        self.heard()

    def call(self, method: str, **given: Any) -> Any:
        """Do a call as the bot; the group is the chat unless another is named."""
        return dispatch(self.world, method, {"chat_id": self.group.id, **given})

    def posted(self, text: str = "Vraag", **given: Any) -> Message:
        """Let the bot post, and return the message."""
        sent = self.call("sendMessage", text=text, **given)
        return self.chat(sent["chat"]["id"]).messages[sent["message_id"]]

    def chat(self, chat_id: int) -> Chat:
        return self.world.chats[chat_id]

    def heard(self) -> list[Json]:
        """Everything the bot hears now, confirmed."""
        updates: list[Json] = dispatch(self.world, "getUpdates", {})
        if updates:
            self.world.updates.confirm(updates[-1]["update_id"] + 1)
        return updates

    def heard_texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard() if "text" in update.get("message", {})]
