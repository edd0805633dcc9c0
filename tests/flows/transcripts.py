"""Transcripts: a conversation as a text file that anyone can read, played again against the bot of today.

A file begins with `# flow <name>, language <code>, started by <who>`. A line `Anna: [Ja]` is a tap on the button with
that label, on the open card or else the last card that had it; `Anna: ...` a reply to the open card, going on in the
lines that are indented below it; `Anna: /parkeer ...`, `/wijzig <title of a question>: <what it is about>`, `/meedoen`,
`/weg`, `/overnemen` and `/stop` are commands. `Anna alone: ...` is what Anna does in her private chat with the bot;
`/start` opens her sheet there. Other lines that begin with # are remarks.

All that the bot says is written by the player. What stood on the card before is not repeated below a question.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from pathlib import Path

from bot.cards import Words, closed_card, gathering_card, item_name, notice, open_card, paused_card, told
from bot.cards.open import question
from bot.cards.words import Asked
from bot.keyboards import Codec
from bot.outgoing import Drawn
from bot.pictures.caption import caption
from bot.pictures.shown import Shown
from bot.texts import Texts, _flat
from core.ids import ParticipantId
from flows.catalogue import FLOWS
from flows.filling import answers_of, begin_sheet, follow, go_on, takes_sheets
from flows.model import Arrange, Fill, Flow, Voice
from flows.order import step_at
from flows.run import (
    Announce,
    CloseCard,
    Control,
    Effect,
    Given,
    HandIn,
    Notice,
    Outcome,
    Park,
    Press,
    Reopen,
    Run,
    ShowCard,
    Status,
    Steer,
    Tell,
    Typed,
)
from flows.values import Place, Seen, step_of
from tests.flows.playing import Group
from tests.flows.street_party import PARTY

HERE = Path(__file__).parent
FLOW_NAMES: dict[str, Flow] = {flow.id: flow for flow in (*FLOWS.values(), PARTY)}
STEERED = {
    "/meedoen": Control.JOIN,
    "/weg": Control.LEAVE,
    "/overnemen": Control.TAKE_OVER,
    "/stop": Control.STOP,
}
ALONE = " alone"
MARK = "● "
INDENT = " " * 5

_HEAD = re.compile(r"# flow (\w+), language ([\w-]+), started by (\w+)")
_SPOKEN = re.compile(r"(\w[\w ]*): (.*)")


@dataclass(frozen=True)
class Turn:
    """What one person does: `words` as in the file; `remarks` stand before it."""

    who: str
    words: str
    remarks: tuple[str, ...] = ()


@cache
def texts() -> Texts:
    """All catalogues, and the words of the street party in every language (they are Dutch)."""
    party = _flat(("street_party",), tomllib.loads((HERE / "street_party.toml").read_text("utf-8")))
    return Texts({lang: {**catalogue, **party} for lang, catalogue in Texts.load()._catalogues.items()})


def turns_of(transcript: str) -> list[Turn]:
    """Read what people do; what the bot says is passed over."""
    turns: list[Turn] = []
    remarks: list[str] = []
    is_person = False
    for line in transcript.splitlines()[1:]:
        spoken = _SPOKEN.match(line)
        if line.startswith("#"):
            remarks.append(line)
        elif line.startswith("bot"):
            is_person = False
        elif spoken:
            is_person = True
            turns.append(Turn(spoken[1], spoken[2], tuple(remarks)))
            remarks = []
        elif is_person and line.strip():
            turns[-1] = Turn(turns[-1].who, f"{turns[-1].words}\n{line.strip()}", turns[-1].remarks)
    return turns


def played(transcript: str) -> str:
    """Return the transcript with what the bot says today."""
    head = _HEAD.match(transcript)
    assert head, "a transcript begins with '# flow <name>, language <code>, started by <who>'"
    player = Player(FLOW_NAMES[head[1]], head[2], head[3])
    lines = [head[0], *player.opening()]
    private = Alone(player)
    for turn in turns_of(transcript):
        said = private.turn(turn) if turn.who.endswith(ALONE) else [*player.turn(turn), *private.followed()]
        words = turn.words.replace("\n", f"\n{' ' * (len(turn.who) + 2)}")
        lines += ["", *turn.remarks, f"{turn.who}: {words}", *said]
    return "\n".join(lines) + "\n"


@dataclass
class Player:
    """Plays people's turns and writes down what the bot says.

    Attributes:
        cards: Buttons of every card so far, newest last: label -> (number of the card, code).
        lines: What stood on the last card.
        labels: Its buttons, with their marks.
    """

    flow: Flow
    lang: str
    facilitator: str
    group: Group = field(init=False)
    cards: list[dict[str, tuple[int, str]]] = field(default_factory=list)
    lines: frozenset[str] = frozenset()
    labels: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.group = Group(self.flow, self.facilitator, begun=False)
        self.words = Words(texts(), self.lang, Codec(b"transcripts"), 1, 1, "buurtvonk_bot")

    @property
    def run(self) -> Run:
        return self.group.run

    def opening(self) -> list[str]:
        return [*self._card(fresh=True)]

    def turn(self, turn: Turn) -> list[str]:
        given, before = self._given(turn.words), self.run
        effects = self.group.does(turn.who, given, admin=turn.words == "/overnemen")
        return self.said(_without_end(effects) if self.run.is_sheet else effects, before, given, turn.who)

    def said(self, effects: Sequence[Effect], before: Run, given: Given | None, who: str) -> list[str]:
        tells = any(isinstance(effect, Tell | Announce) for effect in effects)
        lines: list[str] = []
        for effect in effects:
            match effect:
                case Notice():
                    lines.append(f"bot (to {who}): {notice(self.words, effect)}")
                case CloseCard(place) if (tells or isinstance(given, Typed)) and place == before.current:
                    lines += self._closed(place)
                case Tell():
                    lines += [line for drawn in told(self.words, self.flow, effect) for line in _said(drawn)]
                    lines += self._pictured(effect)
                case Announce(key):
                    lines += _said(Drawn(self.words.html(f"engine.announce.{key}")))
                case ShowCard():
                    lines += self._card(fresh=effect.fresh)
                case _:
                    pass
        return lines

    def _given(self, words: str) -> Given:
        label = re.fullmatch(r"\[(.+)\]", words)
        if label:
            return self._tapped(label[1])
        command, _, rest = words.partition(" ")
        match command:
            case "/parkeer" | "/park":
                return Park(rest)
            case "/wijzig" | "/change":
                return Reopen(self._place_called(rest))
            case _:
                return Steer(STEERED[command]) if command in STEERED else Typed(words, self.run.ask)

    def _tapped(self, label: str) -> Given:
        found = next((card[label] for card in reversed(self.cards) if label in card), None)
        assert found, f"no button [{label}] at {self.run.current}; the last card has {[*self.cards[-1]]}"
        ask, code = found
        return Steer(Control(code[1:]), ask) if code.startswith("!") else Press(ask, code)

    def _place_called(self, called: str) -> Place:
        for place, value in self.run.settled.items():
            if step_of(place) not in self.flow.by_id:
                continue  # the group's own, brought along
            if not isinstance(value, Seen) and called in {self._title(place), place}:
                return place
        raise AssertionError(f"no answered question is called {called!r}")

    def _title(self, place: Place) -> str:
        asked = Asked.at(self.words, self.flow, self.run, place)
        about = item_name(asked)
        return asked.title + (f": {about}" if about else "")

    # --- what the bot says ---

    def _pictured(self, tell: Tell) -> Iterator[str]:
        """Write down the words under a picture."""
        if tell.picture is not None:
            values = self.flow.views[tell.picture](self.run.facts(), tell.item)
            yield from _said(Drawn(caption(self.words, tell.picture, Shown.read(values))), "bot (picture)")

    def _closed(self, place: Place) -> Iterator[str]:
        if not isinstance(self.run.settled.get(place), Seen):
            yield from _said(closed_card(self.words, self.flow, self.run, place), "bot (closed)")

    def _card(self, *, fresh: bool) -> Iterator[str]:
        drawn = self._drawn()
        if drawn is None:
            return
        lines, labels = _plain(drawn.text), _labels(drawn)
        if fresh:
            yield from _written("bot", self._new_lines(lines), labels if labels != self.labels else ())
        elif not self._is_a_count():
            yield from _written("bot (card)", self._changed_lines(lines), self._changed_labels(labels))
        self.lines, self.labels = frozenset(lines), labels
        self._remember(drawn)

    def _drawn(self) -> Drawn | None:
        match self.run.status:
            case Status.GATHERING:
                return gathering_card(self.words, self.flow, self.run)
            case Status.OPEN:
                return open_card(self.words, self.flow, self.run)
            case Status.PAUSED:
                return paused_card(self.words, self.flow, self.run)
            case Status.DONE | Status.STOPPED:
                return None

    def _new_lines(self, lines: Sequence[str]) -> list[str]:
        """Leave out what stood on the last card too, but for the question, what comes before it, and a proposal."""
        end = self._end_of_question(lines)
        before, proposal = (
            {line.replace(MARK, "") for line in self.lines},
            self.words.plain("cards.suggestion", label=""),
        )
        return [*lines[:end], *(line for line in lines[end:] if line not in before or line.startswith(proposal))]

    def _changed_lines(self, lines: Sequence[str]) -> Sequence[str]:
        """Leave out what stood on the card before; groups are shown whole, for the order is what changed."""
        if self.run.current is not None and isinstance(step_at(self.flow, self.run.current), Arrange):
            return lines[self._end_of_question(lines) :]
        return [line for line in lines if line not in self.lines]

    def _end_of_question(self, lines: Sequence[str]) -> int:
        """Return how many lines come up to the end of the question; all of them when nothing is asked."""
        if self.run.status is not Status.OPEN or self.run.current is None:
            return len(lines)
        asked = _plain(question(Asked.at(self.words, self.flow, self.run, self.run.current)))
        return next((at for at, line in enumerate(lines, start=1) if line == asked[-1]), len(lines))

    def _changed_labels(self, labels: Sequence[str]) -> Sequence[str]:
        """Leave out the buttons that only stayed as they were, when marks are all that changed."""
        bare = [[label.removeprefix(MARK) for label in some] for some in (labels, self.labels)]
        return [label for label in labels if label not in self.labels] if bare[0] == bare[1] else labels

    def _is_a_count(self) -> bool:
        """Counts of hidden voices are told to who answered already."""
        is_open = self.run.status is Status.OPEN and self.run.current is not None
        return is_open and step_at(self.flow, self.run.current or "").voice is Voice.EACH

    def _remember(self, drawn: Drawn) -> None:
        card: dict[str, tuple[int, str]] = {}
        for row in drawn.keyboard:
            for button in (button for button in row if button.url is None):
                pressed = self.words.codec.decode(1, button.data or "")
                assert pressed, f"the button {button.label!r} of {self.run.current} carries {button.data!r}"
                card[button.label.removeprefix(MARK)] = (pressed.ask, pressed.code)
        links = sum(button.url is not None for row in drawn.keyboard for button in row)
        assert len(card) + links == len(_labels(drawn)), (
            f"two buttons of {self.run.current} look alike: {_labels(drawn)}"
        )
        self.cards.append(card)


@dataclass
class Alone:
    """Private chats beside a group: each with the sheet of one person, for the question that takes sheets last."""

    player: Player
    chats: dict[str, Player] = field(default_factory=dict)
    place: Place = ""

    @property
    def fill(self) -> tuple[Place, Fill]:
        """The question of the group that takes sheets; another one begins with other sheets."""
        steps = {step.id: step for step in self.player.flow.in_order if isinstance(step, Fill)}
        if self.player.run.current in steps and self.place != self.player.run.current:
            self.place, self.chats = self.player.run.current or "", {}
        return self.place, steps[self.place]

    def turn(self, turn: Turn) -> list[str]:
        """Let someone do something with their sheet; once it is whole it is handed in."""
        name = turn.who.removesuffix(ALONE)
        said = self._opened(name) if turn.words == "/start" else self.chats[name].turn(Turn(name, turn.words))
        alone = self.chats[name]
        return [*_to(name, said), *(self._handed_in(name, alone.run) if alone.run.status is Status.DONE else ())]

    def _opened(self, name: str) -> list[str]:
        _, fill = self.fill
        if name in self.chats:
            return self._becomes(self.chats[name], go_on(fill, self.player.run, self.chats[name].run))
        begun = begin_sheet(fill, self.player.run, ParticipantId(name))
        chat = Player(fill.sheet, self.player.lang, name)
        chat.words = replace(chat.words, private=True)
        chat.group.run = chat.group._kept(chat.group.run, Outcome(replace(begun.run, current=None)))
        self.chats[name] = chat
        return self._becomes(chat, begun)

    def _becomes(self, chat: Player, outcome: Outcome) -> list[str]:
        before = chat.run
        chat.group.run = chat.group._kept(before, outcome)
        return chat.said(_without_end(outcome.effects), before, None, chat.facilitator)

    def _handed_in(self, name: str, sheet: Run) -> list[str]:
        place, fill = self.fill
        before, given = self.player.run, HandIn(place, answers_of(fill, sheet))
        said = self.player.said(self.player.group.does(name, given), before, given, f"{name}{ALONE}")
        return [said[0], f"{INDENT}[{self.player.words.plain('commands.sheet.change')}]", *said[1:]]

    def followed(self) -> list[str]:
        """Let every sheet follow what the group answered anew, while sheets still count."""
        if not self.chats:
            return []
        place, fill = self.fill
        if not takes_sheets(self.player.flow, self.player.run, place):
            return []
        said: list[str] = []
        for name, chat in self.chats.items():
            said += _to(name, self._becomes(chat, follow(fill, self.player.run, chat.run)))
        return said


def _without_end(effects: Sequence[Effect]) -> list[Effect]:
    """Leave out that a sheet is done: what follows is said when it is handed in."""
    return [effect for effect in effects if effect != Announce("done")]


def _to(name: str, said: Sequence[str]) -> list[str]:
    """Mark what the bot says in a private chat."""
    return [re.sub(r"^bot( \(to \w+\))?", f"bot (to {name}{ALONE})", line) for line in said]


def _plain(html: str) -> list[str]:
    text = unescape(re.sub(r"<[^>]*>", "", html))
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _labels(drawn: Drawn) -> list[str]:
    return [button.label for row in drawn.keyboard for button in row]


def _said(drawn: Drawn, speaker: str = "bot") -> Iterator[str]:
    yield from _written(speaker, _plain(drawn.text), _labels(drawn))


def _written(speaker: str, lines: Sequence[str], buttons: Sequence[str]) -> Iterator[str]:
    there = [*lines, *([" ".join(f"[{label}]" for label in buttons)] if buttons else [])]
    for number, line in enumerate(there):
        yield f"{INDENT}{line}" if number else f"{speaker}: {line}"
