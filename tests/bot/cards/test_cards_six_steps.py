"""The six steps, walked by pressing only what stands on the cards: every button is understood, every card fits."""

import random
from datetime import date

import pytest

from bot.cards import Words, closed_card, notice, open_card, told
from bot.cards.fit import length
from bot.keyboards import Codec
from bot.outgoing import Drawn
from bot.texts import Texts
from core.ids import ParticipantId
from flows.engine import advance, start
from flows.model import AnyStep, Date, ListOf, Text
from flows.order import step_at
from flows.run import CloseCard, Control, Given, Incoming, Notice, Outcome, Press, Status, Steer, Tell, Typed
from flows.six_steps import SIX_STEPS
from flows.views import Json

TODAY = date(2026, 5, 4)
PEOPLE = tuple(ParticipantId(name) for name in ("secret-an", "secret-bo", "secret-cis", "secret-dre"))
TYPED = (
    "koken & <eten>",
    "samen wandelen met de buren",
    "de tuin van het huis\nde straat\nhet park 😀",
    "klusjesdienst (3)",
)
MISUNDERSTOOD = {"unknown_button", "stale_button", "use_buttons"}


class Walk:
    """A group that taps and types at random."""

    def __init__(self, words: Words, seed: int) -> None:
        self.words = words
        self.rng = random.Random(seed)
        self.run = start(SIX_STEPS, PEOPLE[0]).run
        for person in PEOPLE[1:]:
            self.does(person, Steer(Control.JOIN))
        self.does(PEOPLE[0], Steer(Control.BEGIN))

    def does(self, who: ParticipantId, given: Given) -> Outcome:
        outcome = advance(SIX_STEPS, self.run, Incoming(participant=who, given=given), TODAY)
        self.run = outcome.run
        for effect in outcome.effects:
            self.look(effect, given)
        return outcome

    def look(self, effect: object, given: Given) -> None:
        if isinstance(effect, Tell):
            for drawn in told(self.words, SIX_STEPS, effect):
                check(drawn)
        elif isinstance(effect, CloseCard):
            check(closed_card(self.words, SIX_STEPS, self.run, effect.place))
        elif isinstance(effect, Notice):
            assert effect.key not in MISUNDERSTOOD, (self.run.current, given)
            assert 0 < len(notice(self.words, effect)) <= 200

    def turn(self) -> None:
        card = open_card(self.words, SIX_STEPS, self.run)
        check(card)
        assert self.run.current is not None
        for who in PEOPLE[::-1]:
            if self.run.ask == (ask := self.run.ask):
                self.does(who, self.choice(card, step_at(SIX_STEPS, self.run.current), ask))
            if self.run.ask != ask or self.run.status is not Status.OPEN:
                return
            card = open_card(self.words, SIX_STEPS, self.run)

    def choice(self, card: Drawn, step: AnyStep, ask: int) -> Given:
        codes = [self.code(button.data) for row in card.keyboard for button in row]
        answers = [code for code in codes if not code.startswith("!")]
        if isinstance(step, Text | ListOf) and not answers and ("!next" not in codes or self.rng.random() < 0.5):
            return Typed(self.rng.choice(TYPED))
        if isinstance(step, Date) and self.rng.random() < 0.5:
            return Typed("15/12")
        steers = [code for code in codes if code in {"!next", "!skip"}]
        goes_on = not answers or ("!next" in steers and self.rng.random() < 0.4)
        code = self.rng.choice(steers[-1:] if goes_on else answers)
        return Steer(Control(code[1:]), ask) if code.startswith("!") else Press(ask, code)

    def code(self, data: str | None) -> str:
        pressed = self.words.codec.decode(self.words.group, data or "")
        assert pressed is not None
        assert pressed.ask == self.run.ask
        return pressed.code


def check(drawn: Drawn) -> None:
    assert 0 < length(drawn.text) <= 4096
    assert "secret" not in drawn.text
    assert drawn.text.count("<b>") == drawn.text.count("</b>")
    assert sum(map(len, drawn.keyboard)) <= 100
    assert "None" not in drawn.text
    assert "six_steps" not in drawn.text


@pytest.mark.parametrize(("lang", "seed"), [("nl", 2), ("nl", 4), ("en", 1)])
def test_a_group_can_walk_through_the_six_steps_by_its_cards(lang: str, seed: int) -> None:
    walk = Walk(Words(Texts.load(), lang, Codec(b"s" * 32), 5, 7, "buurtvonk_bot"), seed)
    places = set[str]()
    for _ in range(400):
        if walk.run.status is not Status.OPEN or walk.run.current is None:
            break
        places.add(walk.run.current.partition("@")[0])
        walk.turn()
    assert len(places) > 40


PAIR = {"a": "a" * 200, "b": "b" * 200}
PLAN = {"packages": (), "between": ()}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("step", "values"),
    [
        pytest.param(
            "q3_1_lists",
            {"agree": (), "differ": (), "outcome": (), "unknown": [PAIR] * 780, "unasked": 0},
            id="pairs not known",
        ),
        pytest.param("q2_9_wide", {"activities": ["a" * 200] * 40}, id="activities with few partners"),
        pytest.param("q5_end", PLAN | {"missing": [{"about": "x" * 400, "answers": ["need"]}] * 200}, id="answers"),
    ],
)
def test_what_is_not_known_is_never_told_at_length(lang: str, step: str, values: dict[str, Json]) -> None:
    words = Words(Texts.load(), lang, Codec(b"s" * 32), 5, 7, "buurtvonk_bot")
    messages = told(words, SIX_STEPS, Tell(step, "", values))
    assert sum(length(it.text) for it in messages) < 4096
    assert "…" in messages[-1].text
