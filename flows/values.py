"""What can be answered. Every value is plain data that survives JSON; a skipped answer is a value too, never a zero."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

StepName = str
"""Name of a step of a flow, e.g. `q2_3`; stable, never shown."""

Item = str
"""What a repeated step is about, e.g. `a1` (an activity), `a1:a4` (a pair), `a1+a4` (a package); '' when asked once."""

Place = str
"""One question as asked: `step` or `step@item`."""


def place_of(step: StepName, item: Item = "") -> Place:
    """Return the place of `step` about `item`."""
    return f"{step}@{item}" if item else step


def step_of(place: Place) -> StepName:
    """Return the step of a place."""
    return place.partition("@")[0]


def item_of(place: Place) -> Item:
    """Return the item of a place, '' when there is none."""
    return place.partition("@")[2]


@dataclass(frozen=True)
class Picked:
    """One or more choices, by their codes in the order of the question."""

    choices: tuple[str, ...]
    kind: Literal["picked"] = "picked"


@dataclass(frozen=True)
class Rated:
    """A level of an answer scale."""

    level: int
    kind: Literal["rated"] = "rated"


@dataclass(frozen=True)
class Said:
    """Free text; each contribution is one line of the tuple, as typed."""

    lines: tuple[str, ...]
    kind: Literal["said"] = "said"


@dataclass(frozen=True)
class Entry:
    """One thing on a list: an id that stays, and its words as typed."""

    id: str
    text: str


@dataclass(frozen=True)
class Listed:
    """A list of named things; ids survive a change of words."""

    entries: tuple[Entry, ...]
    kind: Literal["listed"] = "listed"


@dataclass(frozen=True)
class Dated:
    """A day."""

    day: date
    kind: Literal["dated"] = "dated"


@dataclass(frozen=True)
class Filled:
    """A small grid: for each row in order, the code of the chosen column."""

    cells: tuple[tuple[str, str], ...]
    kind: Literal["filled"] = "filled"


@dataclass(frozen=True)
class Arranged:
    """Things put in groups."""

    groups: tuple[tuple[str, ...], ...]
    kind: Literal["arranged"] = "arranged"


@dataclass(frozen=True)
class Skipped:
    """A way out: the question was passed, alone or with all that would follow in its step, or nobody knows.

    `held_back`: it was answered, and what came out would tell of few (R50).
    """

    reason: Literal["skip", "rest", "dont_know", "held_back"] = "skip"
    kind: Literal["skipped"] = "skipped"


Single = Picked | Rated | Said | Listed | Dated | Filled | Arranged | Skipped


@dataclass(frozen=True)
class Voices:
    """What each who answered said, in an order that tells nothing of who they are (nl: stemmen)."""

    values: tuple[Single, ...]
    kind: Literal["voices"] = "voices"


Answers = tuple[tuple[Place, Single], ...]
"""Answers of one person by place, in the order asked."""


@dataclass(frozen=True)
class Sheet:
    """What one person filled in alone (nl: blad); it never leaves the votes, where it is kept by person.

    Attributes:
        answers: As last handed in; empty when they left.
        totals: What of it is counted in totals that the group has seen.
        unnamed: What of it stands, without a name, in a result that the group has seen.
        earlier: What was counted in totals that the group has seen in an earlier run.
    """

    answers: Answers = ()
    totals: Answers = ()
    unnamed: Answers = ()
    earlier: Answers = ()
    kind: Literal["sheet"] = "sheet"


@dataclass(frozen=True)
class Sheets:
    """What may be read of everyone's sheets, in an order that tells nothing; `flows.sheets` makes and reads it.

    Attributes:
        count: How many sheets there are.
        named: The sheets of those who chose to be named, without what counts in totals only.
        unnamed: The same of the others, without what names them; none below four (R50).
        totals: For each place the answers of all; none below four (R50).
    """

    count: int
    named: tuple[Answers, ...] = ()
    unnamed: tuple[Answers, ...] = ()
    totals: tuple[tuple[Place, tuple[Single, ...]], ...] = ()
    kind: Literal["sheets"] = "sheets"


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One thing that a tool found, as other tools of the same chat may read it.

    Attributes:
        kind: What it is, e.g. `spark`; whoever reads it knows the kinds.
        code: A code of ours.
        words: The key of our words for it; "" where `text` says it.
        text: What the group typed.
        about: What it is about, as the group typed it.
        owner: Who takes it up, as the group typed it.
        day: The day it is for, as ISO text.
        n: How many it counts.
        is_private: Only those who took part may read it.
    """

    kind: str
    code: str = ""
    words: str = ""
    text: str = ""
    about: str = ""
    owner: str = ""
    day: str | None = None
    n: int = 0
    is_private: bool = False

    @property
    def mark(self) -> str:
        """A short plain word that stays the same as long as it is about the same."""
        return sha256(f"{self.kind} {self.code} {self.text} {self.about}".encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Seen:
    """A message of the bot that was shown and needs no answer."""

    kind: Literal["seen"] = "seen"


Vote = Single | Sheet
"""What one person gave, hidden until the question closes."""

Value = Single | Voices | Sheets | Seen
"""What a closed question holds."""
