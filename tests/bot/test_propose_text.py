"""The proposal as plain text, in every language that has one."""

import json
import re
import tomllib
from importlib.resources import files

import pytest

from bot.contract import path_of, read, tell
from bot.texts import Texts
from core.coordination import (
    Complexity,
    Coordination,
    Decider,
    Form,
    Level,
    NeighbourhoodMode,
    TeamBand,
    Verdict,
)
from core.packages import CutWorth
from core.proposal import Remark, matrix_of, propose
from core.stability import stability_of

LANGUAGES = ("nl", "en")
WORDS = {
    "band": TeamBand,
    "complexity": Complexity,
    "coordination": Coordination,
    "decider": Decider,
    "form": Form,
    "level": Level,
    "mode": NeighbourhoodMode,
    "verdict": Verdict,
}

RICH = {
    "version": 1,
    "challenge": {"known": 1},
    "activities": [
        {
            "id": "kine",
            "name": "Kinesitherapie",
            "frequency": 1,
            "embeddedness": 1,
            "variety": 3,
            "change": 2,
            "partners": [
                {"name": "kinesitherapeut", "need": "needed", "people": 6},
                {"name": "huisarts", "need": "handy"},
                {"name": "notaris", "need": "not_needed"},
            ],
            "capacities": [{"name": "weten wat Maria kan", "covered_by": []}],
        },
        {
            "id": "aanp",
            "name": "Aanpassingen",
            "frequency": 0,
            "embeddedness": 1,
            "real_working_area": 4,
            "partners": [{"name": "klusjesdienst", "need": "needed", "people": 5}],
        },
        {"id": "hulp", "name": "Huishoudhulp", "variety": 0, "change": 0},
        {"id": "gez", "name": "  "},
    ],
    "coherence": [
        {"a": "kine", "b": "aanp", "values": [3, 3, 2]},
        {"a": "kine", "b": "hulp", "value": 2},
        {"a": "aanp", "b": "hulp", "value": 0},
    ],
    "packages": [["kine", "aanp"], ["hulp"], ["gez"]],
    "joint_decisions": [{"a": "kine", "b": "hulp", "levels": ["method", "goals", "application"]}],
}

RICH_NL = """\
Voorstel: 3 pakketten, score 1,17 [R20]
Jullie eigen pakketten: score 1,17, en geen indeling doet beter [R20]

p1: Aanpassingen en Kinesitherapie
  samenhang binnenin: 2,67 op 3 [R20]
  werkingsgebied: gemeente of stad + rand [R24]
  nodig: kinesitherapeut en klusjesdienst [R25]
  handig, buiten het team: huisarts [R25]
  niet nodig hier: notaris [R25]
  ontbreekt, en zonder lukt het doel niet: weten wat Maria kan [R25]
  team: 11 mensen, te groot: splits [R26]
  te veel mensen voor één team; teams van hoogstens 8 houden niets samen: dan staat elke activiteit apart, en dat kost 1,17 [R27]
    team: Kinesitherapie
    team: Aanpassingen
    doorgeknipt: Aanpassingen en Kinesitherapie (2,67 op 3)
  hoe nauw samenwerken: samen doen, tussen op elkaar afstemmen en samen doen [R28]
  vormen die passen: partnerschap, tijdelijk of blijvend; team, tijdelijk of blijvend; samen een netwerk besturen [R29]
  complexiteit: hoog, 5 op 6 [R31]
  coördinatie: decentraal: het team beslist, ook over doelen en werkwijze [R32]
  wie beslist: doelen het team zelf, werkwijze het team zelf, uitvoering het team zelf [R33]
  leg één keer vast wat telkens terugkomt, in een gedeeld dossier [R34]

p2: Huishoudhulp
  complexiteit: laag, 0 op 6 [R31]
  coördinatie: centraal mag: weinig te beslissen als het eenmaal loopt [R32]
  wie beslist: doelen hogerop of centraal, werkwijze hogerop of centraal, uitvoering het team zelf [R33]

p3: gez

Tussen pakketten
  p1 en p2: op elkaar afstemmen [R35], samen beslissen over doelen, werkwijze en uitvoering; bekijk de splitsing opnieuw [R36]

Lekken: wat samenhangt en toch apart zit
  doorgeknipt: Huishoudhulp en Kinesitherapie (2 op 3)

Wat er het dichtst bij komt
  Huishoudhulp en Kinesitherapie samen
  Aanpassingen apart
  ervoor: dan komt samen wat samenhangt (Huishoudhulp en Kinesitherapie)
  ertegen: dan komt los wat samenhangt (Aanpassingen en Kinesitherapie)
  de score daalt met 0,67 [R20]

Afwijkingen: noteer waartoe ze leiden en hoe je ze opvangt
  p1, Aanpassingen: ideaal gemeente of stad + rand, in het echt lokale regio [R38]

Per activiteit
  Kinesitherapie: gemeente of stad + rand [R23]; buurtgericht werken is hier niet nodig [R2]
  Aanpassingen: lokale regio [R23]; buurtgericht werken is hier niet nodig [R2]
  Huishoudhulp: werkingsgebied nog onbekend
  gez: werkingsgebied nog onbekend

Let op
  Jullie kennen deze uitdaging nog niet goed. Zoek eerst cijfers en verhalen, of reken op verrassingen. [R17]

Nog niet geweten
  3 paren activiteiten zijn nog niet vergeleken
"""  # noqa: E501 - lines as a terminal shows them


