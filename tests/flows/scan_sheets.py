"""Sheets of the partner scan, filled in tap by tap as one person does in a private chat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.ids import ParticipantId
from flows.engine import start
from flows.model import ListOf, Several, Text
from flows.order import step_at
from flows.partner_scan import PARTNER_SHEET
from flows.run import Control, Outcome, Status
from flows.values import Entry, Listed, Place, Value
from tests.flows.playing import Group

TOPICS = ("Samen eten", "Kleine klussen", "Een praatje")

Answers = Mapping[str, str | tuple[str, ...]]
"""By step, or by place where topics differ: a button, several buttons, or words; "" passes the question."""

CARE_WORKER: Answers = {
    "a1": "partners", "name": "Wijkzorg Noord", "p1": ("care",), "p2": "3", "p3": "2", "p3_other": "",
    "p4": ("fits_job", "our_people_here"), "p5": "huisbezoeken, elke week", "p6": ("knowledge", "access"), "p7a": "2",
    "p7b": "partly", "p8": "2", "p10_well": "de huisartsen", "p10": ("rules", "method"), "p11": ("phone",),
}  # fmt: skip
NEIGHBOUR: Answers = {
    "a1": "partners", "name": "An", "p1": ("neighbour",), "p3": "3", "p3_other": "", "p4": ("lives_here", "enjoys_it"),
    "p6": ("hands", "contacts"), "p7a": "2", "p8": "4", "p11": ("visit", "message"),
}  # fmt: skip


@dataclass
class Done:
    """What a sheet took: the places asked in order, taps, typed words."""

    group: Group
    asked: list[Place]
    taps: int = 0
    words: int = 0

    @property
    def sheet(self) -> Mapping[Place, Value]:
        return self.group.run.settled


def begun(topics: tuple[str, ...] = TOPICS) -> Group:
    """Open a sheet with the topics of a group."""
    group = Group(PARTNER_SHEET, "An", begun=False)
    listed = Listed(tuple(Entry(f"t{number}", text) for number, text in enumerate(topics, start=1)))
    before = start(PARTNER_SHEET, ParticipantId("An")).run
    group.run = group._kept(before, Outcome(replace(before, settled={"topics": listed})))
    group.steer("An", Control.BEGIN)
    return group


def filled_in(answers: Answers, topics: tuple[str, ...] = TOPICS) -> Done:
    """Fill in a sheet to its end."""
    done = Done(begun(topics), [])
    while done.group.run.status is Status.OPEN:
        place = done.group.run.current
        assert place is not None
        assert place not in done.asked, f"{place} came again"
        done.asked.append(place)
        step = step_at(PARTNER_SHEET, place)
        answer = answers[place] if place in answers else answers[step.id]
        _answer(done, answer)
        if done.group.run.current == place and isinstance(step, Several | ListOf | Text):
            done.group.next()
            done.taps += 1
    return done


def _answer(done: Done, answer: str | tuple[str, ...]) -> None:
    step = step_at(PARTNER_SHEET, done.group.run.current or "")
    if answer == "":
        done.group.skip()
        done.taps += 1
    elif isinstance(step, Text | ListOf):
        assert isinstance(answer, str)
        done.group.says("An", answer)
        done.words += len(answer.split())
    else:
        codes = (answer,) if isinstance(answer, str) else answer
        done.group.presses("An", *codes)
        done.taps += len(codes)
