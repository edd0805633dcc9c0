"""The light-organising check (nl: ontwar de bomen): alone first, then together, and once more where a group differs."""

from flows.model import Flow, FlowName
from flows.organising_check.answers import CONDITIONS, REPEATS
from flows.organising_check.onward import handover
from flows.organising_check.steps import OUTCOME, SECOND_ROUND, STATEMENTS
from flows.organising_check.views import open_points, result, summary, talk
from flows.organising_check.views_again import moved
from flows.organising_check.why import subjects, why
from flows.views import OPEN_POINTS, SUMMARY, WHY

ORGANISING_CHECK = Flow(
    id=FlowName("organising_check"),
    version=1,
    steps=(*STATEMENTS, *OUTCOME, *SECOND_ROUND),
    repeats=REPEATS,
    conditions=CONDITIONS,
    options={WHY: subjects},
    compares=("how", "sheets", "item"),
    handover=handover,
    views={
        "result": result,
        "talk": talk,
        "moved": moved,
        SUMMARY: summary,
        OPEN_POINTS: open_points,
        WHY: why,
    },
)
