"""What is different since an earlier scan: topic by topic, never person by person."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.partner_scan.fire import State
from core.partner_scan.topics import Start, TopicFindings

_COUNTED = (State.FIRE, State.FLAME, State.SPARK, State.LOCKED)


@dataclass(frozen=True)
class Moved:
    """How many partners with a name stand in a state, then and now."""

    state: State
    before: int
    now: int


@dataclass(frozen=True)
class TopicChange:
    """A topic of both scans.

    Attributes:
        name: As the group calls it now.
        before: Whether it could start then (R6).
        now: Whether it can start now.
        moved: The states whose number changed; only of partners with a name, for the difference of two totals could
            tell who joined one.
    """

    name: str
    before: Start | None
    now: Start | None
    moved: tuple[Moved, ...]


def topic_changes(before: Mapping[str, TopicFindings], now: Mapping[str, TopicFindings]) -> tuple[TopicChange, ...]:
    """Compare the topics that two scans have in common, by their names.

    Args:
        before: What the earlier scan says, by the name of the topic.
        now: What this one says.
    """
    earlier = {_plain(name): found for name, found in before.items()}
    return tuple(_change(name, earlier[_plain(name)], found) for name, found in now.items() if _plain(name) in earlier)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _change(name: str, before: TopicFindings, now: TopicFindings) -> TopicChange:
    counts = [Moved(state, _named_in(before, state), _named_in(now, state)) for state in _COUNTED]
    return TopicChange(
        name=name,
        before=None if before.start is None else before.start.value,
        now=None if now.start is None else now.start.value,
        moved=tuple(it for it in counts if it.before != it.now),
    )


def _named_in(found: TopicFindings, state: State) -> int:
    return sum(
        placed.partner.name is not None and placed.state is not None and placed.state.value is state
        for placed in found.placed
    )
