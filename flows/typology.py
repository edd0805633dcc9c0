"""The typology (nl: welk soort initiatief is dit?): five questions, the kind they point to, what fits it (method 4.4).

A mixed initiative names the initiatives inside it (R42), and the same questions are asked about each of them.
"""

from collections.abc import Iterator, Mapping

from core.thresholds import PARTS_MERGE_ABOVE
from core.typology import (
    POINTS,
    Answers,
    AtHome,
    Criterion,
    Kind,
    Typing,
    approach_of,
    flags_of,
    kind_of,
    lacking,
    most_chosen,
)
from core.voices import may_show
from flows.facts import Facts
from flows.model import AnyStep, Choice, Flow, FlowName, ListOf, Loop, Repeat, Show, Voice
from flows.values import Item, Picked, Voices
from flows.views import Json, Names, Option

WHOLE = "whole"
"""The initiative that the group came with; its parts have ids of a list."""

Values = dict[str, Json]

# --- what was answered ---


def voices_on(facts: Facts, criterion: Criterion, initiative: Item) -> tuple[str, ...]:
    """Return everyone's answer; who did not know is left out."""
    value = facts.value(criterion, initiative)
    values = value.values if isinstance(value, Voices) else ()
    return tuple(code for voice in values if isinstance(voice, Picked) for code in voice.choices)


def answers_on(facts: Facts, initiative: Item) -> Answers:
    """Return what most people answered."""
    return {criterion: most_chosen(voices_on(facts, criterion, initiative)) for criterion in Criterion}


def typing_of(facts: Facts, initiative: Item) -> Typing | None:
    """Return what an initiative is (R41, R42); None while an answer is lacking."""
    found = kind_of(answers_on(facts, initiative))
    return None if found is None else found.value


def at_home(facts: Facts, initiative: Item) -> AtHome | None:
    """Return whether residents feel at home in the area (G4)."""
    code = facts.choice("g4", initiative)
    return None if code is None else AtHome(code)


def parts(facts: Facts) -> Mapping[Item, str]:
    """Return the initiatives inside a mixed one, by id."""
    return {entry.id: entry.text for entry in facts.entries("inside")} if is_mixed(facts, WHOLE) else {}


def differing(facts: Facts, initiative: Item) -> list[Json]:
    """Return the questions on which no answer has more than half of the voices, where these may be shown (R50)."""
    seen = {criterion: voices_on(facts, criterion, initiative) for criterion in Criterion}
    return [str(it) for it, voices in seen.items() if may_show(len(voices), hidden=True) and not _has_majority(voices)]


def _has_majority(voices: tuple[str, ...]) -> bool:
    return any(2 * voices.count(answer) > len(voices) for answer in voices)


# --- which questions come ---


def is_mixed(facts: Facts, initiative: Item) -> bool:
    """R42: no kind is clearly ahead."""
    found = typing_of(facts, initiative)
    return found is not None and found.kind is None


def is_of_neighbourhood(facts: Facts, initiative: Item) -> bool:
    """G4 only matters for a neighbourhood initiative (method 4.4)."""
    found = typing_of(facts, initiative)
    return found is not None and found.kind is Kind.OF_NEIGHBOURHOOD


def whole_is_mixed(facts: Facts, _: Item) -> bool:
    """R42: the initiative that the group came with is mixed."""
    return is_mixed(facts, WHOLE)


def has_parts(facts: Facts, _: Item) -> bool:
    """R42: the group named the initiatives inside it."""
    return bool(parts(facts))


def _initiatives(facts: Facts) -> tuple[Item, ...]:
    return (WHOLE, *parts(facts))


def _names(facts: Facts, initiative: Item) -> Names:
    return {"initiative": parts(facts).get(initiative, "")}


# --- what is told ---


def result(facts: Facts, _: Item) -> Values:
    """R41-R43: what the initiative is and what fits it."""
    return _told(facts, WHOLE)


def results(facts: Facts, _: Item) -> Values:
    """R42: the same for each initiative inside it."""
    return {"parts": [{"name": name, **_told(facts, part)} for part, name in parts(facts).items()]}


