"""The live card of each kind of question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from bot.cards import Words, open_card
from bot.cards.fit import length
from bot.outgoing import Drawn
from core.ids import ParticipantId
from flows.facts import Facts
from flows.model import Flow, Repeat
from flows.run import Doubt, Draft, Move, Run
from flows.values import (
    Arranged,
    Dated,
    Entry,
    Filled,
    Listed,
    Picked,
    Rated,
    Said,
    Seen,
    Skipped,
    Value,
    Voices,
)

RunAt = Callable[..., Run]
THREE = Listed((Entry("a1", "koken"), Entry("a2", "wandelen"), Entry("a3", "de <tuin> & zo")))


def labels(drawn: Drawn) -> list[str]:
    return [button.label for row in drawn.keyboard for button in row]


def codes(words: Words, drawn: Drawn) -> list[str]:
    pressed = [words.codec.decode(words.group, button.data or "") for row in drawn.keyboard for button in row]
    assert all(found is not None and (found.run, found.ask) == (7, 3) for found in pressed)
    return [found.code for found in pressed if found is not None]


def votes(*levels: int | str) -> dict[ParticipantId, Rated | Picked]:
    names = ("an", "bo", "cis", "dre", "els")
    return {
        ParticipantId(f"secret-{name}"): Rated(level) if isinstance(level, int) else Picked((level,))
        for name, level in zip(names, levels, strict=False)
    }


def test_a_choice_shows_where_we_are_what_is_asked_and_who_sees_it(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("road"))
    assert card.text.startswith("Vooraf · nog ongeveer 4 vragen in deze stap")
    assert "<b>Welke weg?</b>\nKies rustig." in card.text
    assert "<b>links</b>: links langs de beek" in card.text
    assert "Voorstel: links" in card.text
    assert "De groep ziet wat gekozen is, niet wie het koos." in card.text
    assert "begeleider tikt" in card.text
    assert codes(words, card) == ["left", "right", "?", "!skip", "!pause", "!join"]


def test_a_mark_stands_before_its_label_and_lets_the_facilitator_go_on(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("road", draft=Draft(value=Picked(("right",)))))
    assert labels(card)[:2] == ["links", "● rechts"]
    assert "!next" in codes(words, card)


def test_a_required_question_of_the_group_has_no_way_out(words: Words, tiny: Flow, run_at: RunAt) -> None:
    assert codes(words, open_card(words, tiny, run_at("must"))) == ["left", "right", "!pause", "!join"]


def test_long_choices_stand_in_the_text_with_their_number(words: Words, tiny: Flow, run_at: RunAt) -> None:
    long = Listed((Entry("a1", "het huis veiliger maken voor wie thuiskomt"), Entry("a2", "koken")))
    marked = Draft(value=Picked(("a1",)))
    card = open_card(words, tiny, run_at("which", settled={"things": long}, draft=marked))
    assert "1. ● het huis veiliger maken voor wie thuiskomt\n2. koken" in card.text
    assert labels(card)[:2] == ["● 1. het huis veiliger ma…", "2. koken"]


def test_too_many_choices_are_cut_with_a_sentence(words: Words, tiny: Flow, run_at: RunAt) -> None:
    many = Listed(tuple(Entry(f"a{n}", f"ding {n} " + "x" * 30) for n in range(150)))
    card = open_card(words, tiny, run_at("which", settled={"things": many}))
    assert "Hier passen 80 van de 150 keuzes." in card.text
    assert len(labels(card)) <= 100
    assert codes(words, card)[-1] == "!join"


def test_several_can_always_go_on_and_say_how_many(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("colours", draft=Draft(value=Picked(("red",)))))
    assert labels(card)[0] == "● rood"
    assert "hoogstens 2" in card.text
    assert "!next" in codes(words, card)
    assert "De begeleider duidt aan" in open_card(words, tiny, run_at("some", settled={"things": THREE})).text


def test_a_rating_is_hidden_and_counted(words: Words, tiny: Flow, run_at: RunAt) -> None:
    silent = open_card(words, tiny, run_at("close"))
    assert "0 van 5 antwoordden" in silent.text
    assert "!next" not in codes(words, silent)
    some = open_card(words, tiny, run_at("close", votes={"close": {**votes(0, 3), ParticipantId("gone"): Rated(1)}}))
    assert "2 van 5 antwoordden" in some.text
    assert "●" not in some.text
    assert "secret" not in some.text
    assert codes(words, some)[:5] == ["0", "1", "2", "3", "?"]
    assert "!next" in codes(words, some)
    assert "<b>handig om te weten</b>: handig om van elkaar te weten" in some.text


def test_a_scale_of_the_group_shows_its_suggestion_and_mark(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("area", draft=Draft(value=Rated(2))))
    assert "Voorstel: gemeente of stad" in card.text
    assert "● geografische buurt" in labels(card)


def test_someone_alone_reads_no_we_and_no_count(words: Words, tiny: Flow, run_at: RunAt) -> None:
    alone = (ParticipantId("secret-an"),)
    card = open_card(words, tiny, run_at("close", members=alone))
    assert "Alleen jij doet mee." in card.text
    assert "antwoordde" not in card.text.replace("antwoordden", "")
    assert "begeleider tikt" not in open_card(words, tiny, run_at("road", members=alone)).text


def test_in_a_private_chat_nobody_else_is_spoken_of(words: Words, tiny: Flow, run_at: RunAt) -> None:
    alone, private = (ParticipantId("secret-an"),), replace(words, private=True)
    for place in ("close", "story"):
        card = open_card(private, tiny, run_at(place, members=alone))
        assert "Niemand anders" in card.text
        assert "in deze chat" not in card.text


@pytest.mark.parametrize(("joined", "is_told"), [(2, True), (3, True), (4, False)])
def test_a_few_are_told_that_an_outcome_may_give_an_answer_away(
    words: Words, tiny: Flow, run_at: RunAt, joined: int, *, is_told: bool
) -> None:
    members = tuple(ParticipantId(f"secret-{number}") for number in range(joined))
    card = open_card(words, tiny, run_at("close", members=members))
    assert (words.html("cards.who.few_taps") in card.text) is is_told
    assert (words.html("cards.who.each_taps") in card.text) is not is_told


def test_free_text_says_how_to_answer_and_shows_what_came(words: Words, tiny: Flow, run_at: RunAt) -> None:
    empty = open_card(words, tiny, run_at("story"))
    assert "/a@buurtvonk_bot" in empty.text
    assert "!next" in codes(words, empty), "words show on the card a little later than they came"
    some = open_card(words, tiny, run_at("story", draft=Draft(value=Said(("ze valt\nvaak", "<b>au</b>")))))
    assert "• ze valt vaak\n• &lt;b&gt;au&lt;/b&gt;" in some.text
    assert "!next" in codes(words, some)
    assert "<b>Wat schrijf je op?</b>\nEén zin.\n\nPraat er samen over." in open_card(words, tiny, run_at("noted")).text


def test_a_list_is_numbered_and_asks_about_look_alikes(words: Words, tiny: Flow, run_at: RunAt) -> None:
    entries = Listed((*THREE.entries, Entry("a4", "Koken.")))
    doubt = Draft(value=entries, doubts=(Doubt("a4", "a1"),))
    card = open_card(words, tiny, run_at("things", draft=doubt))
    assert "1. koken\n2. wandelen\n3. de &lt;tuin&gt; &amp; zo\n4. Koken." in card.text
    assert "Is “Koken.” hetzelfde als “koken”?" in card.text
    assert "Er staan 4 dingen op de lijst. Met hoogstens 3" in card.text
    assert codes(words, card) == ["same", "apart", "!skip", "!pause", "!join"]
    assert "!next" in codes(words, open_card(words, tiny, run_at("things", draft=Draft(value=THREE))))
    assert "1." not in open_card(words, tiny, run_at("things")).text


def test_a_day_is_picked_by_how_far_it_is(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("day", draft=Draft(value=Dated(date(2026, 12, 15)))))
    assert labels(card)[:4] == ["Over 3 dagen", "Over 2 weken", "Over 1 maand", "Over 3 maanden"]
    assert codes(words, card)[0] == "in:3"
    assert "15 december 2026" in card.text


def test_a_grid_numbers_its_rows_and_offers_the_proposal(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("decides", draft=Draft(value=Filled((("goals", "shared"),)))))
    assert "1. <b>doelen</b>: samen (voorstel: team)" in card.text
    assert "2. <b>werkwijze</b>: … (voorstel: samen)\n\n<b>samen</b>: samen met een ander" in card.text
    assert labels(card)[:5] == ["Neem voorstel over", "1 team", "● 1 samen", "2 team", "2 samen"]
    assert codes(words, card)[:3] == ["take", "goals=team", "goals=shared"]
    assert "!next" not in codes(words, card)


def test_a_grid_that_is_complete_goes_on(words: Words, tiny: Flow, run_at: RunAt) -> None:
    full = Filled((("goals", "team"), ("method", "shared")))
    shown = codes(words, open_card(words, tiny, run_at("decides", draft=Draft(value=full))))
    assert "take" not in shown
    assert "!next" in shown
    assert "take" not in codes(words, open_card(words, tiny, run_at("free")))


GROUPS = Arranged((("a1", "a2"), ("a3",)))


def arranged(run_at: RunAt, **draft: object) -> Run:
    return run_at("arrange", settled={"things": THREE}, draft=Draft(value=GROUPS, **draft))  # type: ignore[arg-type]


def test_an_arrangement_shows_its_packages(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, arranged(run_at))
    assert "<b>Pakket 1</b>\n• koken\n• wandelen\n<b>Pakket 2</b>\n• de &lt;tuin&gt; &amp; zo" in card.text
    assert "Het zijn er 2.\nMet koken." in card.text
    assert codes(words, card) == ["move", "!back", "!skip", "!next", "!pause", "!join"]


def test_one_thing_alone_cannot_be_moved(words: Words, tiny: Flow, run_at: RunAt) -> None:
    run = run_at("arrange", settled={"things": THREE}, draft=Draft(value=Arranged((("a1",),))))
    assert "move" not in codes(words, open_card(words, tiny, run))


def test_moving_asks_what_then_where_then_shows_the_price(words: Words, tiny: Flow, run_at: RunAt) -> None:
    what = open_card(words, tiny, arranged(run_at, moving=True))
    assert codes(words, what) == ["thing:a1", "thing:a2", "thing:a3", "no"]
    where = open_card(words, tiny, arranged(run_at, moving=True, move=Move("a1")))
    assert "Waar past “koken” beter?" in where.text
    assert codes(words, where) == ["to:1", "to:new", "no"]
    sure = open_card(words, tiny, arranged(run_at, moving=True, move=Move("a1", 1)))
    assert "<b>Pakket 1</b>\n• wandelen\n<b>Pakket 2</b>\n• de &lt;tuin&gt; &amp; zo\n• koken" in sure.text
    assert "Van 2 naar 2.\nMet koken." in sure.text
    assert "“koken” naar pakket 2?" in sure.text
    assert codes(words, sure) == ["yes", "no"]


def test_a_thing_can_be_set_apart_unless_it_is(words: Words, tiny: Flow, run_at: RunAt) -> None:
    apart = open_card(words, tiny, arranged(run_at, moving=True, move=Move("a1", -1)))
    assert "“koken” apart zetten?" in apart.text
    assert "Van 2 naar 3." in apart.text
    assert "to:new" not in codes(words, open_card(words, tiny, arranged(run_at, moving=True, move=Move("a3"))))


def test_a_message_to_read_waits_for_the_facilitator(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("result"))
    assert "Lees dit samen na." in card.text
    assert codes(words, card) == ["!next", "!pause", "!join"]


def test_a_repeated_question_names_its_thing_and_can_skip_the_rest(words: Words, tiny: Flow, run_at: RunAt) -> None:
    card = open_card(words, tiny, run_at("per_thing@a3", settled={"things": THREE}))
    assert "Hoe sterk bij <b>de &lt;tuin&gt; &amp; zo</b>?" in card.text
    assert "<b>Hoe" not in card.text
    assert codes(words, card)[-5:] == ["!back", "!skip", "!skip_rest", "!pause", "!join"]
    rest = {"things": THREE, "per_thing@a1": Skipped(), "per_thing@a2": Skipped()}
    assert "!skip_rest" not in codes(words, open_card(words, tiny, run_at("per_thing@a3", settled=rest)))
    asked = {"things": THREE, "about_thing@a1": Skipped()}
    assert "!skip_rest" not in codes(words, open_card(words, tiny, run_at("about_thing@a2", settled=asked)))
    assert "!skip_rest" in codes(words, open_card(words, tiny, run_at("about_thing@a2", settled={"things": THREE})))
    assert "!back" not in codes(words, open_card(words, tiny, run_at("road", settled={"hello": Seen()})))


def _expected(count: int, _: Facts) -> int:
    return count


def test_what_grows_with_the_answers_can_be_left_out_as_long_as_more_is_expected(
    words: Words, tiny: Flow, run_at: RunAt
) -> None:
    for expected in (3, 0):
        growing = Repeat(lambda _: ("a3",), tiny.repeats["thing"].names, partial(_expected, expected))
        flow = replace(tiny, repeats={**tiny.repeats, "thing": growing})
        card = open_card(words, flow, run_at("per_thing@a3", settled={"things": THREE}))
        assert ("!skip_rest" in codes(words, card)) is bool(expected)


def test_the_part_has_its_name(words: Words, tiny: Flow, run_at: RunAt) -> None:
    assert open_card(words, tiny, run_at("story")).text.startswith("Stap 2 van 3 · Deel twee · nog ongeveer")


@pytest.mark.parametrize(
    ("closed", "line"),
    [
        (("road", Picked(("left",))), "links"),
        (("colours", Picked(("red", "blue"))), "rood en blauw"),
        (("road", Skipped()), "overgeslagen"),
        (("road", Skipped("dont_know")), "weten we niet"),
        (("area", Rated(3)), "gemeente of stad + rand"),
        (("story", Said(("één zin",))), "“één zin”"),
        (("story", Said(("een", "twee"))), "2 bijdragen"),
        (("things", THREE), "3 op de lijst"),
        (("day", Dated(date(2026, 12, 15))), "15 december 2026"),
        (("free", Filled((("goals", "team"),))), "team"),
        (("arrange", GROUPS), "2 pakketten"),
        (("close", Voices((Rated(0), Rated(3), Skipped("dont_know")))), "2 antwoorden"),
        (("close", Voices((Rated(0), Rated(1), Rated(1), Rated(3)))), "handig om van elkaar te weten · ● ●● · ● (4"),
        (("close", Voices(())), "niemand antwoordde"),
        (("close", Voices((Skipped("dont_know"),))), "weten we niet"),
        (("secret_road", Voices((Picked(("left",)),) * 4)), "links"),
        (("story", Voices((Said(("a",)),))), "1 antwoord"),
    ],
)
def test_the_line_above_says_what_came_out(
    words: Words, tiny: Flow, run_at: RunAt, closed: tuple[str, Value], line: str
) -> None:
    place, value = closed
    run = run_at("must", settled={place: value}, previous=place)
    above = open_card(words, tiny, run).text.splitlines()[1]
    assert above.removeprefix("De weg: ").removeprefix("Vorige vraag: ").startswith(line)


def test_the_line_above_names_the_question_and_its_thing(words: Words, tiny: Flow, run_at: RunAt) -> None:
    run = run_at("must", settled={"things": THREE, "about_thing@a1": Said(("fijn",))}, previous="about_thing@a1")
    assert open_card(words, tiny, run).text.splitlines()[1] == "Vorige vraag · koken: “fijn”"
    named = run_at("must", settled={"road": Picked(("left",))}, previous="road")
    assert open_card(words, tiny, named).text.splitlines()[1] == "De weg: links"


@pytest.mark.parametrize("value", [Seen(), None])
def test_a_message_before_is_no_outcome(words: Words, tiny: Flow, run_at: RunAt, value: Value | None) -> None:
    run = run_at("must", settled={} if value is None else {"result": value}, previous="result")
    assert "Vorige vraag" not in open_card(words, tiny, run).text


def test_without_an_open_question_there_is_no_card(words: Words, tiny: Flow, run_at: RunAt) -> None:
    with pytest.raises(ValueError, match="needs an open question"):
        open_card(words, tiny, run_at(None))


def test_every_language_draws_every_question(words: Words, tiny: Flow, run_at: RunAt) -> None:
    for lang in words.texts.languages:
        spoken = Words(words.texts, lang, words.codec, 5, 7, "b")
        for step in tiny.in_order:
            place = step.id + {None: "", "thing": "@a1", "pair": "@a1:a2"}[step.repeat]
            drawn = open_card(spoken, tiny, run_at(place, settled={"things": THREE}))
            assert 0 < length(drawn.text) <= 4096
