"""Groups in the middle of a partner scan, as facts: sheets made by hand, what the group said together."""

from collections.abc import Mapping, Sequence

from core.ids import ParticipantId
from flows.facts import Facts
from flows.partner_scan.steps import SHEETS
from flows.sheets import gathered
from flows.values import Entry, Listed, Picked, Place, Rated, Said, Sheet, Single, Value

Answered = Mapping[Place, Single]
TOPICS = ("Samen eten", "Kleine klussen")


def sheet(
    name: str | None,
    *flames: int,
    may_see: str = "partners",
    time: int = 2,
    wished: int = 5,
    **more: Single,
) -> Answered:
    """Someone who wants this much of each topic, and wishes to pull."""
    by_topic = {f"p3@t{number}": Rated(flame) for number, flame in enumerate(flames, start=1)}
    wishes = {f"p8@t{number}": Rated(wished) for number in range(1, len(flames) + 1)}
    called = {} if name is None else {"name": Said((name,))}
    return {"a1": Picked((may_see,)), **called, **by_topic, **wishes, "p7a": Rated(time), **more}


def scanned(
    *sheets: Answered,
    readers: str = "partners",
    topics: Sequence[str] = TOPICS,
    estimates: Sequence[str] = (),
    **more: Value,
) -> Facts:
    """A group that has these sheets; estimates are of partners with time and a flame for every topic."""
    listed = {
        "topics": Listed(tuple(Entry(f"t{number}", text) for number, text in enumerate(topics, start=1))),
        "estimates": Listed(tuple(Entry(f"e{number}", text) for number, text in enumerate(estimates, start=1))),
    }
    guesses: dict[Place, Value] = {}
    for number in range(1, len(estimates) + 1):
        guesses |= {f"e_kind@e{number}": Picked(("welfare",)), f"e_time@e{number}": Rated(2)}
        guesses |= {f"e_flame@e{number}/t{topic}": Rated(2) for topic in range(1, len(topics) + 1)}
    before: dict[Place, Value] = {**listed, "readers": Picked((readers,))}
    votes = {ParticipantId(str(n)): Sheet(tuple(answers.items())) for n, answers in enumerate(sheets)}
    closed = gathered(SHEETS, Facts(before), votes, votes)
    return Facts({**before, "sheets": closed.value, **guesses, **more})


def beside(now: Facts, before: Facts) -> Facts:
    """Lay a scan beside an earlier one."""
    return Facts(now.settled, earlier=(before.settled,))