@pytest.fixture(name="texts", scope="module")
def all_texts() -> Texts:
    return Texts.load()


def told(texts: Texts, lang: str, document: object) -> str:
    answers = read(json.dumps(document).encode())
    proposal = propose(answers)
    packages = tuple(package.activities for package in proposal.packages)
    return tell(texts, lang, answers, proposal, stability_of(matrix_of(answers), packages))


def test_a_rich_proposal_reads_as_a_story_in_dutch(texts: Texts) -> None:
    assert told(texts, "nl", RICH).startswith(RICH_NL)


def test_a_rich_proposal_has_the_same_lines_in_every_language(texts: Texts) -> None:
    rules = [re.findall(r"\[(R\d+|Q2\.3)\]", told(texts, lang, RICH)) for lang in LANGUAGES]
    assert rules[0] == rules[1]
    assert len(told(texts, "nl", RICH).splitlines()) == len(told(texts, "en", RICH).splitlines())


def test_numbers_are_written_as_the_language_does(texts: Texts) -> None:
    assert "score 1,17" in told(texts, "nl", RICH)
    assert "score 1.17" in told(texts, "en", RICH)


def test_what_would_gain_is_told_with_its_price(texts: Texts) -> None:
    given = {
        "version": 1,
        "activities": [{"id": name, "name": name.upper()} for name in "abc"],
        "coherence": [
            {"a": "a", "b": "b", "value": 3},
            {"a": "a", "b": "c", "value": 0},
            {"a": "b", "b": "c", "value": 0},
        ],
        "packages": [["b", "c"], ["a"]],
    }
    lines = told(texts, "nl", given).splitlines()
    start = lines.index("Wat zou winnen")
    assert lines[start + 1 : start + 3] == ["  B naar p2: 3 winst", "  B apart: 1,5 winst"]


def test_loose_work_that_is_complex_is_warned_of_in_its_package(texts: Texts) -> None:
    activities = [{"id": name, "name": name, "variety": 3, "change": 3} for name in "ab"]
    given = {"version": 1, "activities": activities, "coherence": [{"a": "a", "b": "b", "value": 1}]}
    assert "te los" in told(texts, "nl", {**given, "packages": [["a", "b"]]})
    assert "te los" not in told(texts, "nl", given)


def test_independent_activities_forced_together_have_no_forms(texts: Texts) -> None:
    activities = [{"id": name, "name": name} for name in "ab"]
    given = {"version": 1, "activities": activities, "coherence": [{"a": "a", "b": "b", "value": 0}]}
    story = told(texts, "nl", {**given, "packages": [["a", "b"]]})
    assert "hoe nauw samenwerken: niets [R28]" in story
    assert "vormen" not in story


def test_an_unproven_score_says_so(texts: Texts) -> None:
    said = texts.plain("nl", "propose.line.score", packages=1, score="1", proven=False, bound="2")
    assert said == "Voorstel: 1 pakket, score 1; dat dit de beste score is, is niet bewezen (hoogstens 2) [R20]"


def test_a_hostile_name_cannot_move_the_cursor_or_begin_a_line(texts: Texts) -> None:
    name = "\x1b[2J\nVoorstel: vals\u202e {{ 7 * 7 }} <b>"
    given = {"version": 1, "activities": [{"id": "a", "name": name, "partners": [{"name": name, "need": "needed"}]}]}
    story = told(texts, "nl", given)
    assert "\x1b" not in story
    assert "\u202e" not in story
    assert "p1: [2J Voorstel: vals {{ 7 * 7 }} <b>" in story.splitlines()


# --- words ---


def catalogue(lang: str) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = tomllib.loads((files("locales") / lang / "propose.toml").read_text("utf-8"))
    return tables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_method_has_words(lang: str) -> None:
    for table, words in WORDS.items():
        assert set(catalogue(lang)[table]) == set(words), table
    assert set(catalogue(lang)["warning"]) == {*Remark, "too_loose"}


def test_all_languages_have_the_same_texts_with_the_same_values() -> None:
    def shape(lang: str) -> dict[str, set[str]]:
        tables = catalogue(lang)
        return {
            f"{table}.{key}": set(re.findall(r"{[{%]-? *(?:if |elif )?([a-z_]+)", text))
            for table, texts in tables.items()
            for key, text in texts.items()
        }

    assert shape("nl") == shape("en")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((), "$", id="the document itself"),
        pytest.param(("activities", 0, "frequency"), "activities[0].frequency", id="a field of an item"),
        pytest.param(("a b", "c"), "['a b'].c", id="a key with a space"),
        pytest.param(("x", "a\nb"), "x['a\\nb']", id="a key with a line end"),
    ],
)
def test_a_path_is_written_on_one_line(parts: tuple[str | int, ...], expected: str) -> None:
    assert path_of(parts) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_of_split_is_told_with_its_price(texts: Texts, lang: str) -> None:
    told_ = {texts.plain(lang, "propose.line.split", price="1,5", code=code, too_large=["koken"]) for code in CutWorth}
    assert len(told_) == len(CutWorth)
    assert all("1,5" in line for line in told_)
    assert sum("koken" in line for line in told_) == 1
