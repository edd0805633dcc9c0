"""What the engine works on: a run as stored, what came in, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from core.ids import ParticipantId
from flows.facts import Facts
from flows.model import FlowName
from flows.values import Answers, Arranged, Dated, Filled, Lesson, Listed, Picked, Place, Rated, Said, Value, Vote
from flows.views import Json


class Status(StrEnum):
    """Where a run stands."""

    GATHERING = "gathering"
    """People join; nothing is asked yet."""
    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


Shared = Picked | Rated | Said | Listed | Dated | Filled | Arranged
"""What can stand on an open card as the group's shared answer."""


@dataclass(frozen=True)
class Doubt:
    """Two things on a list that look alike: the newer id and the older; asked, never merged silently."""

    newer: str
    older: str


@dataclass(frozen=True)
class Move:
    """A move under discussion: which thing, and to which group (None while not picked; -1 for a group of its own)."""

    thing: str
    target: int | None = None


@dataclass(frozen=True)
class Draft:
    """What is being put together on the open card, before it closes.

    Attributes:
        value: The shared answer so far (together and facilitator questions).
        doubts: Look-alikes on a list, waiting for yes or no.
        move: A move under discussion on an arrangement; None when none.
        moving: The group picks which thing to move.
        warned: The facilitator was told that few have answered; going on again is a choice.
    """

    value: Shared | None = None
    doubts: tuple[Doubt, ...] = ()
    move: Move | None = None
    moving: bool = False
    warned: bool = False


@dataclass(frozen=True)
class Learned:
    """What another tool found in the same chat, as it stood when it was taken in; so a run can be replayed.

    Attributes:
        lessons: What it found.
        people: Who took part in it.
    """

    lessons: tuple[Lesson, ...]
    people: tuple[ParticipantId, ...]

    def read_by(self, members: tuple[ParticipantId, ...]) -> tuple[Lesson, ...]:
        """Return what these people may read together."""
        took_part = set(members) <= set(self.people)
        return tuple(lesson for lesson in self.lessons if took_part or not lesson.is_private)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One group going through a flow (never shown to people under this name).

    Attributes:
        flow: Which flow, in which version.
        status: Where it stands.
        facilitator: Who started it, or took it over (nl: begeleider).
        members: Who joined, in order ("Ik doe mee"); the facilitator is one of them.
        current: The open question; None before the first and after the last.
        ask: Number of the open card; rises at every opening, so that an old button is known as old.
        draft: What is on the open card.
        votes: Hidden voices and sheets by place and person.
        settled: Closed answers by place, in the order in which they were closed.
        reopened: A place opened again by hand; it goes before everything else until it is closed.
        previous: The place closed last, shown on top of the next card.
        parked: Remarks kept for the last step.
        next_id: Counter behind the ids of listed things.
        aside: What stood on cards that were left before they closed (going back, skipping); it comes back with them.
            What stands there under the name of a repeated step alone is ready for each of its items.
        shown: Marks of what was computed and told at a place, so that it is told again only when it changed.
        earlier: Closed answers of the times before, the last one first, of the steps that the flow compares.
        crowds: Of hidden questions on the card that the flow compares: a mark of who answered, the same for the same
            people.
        earlier_crowds: The same of the times before, as `earlier`.
        is_sheet: One person fills in a sheet alone, for a question of a group's run.
        learned: What other tools found in the same chat, by their flow.
    """

    flow: FlowName
    flow_version: int
    facilitator: ParticipantId
    status: Status = Status.GATHERING
    members: tuple[ParticipantId, ...] = ()
    current: Place | None = None
    ask: int = 0
    draft: Draft = field(default_factory=Draft)
    votes: Mapping[Place, Mapping[ParticipantId, Vote]] = field(
        default_factory=dict[Place, Mapping[ParticipantId, Vote]]
    )
    settled: Mapping[Place, Value] = field(default_factory=dict[Place, Value])
    reopened: Place | None = None
    previous: Place | None = None
    parked: tuple[str, ...] = ()
    next_id: int = 1
    aside: Mapping[Place, Draft] = field(default_factory=dict[Place, Draft])
    shown: Mapping[Place, str] = field(default_factory=dict[Place, str])
    earlier: tuple[Mapping[Place, Value], ...] = ()
    crowds: Mapping[Place, str] = field(default_factory=dict[Place, str])
    earlier_crowds: tuple[Mapping[Place, str], ...] = ()
    is_sheet: bool = False
    learned: Mapping[FlowName, Learned] = field(default_factory=dict[FlowName, Learned])

    def facts(self) -> Facts:
        """Return the closed answers as the tables of the flow read them."""
        from_tools = {str(name): it.read_by(self.members) for name, it in self.learned.items()}
        return Facts(
            self.settled,
            self.parked,
            earlier=self.earlier,
            crowds=self.crowds,
            earlier_crowds=self.earlier_crowds,
            from_tools=from_tools,
        )


# --- what comes in ---


@dataclass(frozen=True)
class Press:
    """A button of card number `ask`; `code` is a choice, a level, or one of the engine's own words."""

    ask: int
    code: str


