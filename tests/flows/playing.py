"""People at a flow: what they do turn by turn, with a restart after every turn."""

from collections.abc import Mapping
from datetime import date

from bot.stored import AnswerKey, answer_changes, run_from, state_of
from core.ids import ParticipantId
from flows.engine import advance, start
from flows.model import Flow, Offer
from flows.run import (
    Control,
    Effect,
    Given,
    Incoming,
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
from flows.values import Value
from tests.flows.street_party import PARTY

TODAY = date(2026, 5, 4)


def after_restart(before: Run | None, run: Run, rows: dict[AnswerKey, str]) -> Run:
    """Store a run as the bot does, and return what comes back; `rows` is the table of answers, changed in place."""
    for key, value in answer_changes(before, run).items():
        if value is None:
            del rows[key]
        else:
            rows[key] = value
    return run_from(state_of(run), rows)


class Group:
    """People who go through a flow together, by first name; the first one is the facilitator."""

    def __init__(
        self,
        flow: Flow,
        *names: str,
        begun: bool = True,
        last: Run | None = None,
        begun_from: Offer | None = None,
    ) -> None:
        self.flow = flow
        self.rows: dict[AnswerKey, str] = {}
        self.effects: tuple[Effect, ...] = ()
        self.facilitator = names[0]
        self.run = self._kept(None, start(flow, ParticipantId(names[0]), last, begun_from))
        for name in names[1:]:
            self.steer(name, Control.JOIN)
        if begun:
            self.steer(names[0], Control.BEGIN)

    def does(self, name: str, given: Given, *, admin: bool = False) -> tuple[Effect, ...]:
        """Let someone do something; what it led to."""
        incoming = Incoming(participant=ParticipantId(name), given=given, may_facilitate=admin)
        self.run = self._kept(self.run, advance(self.flow, self.run, incoming, TODAY))
        return self.effects

    def presses(self, name: str, *codes: str) -> tuple[Effect, ...]:
        for code in codes:
            self.does(name, Press(self.run.ask, code))
        return self.effects

    def says(self, name: str, text: str) -> tuple[Effect, ...]:
        return self.does(name, Typed(text))

    def steer(self, name: str, control: Control, *, admin: bool = False) -> tuple[Effect, ...]:
        return self.does(name, Steer(control), admin=admin)

    def next(self) -> tuple[Effect, ...]:
        return self.steer(self.facilitator, Control.NEXT)

    def back(self) -> tuple[Effect, ...]:
        return self.steer(self.facilitator, Control.BACK)

    def skip(self) -> tuple[Effect, ...]:
        return self.steer(self.facilitator, Control.SKIP)

    def reopens(self, place: str) -> tuple[Effect, ...]:
        return self.does(self.facilitator, Reopen(place))

    def parks(self, name: str, text: str) -> tuple[Effect, ...]:
        return self.does(name, Park(text))

    def skips_to(self, place: str) -> "Group":
        """Pass what may be passed, and give what must be given, until a place is open."""
        while self.run.current != place:
            assert self.run.status is Status.OPEN, f"{place} never came; {self.run.status} after {self.run.previous}"
            self.skip()
            if self.notice == "required":
                self._gives_something()
        return self

    def _gives_something(self) -> None:
        given = {"name": ["Soep"], "dishes": ["Soep", "Taart"]}.get(self.run.current or "")
        for line in given or ():
            self.says(self.facilitator, line)
        if self.run.current == "needed":
            self.presses(self.facilitator, "water")
        if self.run.current in {"dishes", "needed"}:
            self.next()

    def on_card(self) -> Value | None:
        """What stands on the open card so far."""
        return self.run.draft.value

    def settled(self, place: str) -> Value | None:
        return self.run.settled.get(place)

    @property
    def notice(self) -> str | None:
        """Key of the first word to who acted."""
        return next((effect.key for effect in self.effects if isinstance(effect, Notice)), None)

    @property
    def notice_values(self) -> Mapping[str, object]:
        return next(effect.values for effect in self.effects if isinstance(effect, Notice))

    @property
    def told(self) -> tuple[str, ...]:
        """Steps of what was told to the group in the last turn."""
        return tuple(effect.step for effect in self.effects if isinstance(effect, Tell))

    @property
    def drew(self) -> ShowCard | None:
        """How the open card is drawn after the last turn."""
        return next((effect for effect in self.effects if isinstance(effect, ShowCard)), None)

    def _kept(self, before: Run | None, outcome: Outcome) -> Run:
        self.effects = outcome.effects
        again = after_restart(before, outcome.run, self.rows)
        assert again == outcome.run, "a restart changed the run"
        return again


def answered_to(place: str) -> Group:
    """Let Anna alone plan the street party up to a place: two dishes, known well and hardly."""
    group = Group(PARTY, "Anna")
    group.says("Anna", "Lange tafel")
    group.presses("Anna", "small", "hall")
    group.says("Anna", "Zon")
    group.says("Anna", "Soep\nTaart")
    group.next()
    group.skips_to("known@d1").presses("Anna", "4", "0")
    if place != "first":
        group.presses("Anna", "d1")
    return group.skips_to(place)
