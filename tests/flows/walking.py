"""A group that answers a flow from a script: place by place, as the flow asks for them."""

from collections.abc import Iterator, Mapping

from bot.texts import Texts
from flows.facts import Facts
from flows.model import Flow, Show
from flows.order import places
from flows.values import Place, Seen, Skipped, Value, place_of

MOST_PLACES = 500


def walk(flow: Flow, script: Mapping[Place, Value], parked: tuple[str, ...] = ()) -> Facts:
    """Answer every question that comes up: as the script says for the place, else for its step, else by skipping."""
    settled: dict[Place, Value] = {}
    for _ in range(MOST_PLACES):
        asked = ((step, place_of(step.id, item)) for step, item in places(flow, Facts(settled, parked)))
        found = next(((step, place) for step, place in asked if place not in settled), None)
        if found is None:
            return Facts(settled, parked)
        step, place = found
        settled[place] = script.get(place, script.get(step.id, Seen() if isinstance(step, Show) else Skipped()))
    raise AssertionError(f"still asking after {MOST_PLACES} places: {list(settled)[-3:]}")


def asked(flow: Flow, facts: Facts) -> list[Place]:
    """Return every place that the answers call for."""
    return [place_of(step.id, item) for step, item in places(flow, facts)]


def spoken(texts: Texts, lang: str, flow: Flow, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield every text of a run as people read it: questions, what is told, every reason, the line of the overview."""
    for step, item in places(flow, facts):
        repeat = flow.repeat_of(step.id)
        names = repeat.names(facts, item) if repeat else {}
        if isinstance(step, Show):
            values = flow.views[step.view](facts, item) if step.view else {}
            yield f"{flow.id}.{step.id}.tell", texts.render(lang, f"{flow.id}.{step.id}.tell", **values)
            continue
        for part in ("title", "ask", "hint"):
            if texts.has(lang, f"{flow.id}.{step.id}.{part}"):
                yield f"{flow.id}.{step.id}.{part}", texts.render(lang, f"{flow.id}.{step.id}.{part}", **names)
    yield f"{flow.id}.flow.summary", texts.render(lang, f"{flow.id}.flow.summary", **flow.views["summary"](facts, ""))
    yield from _reasons(texts, lang, flow, facts)


def _reasons(texts: Texts, lang: str, flow: Flow, facts: Facts) -> Iterator[tuple[str, str]]:
    for subject in flow.options["why"](facts, ""):
        for rule, values in statements(flow, facts, subject.code):
            yield f"why.{rule}.text", texts.render(lang, f"why.{rule}.text", **values)


def statements(flow: Flow, facts: Facts, subject: str) -> list[tuple[str, dict[str, object]]]:
    """Return what is said about a subject: rule and values."""
    found = flow.views["why"](facts, subject)["statements"]
    assert isinstance(found, list)
    return [(it["rule"], it["values"]) for it in found]