@dataclass(frozen=True)
class Typed:
    """Words; `ask` is the card that was replied to, None for the open one."""

    text: str
    ask: int | None = None


class Control(StrEnum):
    """What steers a run. `JOIN` and `LEAVE` are everyone's, the rest is the facilitator's."""

    JOIN = "join"
    LEAVE = "leave"
    BEGIN = "begin"
    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    SKIP_REST = "skip_rest"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    TAKE_OVER = "take_over"


@dataclass(frozen=True)
class Steer:
    """A control was used; `ask` is the card it stood on, None for a command."""

    control: Control
    ask: int | None = None


@dataclass(frozen=True)
class Reopen:
    """The facilitator opens an earlier question again."""

    place: Place


@dataclass(frozen=True)
class Park:
    """Someone keeps a remark for the last step."""

    text: str


@dataclass(frozen=True)
class HandIn:
    """Someone's sheet for the question at `place` is filled in, or filled in otherwise."""

    place: Place
    answers: Answers


Given = Press | Typed | Steer | Reopen | Park | HandIn


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """Something a person did.

    Attributes:
        participant: Who; known in this chat only.
        may_facilitate: An admin of the chat; the facilitator of the run always may.
    """

    participant: ParticipantId
    given: Given
    may_facilitate: bool = False


# --- what comes out ---


@dataclass(frozen=True)
class ShowCard:
    """The open card must be drawn. `fresh`: a new question; else the same one with other marks or counts.

    `can_wait`: counts moved only, so it may wait a few seconds and be joined with others.
    """

    fresh: bool
    can_wait: bool = False


@dataclass(frozen=True)
class CloseCard:
    """The card of `place` is over: show what came out of it, without buttons."""

    place: Place


@dataclass(frozen=True)
class Tell:
    """A message to the group: a view of the flow (`view` is the step's id) with its values.

    `picture`: the view that a picture beside it is drawn from, None when the group has that picture already.
    """

    step: str
    item: str
    values: Mapping[str, Json]
    picture: str | None = None


@dataclass(frozen=True)
class Notice:
    """A word to the one who acted: a key in the catalogue `engine`, e.g. `recorded`; values for its placeholders.

    `loud`: must not be missed (an error, a refusal).
    """

    key: str
    values: Mapping[str, Json] = field(default_factory=dict[str, Json])
    loud: bool = False


@dataclass(frozen=True)
class Announce:
    """A word to all of the group: a key in the catalogue `engine` (paused, resumed, done, stopped)."""

    key: Literal["paused", "resumed", "stopped", "done", "taken_over", "handed_on", "held_back"]


Effect = ShowCard | CloseCard | Tell | Notice | Announce


@dataclass(frozen=True)
class Outcome:
    """A decision: the run as it is now, and what must be done about it."""

    run: Run
    effects: tuple[Effect, ...] = ()
