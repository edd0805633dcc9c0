"""The font holds what neighbours write, and names fit where they stand."""

import pytest

from bot.pictures.drawn import png
from bot.pictures.lettering import FAMILY, fitted, has_all, legible, width

BLANK = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" font-family="{FAMILY}">%s</svg>'


def written(text: str) -> bytes:
    return png(BLANK % f'<text x="4" y="30" font-size="24">{text}</text>')


def test_words_are_drawn_also_where_the_machine_has_no_fonts() -> None:
    assert has_all("Kinesitherapie")
    assert len({written(text) for text in ("", " ", "Kinesitherapie", "Kinesitherapeut")}) == 3


@pytest.mark.parametrize(
    "text",
    ["ĲŁğüşñéß €", "Ελληνικά", "Боря", "Հայերեն", "ქართული", "עברית", "مرافقة إلى الطبيب", "ትግርኛ", "ⵜⴰⵎⴰⵣⵉⵖⵜ",
     "हिन्दी", "বাংলা", "ਪੰਜਾਬੀ", "தமிழ்", "ช่วยเหลือ", "🏡🚲❤️ 👩🏽‍⚕️ 🇧🇪 🫶"],
)  # fmt: skip
def test_the_font_has_the_letters_of_the_neighbourhood(text: str) -> None:
    assert has_all(text)
    assert written(text) != written("x" * len(text))


def test_what_the_font_lacks_is_known() -> None:
    assert not has_all("社区")
    assert width("社区", 10) == 20


def test_wide_letters_are_wider_and_marks_have_no_width() -> None:
    assert width("mmm", 20) > width("iii", 20)
    assert width("e\u0301", 20) == width("e", 20)
    assert width("ab", 40) == pytest.approx(2 * width("ab", 20))


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        pytest.param("kort", 1, ["kort"], id="fits"),
        pytest.param("", 1, [""], id="nothing"),
        pytest.param("  twee \n woorden ", 2, ["twee", "woorden"], id="white space"),
        pytest.param("samen koken en eten", 2, ["samen koken", "en eten"], id="breaks at a space"),
        pytest.param("samen koken en daarna eten", 2, ["samen koken", "en daarna e…"], id="the rest is clipped"),
        pytest.param("samenlevingsopbouwwerk", 2, ["samenlevings", "opbouwwerk"], id="a long word breaks"),
        pytest.param("samen koken nu", 1, ["samen koke…"], id="one line"),
    ],
)
def test_a_name_is_fitted_into_its_lines(text: str, lines: int, expected: list[str]) -> None:
    assert fitted(text, 20, 130, lines) == expected


@pytest.mark.parametrize("name", ["a" * 200, "🏡" * 100, "مرافقة" * 40, "a b " * 60, "社" * 200])
@pytest.mark.parametrize("lines", [1, 2])
def test_no_line_is_wider_than_its_room(name: str, lines: int) -> None:
    found = fitted(name, 25, 240, lines)
    assert len(found) <= lines
    assert all(width(line, 25) <= 240 for line in found)


def test_a_room_too_narrow_for_a_letter_still_ends() -> None:
    assert fitted("mmm", 100, 1, 2) == ["m", "m…"]


def test_what_no_picture_can_hold_is_left_out() -> None:
    assert legible("a\x00\x1b\u202e\ud800\uffffb\tc") == "ab c"
