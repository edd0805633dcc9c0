"""What is drawn is what the group said: complete, apart, the same each time, and safe."""

import re
from itertools import combinations
from math import dist
from struct import unpack_from

import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.fit import length
from bot.outgoing import Drawn
from bot.pictures import PICTURES, picture
from bot.pictures.caption import MOST_CAPTION, caption
from bot.pictures.drawn import NotDrawnError, letter, png
from bot.pictures.links import BADGE, routes
from bot.pictures.map import CLOSE, COLUMN, GUTTER, MARGIN, MOST_LINKS, ROOMY, package_map, placed, strongest
from bot.pictures.matrix import matrix
from bot.pictures.shown import Link, Package, Shown
from flows.catalogue import FLOWS
from flows.model import Flow, Show
from flows.six_steps import SIX_STEPS
from tests.bot.pictures.planted import SIZES, shown, words
from tests.flows.six_steps_groups import RICH
from tests.flows.six_steps_walk import MARIA, settle

HOSTILE = "</text><script>alert(1)</script><image href='file:///etc/passwd'/>&\x00\ud800 {{ 7 * 7 }} %s"


def told(svg: str) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))


@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: f"{flow.id}-{flow.version}")
def test_every_picture_of_a_flow_can_be_drawn(flow: Flow) -> None:
    named = {step.picture for step in flow.in_order if isinstance(step, Show) and step.picture is not None}
    assert named <= PICTURES.keys()


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("answers", [MARIA, RICH], ids=["maria", "rich"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_real_group_gets_a_png_with_words_that_telegram_takes(name: str, answers: dict, lang: str) -> None:  # type: ignore[type-arg] # answers by place
    drawn = picture(words(lang), name, SIX_STEPS.views[name](settle(answers), ""))
    assert drawn.picture.startswith(b"\x89PNG")
    across, down = unpack_from(">II", drawn.picture, 16)
    assert max(across, down) <= 1280, "Telegram would shrink it"
    assert len(drawn.picture) < 300_000
    assert 0 < length(drawn.text) <= MOST_CAPTION


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("size", SIZES)
def test_the_same_values_give_the_same_bytes(name: str, size: int) -> None:
    drawn = [png(PICTURES[name](words(), shown(size))) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert png(PICTURES[name](words(), shown(size, name="anders"))) != drawn[0]


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("size", SIZES)
def test_every_activity_has_its_number_and_every_package_its_letter(name: str, size: int) -> None:
    there = told(PICTURES[name](words(), shown(size)))
    assert all(re.search(rf"(^|\s){number}(\s|$)", there) for number in range(1, size + 1))
    assert all(re.search(rf"(^|\s){letter(place)}(\s|$)", there) for place in range(len(SIZES[size])))


@pytest.mark.parametrize("name", PICTURES)
def test_what_members_type_is_only_ever_words(name: str) -> None:
    svg = PICTURES[name](words(), shown(5, name=HOSTILE))
    assert "<script" not in svg
    assert "<image" not in svg
    assert "&lt;/text" in svg
    assert png(svg)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=3, max_size=3), st.sampled_from(sorted(PICTURES)))
def test_whatever_members_type_can_be_drawn(names: list[str], name: str) -> None:
    two = Package(names[0], (names[1],)), Package("", (names[2],))
    assert png(PICTURES[name](words(), Shown(two, ((), (2,)), (Link(0, 1, 3),))))


def test_packages_are_called_by_a_letter_each() -> None:
    assert [letter(place) for place in (0, 25, 26, 39)] == ["A", "Z", "A2", "N2"]


# --- the matrix ---


def test_a_level_is_told_by_as_many_dots() -> None:
    def dots(level: int | None) -> int:
        svg = matrix(words(), Shown((Package("", ("a", "b")),), ((), (level,))))
        return len(re.findall(r"h8v8h-8z", svg))  # those of the legend are smaller

    assert [dots(level) for level in (None, 0, 1, 2, 3)] == [0, 0, 2, 4, 6]


def test_the_legend_says_only_what_there_is() -> None:
    known = told(matrix(words(), Shown((Package("", ("a", "b")),), ((), (3,)))))
    unknown = told(matrix(words(), Shown((Package("", ("a", "b")),), ((), (None,)))))
    assert "niet goed apart" in known
    assert "los van elkaar" not in known
    assert "nog niet bekend" not in known
    assert "nog niet bekend" in unknown


# --- the map ---


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("style", [ROOMY, CLOSE], ids=["roomy", "close"])
def test_packages_stand_apart(size: int, style: object) -> None:
    hulls = placed(shown(size), ROOMY if style is ROOMY else CLOSE, GUTTER)
    for one, other in combinations(hulls, 2):
        assert one.x != other.x or one.y + one.height < other.y or other.y + other.height < one.y
    assert all(hull.y < line.y < hull.y + hull.height for hull in hulls for line in hull.lines)


@pytest.mark.parametrize("size", [5, 12])
def test_numbers_on_lines_stand_apart_and_between_the_columns(size: int) -> None:
    group = shown(size)
    hulls = placed(group, ROOMY, GUTTER)
    found = routes([(hulls[link.a], hulls[link.b]) for link in strongest(group.links)], MARGIN + COLUMN, GUTTER)
    badges = [route.badge for route in found]
    assert all(dist(one, other) > 2 * BADGE for one, other in combinations(badges, 2))
    assert all(MARGIN + COLUMN < x < MARGIN + COLUMN + GUTTER for x, _ in badges)


def test_only_lines_that_can_be_told_apart_are_drawn_the_closest_first() -> None:
    links = [Link(0, place, place % 5) for place in range(1, 30)]
    drawn = strongest(links)
    assert len(drawn) == MOST_LINKS
    assert [link.intensity for link in drawn] == sorted((link.intensity for link in drawn), reverse=True)
    assert strongest([Link(0, 1, 0)]) == []


def test_each_intensity_has_its_number_and_its_own_line() -> None:
    pairs = [Shown((Package("", ("a",)), Package("", ("b",))), links=(Link(0, 1, level),)) for level in range(5)]
    drawn = [package_map(words(), pair) for pair in pairs]
    strokes = [tuple(re.findall(r"<path[^>]*?(stroke-width[^/]*)/>", svg)) for svg in drawn]
    assert len(set(strokes)) == 5
    assert [level for level in range(5) if f" {level} " in f" {told(drawn[level])} "] == [1, 2, 3, 4]


# --- the words under it ---


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("called", ["", "n" * 200, "<b>&" * 50, "🏡" * 100], ids=["names", "long", "markup", "emoji"])
def test_the_caption_holds_every_activity_and_fits(lang: str, name: str, size: int, called: str) -> None:
    text = caption(words(lang), name, shown(size, name=called))
    assert length(text) <= MOST_CAPTION
    assert all(re.search(rf"(: |, ){number} ", text) for number in range(1, size + 1))


def test_the_caption_says_what_hangs_together_and_sits_apart_the_strongest_first() -> None:
    pair = Package("Thuis", ("koken", "eten")), Package("", ("wandelen",))
    text = caption(words(), "matrix", Shown(pair, ((), (3,), (2, 3))))
    assert text.splitlines()[-2:] == [
        "2 eten en 3 wandelen zitten apart. Toch: kan je niet goed apart doen",
        "1 koken en 3 wandelen zitten apart. Toch: het ene verandert het andere",
    ]
    assert "1 koken en 2 eten" not in text


def test_the_caption_of_the_map_says_each_line_or_that_there_is_none() -> None:
    two = Package("Thuis", ("koken",)), Package("", ("wandelen",))
    linked = caption(words(), "map", Shown(two, links=(Link(0, 1, 3),)))
    assert linked.splitlines()[-1] == "A Thuis en B: afstemmen"
    assert "geen lijn" in caption(words(), "map", Shown(two, links=(Link(0, 1, 0),)))
    assert "lijn" not in caption(words(), "map", Shown((Package("", ("koken", "eten")),)))


# --- a renderer that gives up ---


class Panic(BaseException):
    """What the renderer raises when it panics: no ordinary exception."""


def test_a_renderer_that_gives_up_is_an_ordinary_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotDrawnError):
        png("no picture")
    for raised, expected in ((Panic, NotDrawnError), (KeyboardInterrupt, KeyboardInterrupt)):
        monkeypatch.setattr(resvg_py, "svg_to_bytes", _raising(raised))
        with pytest.raises(expected):
            png("<svg/>")


def _raising(error: type[BaseException]) -> object:
    def fail(**_: object) -> bytes:
        raise error

    return fail


def test_a_message_without_a_picture_has_none() -> None:
    assert Drawn("x").picture == b""