def _told(facts: Facts, initiative: Item) -> Values:
    found, answers = typing_of(facts, initiative), answers_on(facts, initiative)
    kind = found.kind if found is not None else None
    approach = approach_of(kind).value if kind is not None else None
    return {
        "kind": None if kind is None else int(kind),
        "mixed": found is not None and kind is None,
        "points": _points(found),
        "lacking": [str(criterion) for criterion in lacking(answers)],
        "flags": _flags(facts, initiative, kind),
        "does": list(approach.does) if approach else [],
        "warns": list(approach.warns) if approach else [],
        "differ": differing(facts, initiative),
    }


def _points(found: Typing | None) -> list[Json]:
    """Return the points of each kind, the most first; they follow from what is shown of each question anyway."""
    points = {} if found is None else found.points
    return [
        {"kind": int(kind), "points": _short(float(points[kind]))}
        for kind in sorted(points, key=lambda it: -points[it])
    ]


def _short(number: float) -> Json:
    """Return a number of points: whole where it is, else with one decimal."""
    return int(number) if number.is_integer() else round(number, 1)


def _flags(facts: Facts, initiative: Item, kind: Kind | None) -> list[Json]:
    if kind is None:
        return []
    found = flags_of(kind, answers_on(facts, initiative), at_home(facts, initiative))
    return [str(flag.value) for flag in found]


def summary(facts: Facts, _: Item) -> Values:
    """Say in one line what it is."""
    kinds = {name: typing_of(facts, part) for part, name in parts(facts).items()}
    return {
        "kind": _told(facts, WHOLE)["kind"],
        "mixed": is_mixed(facts, WHOLE),
        "parts": [{"name": name, "kind": int(it.kind) if it and it.kind else None} for name, it in kinds.items()],
    }


def open_points(facts: Facts, _: Item) -> Values:
    """Return the remarks that were kept: no later step takes them up."""
    return {"points": [{"kind": "remark", "what": remark, "owner": "", "day": None} for remark in facts.parked]}


# --- why ---


def subjects(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return the initiatives with an answer; the one the group came with has no name of its own."""
    names = {WHOLE: "", **parts(facts)}
    return tuple(Option(it, name) for it, name in names.items() if any(answers_on(facts, it).values()))


def why(facts: Facts, initiative: Item) -> Values:
    """Explain what an initiative was found to be from the group's own answers."""
    statements = _statements(facts, initiative)
    return {"statements": [{"rule": rule, "values": values} for rule, values in statements]}


def _statements(facts: Facts, initiative: Item) -> Iterator[tuple[str, Values]]:
    told, answers = _told(facts, initiative), answers_on(facts, initiative)
    said: list[Json] = [{"question": str(it), "answers": list(chosen)} for it, chosen in answers.items()]
    if told["mixed"]:
        yield "R42", {"points": told["points"], "said": said}
    elif told["kind"] is not None:
        home = at_home(facts, initiative)
        yield (
            "R41",
            {"kind": told["kind"], "points": told["points"], "said": said, "flags": told["flags"], "home": home},
        )
        yield "R43", {"kind": told["kind"], "does": told["does"], "warns": told["warns"]}


# --- the flow ---

ASKED: tuple[AnyStep, ...] = (
    *(
        Choice(id=criterion.value, part=0, voice=Voice.EACH, choices=tuple(POINTS[criterion]))
        for criterion in Criterion
    ),
    Choice(id="g4", part=0, when="is_of_neighbourhood", choices=tuple(AtHome)),
)

TYPOLOGY = Flow(
    id=FlowName("typology"),
    version=1,
    steps=(
        Loop(over="initiative", steps=ASKED),
        Show(id="result", part=0, view="result"),
        ListOf(id="inside", part=0, when="whole_is_mixed", prefix="d", ask_to_merge=PARTS_MERGE_ABOVE),
        Show(id="results", part=0, when="has_parts", view="results"),
    ),
    repeats={"initiative": Repeat(_initiatives, _names)},
    conditions={
        "is_of_neighbourhood": is_of_neighbourhood,
        "whole_is_mixed": whole_is_mixed,
        "has_parts": has_parts,
    },
    options={"why": subjects},
    views={
        "result": result,
        "results": results,
        "why": why,
        "summary": summary,
        "open_points": open_points,
    },
)
