"""Setting up an indicator (nl: indicator): on purpose, for somebody who needs it, until a day (method 4.6, R47)."""

from flows.facts import Facts
from flows.model import Choice, Date, Flow, FlowName, Show, Text, Voice
from flows.values import Item
from flows.views import Json

FAMILIES = ("meeting", "caring", "connecting", "quality", "image", "working")
"""What people gain (De Donder and others, 2021), and the collaboration itself."""

EVERY = {"each": 1, "second": 2, "third": 3}
"""Once in so many rounds of the check-in."""

LINE = 120
"""Characters of a name: it stands in a list."""


def _no_user(facts: Facts, _: Item) -> bool:
    """R47: nobody said who needs it."""
    return not facts.text("user")


def _goes_on(facts: Facts, _: Item) -> bool:
    """It is for somebody, or the group wants it all the same."""
    return bool(facts.text("user")) or facts.choice("worth") == "keep"


def is_dropped(facts: Facts) -> bool:
    """Say whether the group let it go."""
    return not _goes_on(facts, "")


def _result(facts: Facts, _: Item) -> dict[str, Json]:
    return {
        "dropped": is_dropped(facts),
        "name": facts.text("name"),
        "user": facts.text("user"),
        "stops": facts.day("stops"),
    }


INDICATOR = Flow(
    id=FlowName("indicator"),
    version=1,
    steps=(
        Choice(id="family", part=1, voice=Voice.FACILITATOR, choices=FAMILIES, required=True),
        Choice(id="kind", part=1, voice=Voice.FACILITATOR, choices=("result", "process"), required=True),
        Text(id="name", part=1, voice=Voice.FACILITATOR, one=True, max_length=LINE, required=True),
        Text(id="user", part=1, voice=Voice.FACILITATOR, one=True, max_length=LINE),
        Choice(id="worth", part=1, voice=Voice.FACILITATOR, when="no_user", choices=("drop", "keep"), required=True),
        Text(id="who", part=1, voice=Voice.FACILITATOR, when="goes_on", one=True, max_length=LINE),
        Choice(
            id="how",
            part=1,
            voice=Voice.FACILITATOR,
            when="goes_on",
            choices=("tally", "photo", "story"),
            required=True,
        ),
        Choice(id="every", part=1, voice=Voice.FACILITATOR, when="goes_on", choices=tuple(EVERY), required=True),
        Date(id="stops", part=1, voice=Voice.FACILITATOR, when="goes_on", in_days=(90, 180, 360)),
        Show(id="result", part=1, view="result"),
    ),
    conditions={"no_user": _no_user, "goes_on": _goes_on},
    views={"result": _result},
    ends_quietly=True,
)
