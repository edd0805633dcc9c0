"""The ecosystem web (nl: wat helpt en wat remt): marks, factors, and what the group does about them (method 4.5)."""

from flows.ecosystem.group import CONDITIONS, OPTIONS, REPEATS
from flows.ecosystem.onward import handover
from flows.ecosystem.steps import FACTORS_NAMED, FOLLOW_UP, MARKS
from flows.ecosystem.views import VIEWS, subjects
from flows.model import Flow, FlowName
from flows.views import WHY

ECOSYSTEM = Flow(
    id=FlowName("ecosystem"),
    version=1,
    steps=(*MARKS, *FACTORS_NAMED, *FOLLOW_UP),
    repeats=REPEATS,
    conditions=CONDITIONS,
    options=OPTIONS | {WHY: subjects},
    views=VIEWS,
    handover=handover,
)
