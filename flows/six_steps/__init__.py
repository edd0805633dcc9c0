"""The six steps (nl: ontwar het bos): from a challenge to packages and how they work together (method 4.3)."""

from flows.model import Flow, FlowName, View
from flows.six_steps.conditions import CONDITIONS
from flows.six_steps.naming import REPEATS
from flows.six_steps.offered import OPTIONS, SUGGESTIONS
from flows.six_steps.steps_beginning import KNOW, NEEDED, READY
from flows.six_steps.steps_between import BETWEEN
from flows.six_steps.steps_inside import INSIDE
from flows.six_steps.steps_packages import PACKAGES
from flows.six_steps.steps_reality import REALITY
from flows.six_steps.views import beginning, chosen_packages, few_partners, road, two_lists
from flows.six_steps.views_arranging import arrangement
from flows.six_steps.views_overview import open_points, summary
from flows.six_steps.views_pictures import map_picture, matrix_picture
from flows.six_steps.views_plan import coordination, parking_list, plan
from flows.six_steps.views_tools import scan_was_done, sparks_and_needs
from flows.six_steps.why import subjects, why
from flows.six_steps.why_pair import pairs_with
from flows.views import WHY, WHY_PAIRS

VIEWS: dict[str, View] = {
    "road": road,
    "beginning": beginning,
    "few_partners": few_partners,
    "two_lists": two_lists,
    "packages": chosen_packages,
    "matrix": matrix_picture,
    "arrangement": arrangement,
    "coordination": coordination,
    "map": map_picture,
    "parking_list": parking_list,
    "deviations": plan,
    "sparks": sparks_and_needs,
    WHY: why,
    "summary": summary,
    "open_points": open_points,
}

SIX_STEPS = Flow(
    id=FlowName("six_steps"),
    version=1,
    steps=(*READY, *KNOW, *NEEDED, *PACKAGES, *INSIDE, *BETWEEN, *REALITY),
    repeats=REPEATS,
    conditions=CONDITIONS | {"scan_was_done": scan_was_done},
    options=OPTIONS | {WHY: subjects, WHY_PAIRS: pairs_with},
    suggestions=SUGGESTIONS,
    views=VIEWS,
)
