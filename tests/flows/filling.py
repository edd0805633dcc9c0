"""A street that fills in sheets alone: a group's run, and one run of each person, with a restart after every turn."""

from dataclasses import dataclass, field

from core.ids import ParticipantId
from flows.filling import answers_of, begin_sheet, follow, go_on
from flows.order import step_at
from flows.run import Control, HandIn, Notice, Outcome, Run, Status
from flows.values import Answers, Sheet, Sheets, Value
from tests.flows.playing import Group
from tests.flows.sparks import FILL, SHEET, SPARKS

FOUR = ("Anna", "Bram", "Chris", "Dina")
MOODS = {"Anna": "sunny", "Bram": "sunny", "Chris": "cloudy", "Dina": "stormy", "Eva": "cloudy"}


class Alone(Group):
    """One person with a sheet."""

    def __init__(self, name: str, begun: Outcome) -> None:
        self.flow, self.facilitator, self.rows = SHEET, name, {}
        self.run = self._kept(None, begun)

    def becomes(self, outcome: Outcome) -> None:
        self.run = self._kept(self.run, outcome)

    def answers(self, **by_step: str) -> None:
        """Answer what is asked until the sheet is whole; what is not named is passed."""
        while self.run.status is Status.OPEN:
            step = step_at(SHEET, self.run.current or "").id
            code = by_step.get((self.run.current or "").replace("@", "_"), by_step.get(step, ""))
            if not code:
                self.skip()
            elif step in {"called", "wish"}:
                self.says(self.facilitator, code)
            else:
                self.presses(self.facilitator, *code.split())
                if step == "brakes":
                    self.next()


@dataclass
class Street:
    """A group at the question that everyone fills in alone."""

    group: Group
    sheets: dict[str, Alone] = field(default_factory=dict[str, Alone])

    @classmethod
    def of(cls, *names: str, topics: str = "Soep\nTuin", readers: str = "street") -> "Street":
        group = Group(SPARKS, *names)
        group.says(names[0], topics)
        group.next()
        group.presses(names[0], readers)
        return cls(group)

    def opens(self, name: str, last: Run | None = None) -> Alone:
        if name not in self.sheets:
            self.sheets[name] = Alone(name, begin_sheet(FILL, self.group.run, ParticipantId(name), last))
        return self.sheets[name]

    def fills(self, name: str, **by_step: str) -> str | None:
        """Fill in a sheet to its end and hand it in; the word to who did."""
        alone = self.opens(name)
        alone.answers(**by_step)
        return self.hands_in(name)

    def changes(self, name: str, place: str, code: str) -> str | None:
        alone = self.sheets[name]
        alone.reopens(place)
        alone.presses(name, code)
        return self.hands_in(name)

    def hands_in(self, name: str) -> str | None:
        given = HandIn("sheets", answers_of(FILL, self.sheets[name].run))
        self.group.does(name, given)
        return next((it.key for it in self.group.effects if isinstance(it, Notice)), None)

    def follows(self, name: str) -> Alone:
        alone = self.sheets[name]
        alone.becomes(follow(FILL, self.group.run, alone.run))
        return alone

    def goes_on(self, name: str) -> Alone:
        alone = self.sheets[name]
        alone.becomes(go_on(FILL, self.group.run, alone.run))
        return alone

    def opened_again(self) -> "Street":
        """Let the facilitator open the question again, and answer nothing yet."""
        self.group.reopens("sheets")
        return self

    def closes(self) -> "Street":
        """Close the question as it stands, also when few have answered."""
        self.group.next()
        if self.group.run.current == "sheets":
            self.group.next()
        return self

    @property
    def result(self) -> Value | None:
        return self.group.settled("sheets")

    @property
    def sheets_told(self) -> Sheets:
        assert isinstance(self.result, Sheets)
        return self.result

    def handed(self, name: str) -> Answers:
        vote = self.group.run.votes["sheets"][ParticipantId(name)]
        assert isinstance(vote, Sheet)
        return vote.answers

    def leaves(self, name: str) -> None:
        self.group.steer(name, Control.LEAVE)


def filled(*names: str, **by_step: str) -> Street:
    """Everyone named fills in the same, but for the mood."""
    street = Street.of(*names)
    for name in names:
        street.fills(name, **{"may_name": "nobody", "spark": "2", "mood": MOODS[name], **by_step})
    return street
