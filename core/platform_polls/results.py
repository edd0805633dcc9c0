"""What comes of a poll: each template in its own way, never a winner by itself (R48, PL1, PL4, PL9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.platform_polls.tally import Tally, merged
from core.platform_polls.templates import GO, HELP, LIKE, MAYBE, NOT, OBJECTION, REMARK, YES, Template
from core.voices import may_show_percentages, rounded_half_up


@dataclass(frozen=True)
class Shares:
    """One option: how many, and of a dozen answers on which share.

    Attributes:
        percent: None below a dozen answers.
    """

    option: str
    n: int
    percent: int | None


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Counts and shares, the most first (R48a).

    Attributes:
        shares: Every option.
        voters: Out of how many.
    """

    shares: tuple[Shares, ...]
    voters: int
    rule: str = "R48a"


@dataclass(frozen=True)
class Idea:
    """One idea.

    Attributes:
        is_action: Whether somebody helps; an idea without is none yet.
    """

    option: str
    helpers: int
    likes: int
    nots: int

    @property
    def is_action(self) -> bool:
        """Whether somebody helps (R48b)."""
        return self.helpers > 0


@dataclass(frozen=True, kw_only=True)
class Ideas:
    """Ideas by people who will help, then by likes (R48b)."""

    ideas: tuple[Idea, ...]
    voters: int
    rule: str = "R48b"


class Way(StrEnum):
    """Where consent leads (R48c)."""

    GO = "go"
    NOTE = "note"
    OBJECTION = "objection"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """No objection: go; a remark: note; an objection: talk, change, try once more (R48c)."""

    way: Way
    yes: int
    remarks: int
    objections: int
    rule: str = "R48c"


@dataclass(frozen=True)
class Slot:
    """One moment: how many can, and how many can if need be."""

    option: str
    yes: int
    maybe: int


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Moments by most yes (PL4).

    Attributes:
        slots: The most yes first, then the most "if need be".
        only: Moments that are not the best and yet the only one that some chat can make; they stay on the table.
    """

    slots: tuple[Slot, ...]
    only: tuple[str, ...]
    voters: int
    rule: str = "PL4"


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """What people count as their area: no average border (PL9).

    Attributes:
        by_all: Named by everyone who answered.
        by_some: (option, how many), the most first; streets that nobody named are left out.
    """

    by_all: tuple[str, ...]
    by_some: tuple[tuple[str, int], ...]
    voters: int
    rule: str = "PL9"


Result = Needs | Ideas | Consent | Moments | Overlap


def result_of(template: Template, options: Sequence[str], tallies: Mapping[str, Tally]) -> Result:
    """Return what comes of a poll.

    Args:
        template: How it was asked.
        options: Ids, in the order they were asked in; where counts are equal, the first stays first.
        tallies: By chat, and of paper.
    """
    whole = merged(tallies.values())
    match template.code:
        case "ideas":
            return _ideas(options, whole)
        case "moments":
            return _moments(options, whole, tallies.values())
        case "consent":
            return _consent(whole)
        case "area":
            return _overlap(options, whole)
        case _:
            return _needs(options, whole, template.rule)


def _needs(options: Sequence[str], whole: Tally, rule: str) -> Needs:
    shares = (Shares(option, whole.of(option), _percent(whole.of(option), whole.voters)) for option in options)
    return Needs(shares=tuple(sorted(shares, key=lambda it: -it.n)), voters=whole.voters, rule=rule)


def _percent(n: int, voters: int) -> int | None:
    return rounded_half_up(Fraction(100 * n, voters)) if may_show_percentages(voters) else None


def _ideas(options: Sequence[str], whole: Tally) -> Ideas:
    ideas = (Idea(it, whole.of(it, HELP), whole.of(it, LIKE), whole.of(it, NOT)) for it in options)
    return Ideas(ideas=tuple(sorted(ideas, key=lambda it: (-it.helpers, -it.likes))), voters=whole.voters)


def _moments(options: Sequence[str], whole: Tally, chats: Iterable[Tally]) -> Moments:
    slots = sorted(
        (Slot(it, whole.of(it, YES), whole.of(it, MAYBE)) for it in options), key=lambda it: (-it.yes, -it.maybe)
    )
    needed = {possible[0] for chat in chats if len(possible := _possible(options, chat)) == 1}
    best = {it.option for it in slots[:1]}
    return Moments(slots=tuple(slots), only=tuple(it for it in options if it in needed - best), voters=whole.voters)


def _possible(options: Sequence[str], chat: Tally) -> list[str]:
    """Return the moments at which anyone of a chat can come."""
    return [it for it in options if chat.of(it, YES) + chat.of(it, MAYBE)]


def _consent(whole: Tally) -> Consent:
    yes, remarks, objections = whole.of(GO), whole.of(REMARK), whole.of(OBJECTION)
    way = Way.GO if yes else Way.NOBODY
    if objections or remarks:
        way = Way.OBJECTION if objections else Way.NOTE
    return Consent(way=way, yes=yes, remarks=remarks, objections=objections)


def _overlap(options: Sequence[str], whole: Tally) -> Overlap:
    counted = sorted(((it, whole.of(it)) for it in options if whole.of(it)), key=lambda pair: -pair[1])
    return Overlap(
        by_all=tuple(it for it, n in counted if n == whole.voters),
        by_some=tuple((it, n) for it, n in counted if n < whole.voters),
        voters=whole.voters,
    )
