"""What every decision has at hand, and what it can come to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from bot.cards import Words
from bot.clock import Clock
from bot.events import Where, Who
from bot.keyboards import Codec
from bot.outgoing import Draft, Drawn, Json
from bot.store import Tx
from bot.store.chat_rows import Group
from bot.store.outbox_rows import put
from bot.store.outbox_settle import message_ref
from bot.store.run_rows import RunRow, Runs
from bot.texts import Texts
from core.ids import ParticipantId

MUST_ARRIVE = 3
"""Priority of what a group can't do without: when nobody can tell whether it was posted, it is rather sent twice."""


class NeedsAdminError(Exception):
    """The decision depends on whether this person is an admin; it is taken again once that is known."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What does not change between updates.

    Attributes:
        texts: All catalogues.
        codec: Signs and reads buttons.
        runs: Runs in memory.
        clock: Tells the time.
        bot_id: Telegram's id of the bot.
        bot_name: Its user name, without @.
        language: Language of a chat that has not chosen.
        time_zone: Zone of a chat that has not chosen.
    """

    texts: Texts
    codec: Codec
    runs: Runs
    clock: Clock
    bot_id: int
    bot_name: str
    language: str
    time_zone: str

    def words(self, group: Group, run_id: int = 0) -> Words:
        """Return how the bot speaks to a chat."""
        private = group.kind == "private"
        return Words(self.texts, group.language, self.codec, group.id, run_id, self.bot_name, private)


@dataclass(frozen=True)
class Toast:
    """The answer to a press: plain words for the one who pressed; `loud` must be tapped away."""

    text: str = ""
    loud: bool = False


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided, beside what is on disk.

    Attributes:
        toast: For the one who pressed.
        liked: The words of a member were taken; a small sign on their message says so.
        kept: The run as saved, for the memory.
        groups: The chats that there may be something to say to; empty when any chat may be one.
    """

    toast: Toast = field(default_factory=Toast)
    liked: bool = False
    kept: RunRow | None = None
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One event in its chat, inside the transaction that decides about it.

    Attributes:
        tx: The transaction.
        desk: What does not change.
        group: The chat.
        where: The chat as Telegram names it, with the topic.
        who: The person.
        cause: What this follows from, e.g. `u17` for an update; begins the key of everything it causes.
        now: The moment.
        admin: Whether the person is an admin of the chat; None while nobody asked.
        message_id: The message that was written, or that holds the button.
        numbers: Numbers for the keys.
        promised_to: The chats that something was promised to, this one or another.
    """

    tx: Tx
    desk: Desk
    group: Group
    where: Where
    who: Who
    cause: str
    now: datetime
    admin: bool | None = None
    message_id: int = 0
    numbers: Iterator[int] = field(default_factory=count)
    promised_to: set[int] = field(default_factory=set[int])

    @property
    def participant(self) -> ParticipantId:
        """The person as a run knows them."""
        return ParticipantId(str(self.who.id))

    @property
    def today(self) -> date:
        """The day where the group lives."""
        return self.now.astimezone(ZoneInfo(self.group.time_zone)).date()

    def in_topic(self, thread: int) -> "Scene":
        """Return the same event as if it happened in this topic."""
        return replace(self, where=replace(self.where, thread=thread))

    def elsewhere(self, group: Group, thread: int = 0) -> "Scene":
        """Return the same event as it is seen in another chat."""
        where = Where(tg_id=group.tg_id, kind=group.kind, thread=thread)
        return replace(self, group=group, where=where, message_id=0)

    def words(self, run_id: int = 0) -> Words:
        """Return how the bot speaks here."""
        return self.desk.words(self.group, run_id)

    def is_admin(self) -> bool:
        """Say whether the person may steer what others began.

        Raises:
            NeedsAdminError: It must be asked first.
        """
        if self.group.kind == "private" or self.who.mask == "anonymous_admin":
            return True
        if self.admin is None:
            raise NeedsAdminError
        return self.admin

    def fresh_key(self, what: str) -> str:
        """Return a key for something this event causes."""
        return f"{self.cause}:{what}{next(self.numbers)}"

    def promise(self, draft: Draft) -> None:
        """Put something in the outbox, for this chat and topic."""
        self.promised_to.add(self.group.id)
        put(self.tx, replace(draft, group=self.group.id, thread=self.where.thread), self.now)

    def say(self, drawn: Drawn, *, answer: bool = False) -> None:
        """Promise a message with ready words; `answer`: as a reply to the one who wrote."""
        reply_to = self.message_id if answer else None
        self.promise(
            Draft(key=self.fresh_key("say"), group=0, draw=ready(drawn), reply_to=reply_to, priority=MUST_ARRIVE)
        )

    def ask(self, drawn: Drawn, word: str, about: str = "") -> None:
        """Promise a message that can be replied to: `bot.rooms` hears the words under `word`, with `about`."""
        self.promise(Draft(key=self.fresh_key(f"?{word}:{about}?"), group=0, draw=ready(drawn), priority=MUST_ARRIVE))

    def refuse(self, key: str) -> "Decision":
        """Answer with a text that says why not, and what can be done."""
        self.say(Drawn(self.words().html(key)), answer=True)
        return Decision()

    def show_here(self, drawn: Drawn) -> None:
        """Let the message with the button show something else; where it is not known, say it anew."""
        key = message_ref(self.tx, self.group.id, self.message_id)
        if key is None:
            self.say(drawn)
        else:
            self.show_instead(drawn, key)

    def show_instead(self, drawn: Drawn, key: str) -> None:
        """Promise that the message `key` shows other words."""
        edit = Draft(
            key=self.fresh_key("edit"), group=0, kind="edit", target_key=key, draw=ready(drawn), priority=MUST_ARRIVE
        )
        self.promise(edit)


def by_word(acts: Mapping[str, Callable[[Scene, str], Decision]]) -> Callable[[Scene, str], Decision]:
    """Return what acts on a press `word+about` by its word; a word that is not there is of another release."""

    def act(scene: Scene, what: str) -> Decision:
        word, _, about = what.partition("+")
        known = acts.get(word)
        return known(scene, about) if known else refusal(scene.words().plain("commands.foreign_button"))

    return act


def refusal(text: str) -> Decision:
    """Return a refusal for the one who pressed, which must be tapped away."""
    return Decision(toast=Toast(text, loud=True))


def ready(drawn: Drawn) -> dict[str, Json]:
    """Return a drawing that holds its words already."""
    keyboard: list[Json] = [[[b.label, b.data, b.url] for b in row] for row in drawn.keyboard]
    return {"what": "ready", "text": drawn.text, "keyboard": keyboard}
