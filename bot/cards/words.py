"""What every card needs to speak: the language and codec of a group, and a question in its place."""

from dataclasses import dataclass
from functools import cached_property

from bot.cards.fit import LINE
from bot.keyboards import Codec
from bot.outgoing import Button
from bot.texts import Texts, clip
from flows.facts import Facts
from flows.model import AnyStep, Flow
from flows.order import names_at, options_at, step_at
from flows.run import Run
from flows.values import Entry, Item, Listed, Place, Value, item_of

MOST_LABEL = 40
"""Characters of a label on a button: what a phone shows of it."""


@dataclass(frozen=True)
class Words:
    """How the bot speaks to one group about one run.

    Attributes:
        texts: All catalogues.
        lang: The language of the chat.
        codec: Signs the buttons.
        group: Our id of the group.
        run_id: Our id of the run; 0 outside a run.
        bot_username: Without @, for commands that reach this bot and no other.
        private: A chat with one person, where nobody else can join.
    """

    texts: Texts
    lang: str
    codec: Codec
    group: int
    run_id: int
    bot_username: str
    private: bool = False

    def html(self, key: str, /, **values: object) -> str:
        """Return a text as HTML, its values escaped."""
        return self.texts.render(self.lang, key, **values)

    def plain(self, key: str, /, **values: object) -> str:
        """Return a text for a button or a toast."""
        return self.texts.plain(self.lang, key, **values)

    def has(self, key: str) -> bool:
        """Say whether there is such a text."""
        return self.texts.has(self.lang, key)

    def sheet_button(self, place: Place) -> Button:
        """Return a button that leads to the private chat, where the sheet for `place` is filled in."""
        url = f"https://t.me/{self.bot_username}?start={self.codec.link(self.run_id, place)}"
        return Button(self.plain("cards.control.fill"), url=url)

    def button(self, label: str, ask: int, code: str) -> Button:
        """Return a button of card number `ask`."""
        return Button(clip(label, MOST_LABEL), data=self.codec.encode(self.group, self.run_id, ask, code))


@dataclass(frozen=True)
class Asked:
    """A question in its place, with all it takes to put it in words.

    Attributes:
        facts: Closed answers, computed once for a whole card.
    """

    words: Words
    flow: Flow
    run: Run
    facts: Facts
    place: Place

    @classmethod
    def at(cls, words: Words, flow: Flow, run: Run, place: Place) -> "Asked":
        """Return the question at `place`."""
        return cls(words, flow, run, run.facts(), place)

    @cached_property
    def step(self) -> AnyStep:
        """The step asked here."""
        return step_at(self.flow, self.place)

    @property
    def item(self) -> Item:
        """What it is about, '' when asked once."""
        return item_of(self.place)

    @cached_property
    def names(self) -> dict[str, str]:
        """The group's own words for the placeholders, clipped."""
        return {name: clip(text, LINE) for name, text in names_at(self.flow, self.facts, self.place).items()}

    @cached_property
    def option_texts(self) -> dict[str, str]:
        """Choices made of answers: code -> words as typed, or ours."""
        options = options_at(self.flow, self.facts, self.place)
        return {it.code: it.text or self._ours(it.words) for it in options}

    def _ours(self, key: str) -> str:
        return self.words.plain(key) if key else ""

    @property
    def title(self) -> str:
        """The name of the question, '' when it has none."""
        key = self.key("title")
        return self.words.plain(key, **self.names) if self.words.has(key) else ""

    @property
    def value(self) -> Value | None:
        """What stands on the open card."""
        return self.run.draft.value

    def key(self, part: str) -> str:
        """Return the key of a text of this step."""
        return f"{self.flow.id}.{self.step.id}.{part}"

    def own(self, part: str) -> str:
        """Return a text of this step as HTML, '' when it has none."""
        key = self.key(part)
        return self.words.html(key, **self.names).strip() if self.words.has(key) else ""

    def button(self, label: str, code: str) -> Button:
        """Return a button of the open card."""
        return self.words.button(label, self.run.ask, code)

    def control(self, name: str) -> Button:
        """Return a button that steers the run."""
        return self.button(self.words.plain(f"cards.control.{name}"), f"!{name}")

    def beside(self, place: Place) -> "Asked":
        """Return another question of the same run."""
        return Asked(self.words, self.flow, self.run, self.facts, place)

    def more(self, n: int) -> str:
        """Say that `n` lines are left out."""
        return self.words.html("cards.list.more", n=n)


def things(facts: Facts) -> dict[str, str]:
    """Return the words of everything the group has listed, by id."""
    return {entry.id: entry.text for value in facts.settled.values() for entry in _entries(value)}


def _entries(value: Value) -> tuple[Entry, ...]:
    return value.entries if isinstance(value, Listed) else ()
