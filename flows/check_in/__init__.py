"""The check-in of an action group (nl: check-in): five questions, one minute, everyone silently for themselves."""

from flows.check_in.answers import CHECK_IN_SHEET
from flows.check_in.views import result, subjects, summary, why
from flows.model import Fill, Flow, FlowName, Show
from flows.views import SUMMARY, WHY

CHECK_IN = Flow(
    id=FlowName("check_in"),
    version=1,
    steps=(
        Fill(id="sheets", part=1, sheet=CHECK_IN_SHEET, required=True),
        Show(id="result", part=1, view="result"),
    ),
    options={WHY: subjects},
    compares=("sheets",),
    views={"result": result, SUMMARY: summary, WHY: why},
    beside=True,
    ends_quietly=True,
)
