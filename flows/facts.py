"""What a group has answered so far, as the tables of a flow read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.values import (
    Arranged,
    Dated,
    Entry,
    Filled,
    Item,
    Lesson,
    Listed,
    Picked,
    Place,
    Rated,
    Said,
    Skipped,
    StepName,
    Value,
    Voices,
    place_of,
)


@dataclass(frozen=True)
class Facts:
    """The closed answers of one run; a question without a real answer reads as empty, never as zero.

    Attributes:
        settled: Closed answers by place.
        parked: Remarks kept for the last step (nl: parkeerlijst), as typed.
        memo: Scratch for expensive findings; lives as long as these facts.
        earlier: Closed answers of the times before, the last one first, of the steps that the flow compares.
        crowds: Of hidden questions on the card that the flow compares: a mark of who answered, see `crowd`.
        earlier_crowds: The same of the times before.
        from_tools: What other tools found in the same chat, by the flow that found it.
    """

    settled: Mapping[Place, Value]
    parked: tuple[str, ...] = ()
    memo: dict[str, object] = field(default_factory=dict[str, object], compare=False, repr=False)
    earlier: tuple[Mapping[Place, Value], ...] = ()
    crowds: Mapping[Place, str] = field(default_factory=dict[Place, str])
    earlier_crowds: tuple[Mapping[Place, str], ...] = ()
    from_tools: Mapping[str, tuple[Lesson, ...]] = field(default_factory=dict[str, tuple[Lesson, ...]])

    def lessons(self, flow: str, *kinds: str) -> tuple[Lesson, ...]:
        """Return what another tool found of these kinds, in its order."""
        return tuple(lesson for lesson in self.from_tools.get(flow, ()) if lesson.kind in kinds)

    def last_time(self) -> "Facts | None":
        """Return the answers of the last time, as far as the flow compares them; None at the first."""
        if not self.earlier:
            return None
        crowds = self.earlier_crowds[0] if self.earlier_crowds else {}
        return Facts(self.earlier[0], earlier=self.earlier[1:], crowds=crowds, earlier_crowds=self.earlier_crowds[1:])

    def crowd(self, step: StepName, item: Item = "") -> str:
        """Return a mark of who answered a hidden question on the card: the same for the same people, and no more."""
        return self.crowds.get(place_of(step, item), "")

    def value(self, step: StepName, item: Item = "") -> Value | None:
        """Return the closed answer, None while there is none."""
        return self.settled.get(place_of(step, item))

    def has(self, step: StepName, item: Item = "") -> bool:
        """Say whether a real answer was given, not a way out."""
        value = self.value(step, item)
        voices = value.values if isinstance(value, Voices) else (value,)
        return any(voice is not None and not isinstance(voice, Skipped) for voice in voices)

    def choices(self, step: StepName, item: Item = "") -> tuple[str, ...]:
        """Return the picked codes."""
        value = self.value(step, item)
        return value.choices if isinstance(value, Picked) else ()

    def choice(self, step: StepName, item: Item = "") -> str | None:
        """Return the one picked code, or None."""
        return next(iter(self.choices(step, item)), None)

    def levels(self, step: StepName, item: Item = "") -> tuple[int, ...]:
        """Return every voice's level, lowest first; ways out are left out."""
        value = self.value(step, item)
        if isinstance(value, Rated):
            return (value.level,)
        if isinstance(value, Voices):
            return tuple(sorted(v.level for v in value.values if isinstance(v, Rated)))
        return ()

    def lines(self, step: StepName, item: Item = "") -> tuple[str, ...]:
        """Return the contributions to a free text."""
        value = self.value(step, item)
        return value.lines if isinstance(value, Said) else ()

    def text(self, step: StepName, item: Item = "") -> str:
        """Return the contributions as one text, '' when there is none."""
        return "\n".join(self.lines(step, item))

    def entries(self, step: StepName, item: Item = "") -> tuple[Entry, ...]:
        """Return the things on a list."""
        value = self.value(step, item)
        return value.entries if isinstance(value, Listed) else ()

    def day(self, step: StepName, item: Item = "") -> str | None:
        """Return a day as ISO text, or None."""
        value = self.value(step, item)
        return value.day.isoformat() if isinstance(value, Dated) else None

    def cells(self, step: StepName, item: Item = "") -> Mapping[str, str]:
        """Return the chosen column of each row of a grid."""
        value = self.value(step, item)
        return dict(value.cells) if isinstance(value, Filled) else {}

    def groups(self, step: StepName, item: Item = "") -> tuple[tuple[str, ...], ...]:
        """Return the groups of an arrangement."""
        value = self.value(step, item)
        return value.groups if isinstance(value, Arranged) else ()

    def items_with(self, step: StepName) -> tuple[Item, ...]:
        """Return the items for which `step` holds a closed answer, in the order in which they were closed."""
        prefix = f"{step}@"
        return tuple(place[len(prefix) :] for place in self.settled if place.startswith(prefix))
