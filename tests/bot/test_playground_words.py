import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.model import AnyStep, Choice, Date, Grid, ListOf, Scale, Several, Text
from flows.six_steps import SIX_STEPS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "bot" / "playground" / "page"
LANGUAGES = ("nl", "en")


def words(language: str) -> dict[str, str]:
    return dict(flat(tomllib.loads((ROOT / "locales" / language / "playground.toml").read_text("utf-8"))))


def example(language: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "bot" / "playground" / f"example.{language}.toml").read_text("utf-8"))


def flat(tree: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\{ (\w+) \}\}", text))


def test_both_languages_say_the_same_things_about_the_same_people() -> None:
    dutch, english = (words(language) for language in LANGUAGES)
    assert dutch.keys() == english.keys()
    assert {key: placeholders(text) for key, text in dutch.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_the_page_uses_every_sentence_and_no_other() -> None:
    source = "".join(path.read_text("utf-8") for path in PAGE.iterdir())
    known = {key.removesuffix(".one").removesuffix(".other") for key in words("nl")}
    named = set(re.findall(r'"([a-z]+\.[a-z_]+)"', source)) & known
    wanted = set(re.findall(r'(?:say\(|data-word=|data-label=)"([a-z]+\.[a-z_]+)"', source))
    composed = {"group.creator", "group.administrator", "group.member"}
    composed |= {key for key in known if key.startswith("refused.")}
    assert wanted <= known
    assert known - composed <= named


def test_every_reason_to_refuse_has_words() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "playground").glob("*.py"))
    reasons = set(re.findall(r'ActError\("(\w+)"\)', source)) | {"bad_input", "offline"}
    assert reasons == {key.removeprefix("refused.") for key in words("nl") if key.startswith("refused.")}


def shape(tree: dict[str, Any]) -> Any:
    """The steps of an example, and how many answers each has."""
    return {
        step: (sorted(given.keys()), len(given.get("items", {})), len(given.get("press", ())))
        for step, given in tree["steps"].items()
    }


def test_the_example_answers_the_same_steps_in_both_languages() -> None:
    dutch, english = (example(language) for language in LANGUAGES)
    assert shape(dutch) == shape(english)
    assert list(dutch["steps"]["q2_3"]["say"]) == [
        "Huishoudhulp",
        "Hygiënische zorgen",
        "Kinesitherapie",
        "Kleine aanpassingen aan het huis",
        "Gezelschap",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_of_the_example_names_its_own_activities(language: str) -> None:
    told = example(language)
    activities = [name.lower() for name in told["steps"]["q2_3"]["say"]]
    packages = [one["say"].lower() for one in told["steps"]["q3_5"]["items"].values()]
    for step in told["steps"].values():
        for key in step.get("items", {}):
            for part in key.lower().split(" + "):
                assert any(part in name for name in (*activities, *packages)), key


def codes_of(step: AnyStep) -> set[str]:
    """What the buttons of a step carry, beside the choices that a group makes itself."""
    match step:
        case Choice() | Several():
            return set(step.choices)
        case Scale():
            return {str(int(level)) for level in step.scale}
        case Grid():
            return {"take", *(f"{row}={column}" for row in step.rows for column in step.columns)}
        case Date():
            return {f"in:{days}" for days in step.in_days}
        case _:
            return set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_taps_what_its_questions_offer(language: str) -> None:
    for name, told in example(language)["steps"].items():
        step = SIX_STEPS.by_id[name]
        for answer in (told, *told.get("items", {}).values()):
            assert "say" not in answer or isinstance(step, Text | ListOf | Date), name
            for press in answer.get("press", ()):
                code = press.split("|")[0]
                assert code in {*codes_of(step), "!next"} or getattr(step, "options", None), (name, press)


@pytest.mark.parametrize("path", sorted(PAGE.iterdir()), ids=lambda path: path.name)
def test_page_files_are_small_and_never_build_markup_from_text(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= 300
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)
    assert not re.search(r"(?:src|href)=.?https?://", source)
