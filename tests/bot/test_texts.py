"""How texts are found and filled in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from bot.texts import Texts, UnknownTextError, clean, clip, dots

COMMON = {"common.language.locale": "nl_BE", "common.language.day_pattern": "d MMMM y"}
SCALES = {"scales.Flame.label.1": "vonk", "scales.Flame.meaning.1": "ik ben benieuwd"}
Make = Callable[[str], Texts]


@pytest.fixture
def made() -> Make:
    return lambda text: Texts({"nl": {**COMMON, **SCALES, "t.one": text, "t.other": "ander & <b>woord</b>"}})


def test_what_is_typed_cannot_become_markup(made: Make) -> None:
    texts = made("Dag <b>{{ name }}</b>")
    assert texts.render("nl", "t.one", name="<i>An & Bo</i>") == "Dag <b>&lt;i&gt;An &amp; Bo&lt;/i&gt;</b>"
    assert texts.plain("nl", "t.one", name="<An>") == "Dag <b><An></b>"
    assert texts.render("nl", "t.one", name="{{ 7 * 7 }}") == "Dag <b>{{ 7 * 7 }}</b>"


def test_values_in_lists_are_escaped_too(made: Make) -> None:
    texts = made("{{ names | en_list }}; {{ names | first | clip(3) }}")
    assert texts.render("nl", "t.one", names=["<a>bc", "b", "c"]) == "&lt;a&gt;bc, b en c; &lt;a…"


def test_signs_nobody_sees_are_left_out(made: Make) -> None:
    assert made("{{ name }}.").render("nl", "t.one", name="a\u202eb\x00c\nd") == "abc\nd."
    assert clean("\u2066a\u2069👨\u200d👩") == "a👨\u200d👩"


def test_a_text_without_values_is_given_as_written(made: Make) -> None:
    assert made("a").render("nl", "t.other") == "ander & <b>woord</b>"
    assert made("a").render("nl", "t.other", extra=1) == "ander & <b>woord</b>"


def test_a_missing_value_is_an_error(made: Make) -> None:
    with pytest.raises(UndefinedError, match="name"):
        made("{{ name }}").render("nl", "t.one")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ scale('Flame', 1) }}: {{ scale_long('Flame', '1') }}", "vonk: ik ben benieuwd"),
        ("{{ words('t.other') }}", "ander &amp; &lt;b&gt;woord&lt;/b&gt;"),
        ("{{ '2026-12-15' | day }} {{ when | day }}", "15 december 2026 1 mei 2027"),
        ("{{ plural(1, 'paar', 'paren') }} {{ 3 | plural('paar', 'paren') }}", "paar paren"),
        ("{{ dots((0, 1, 3)) }}", "· ● ●●●"),
        ("{% if true %}\nja\n{% endif %}\nnee", "ja\nnee"),
    ],
)
def test_a_text_has_tools(made: Make, text: str, expected: str) -> None:
    assert made(text).render("nl", "t.one", when=date(2027, 5, 1)) == expected


def test_a_row_of_dots_does_not_grow_without_end() -> None:
    assert dots([0, 8, 9]) == "· ●●●●●●●● ●x9"


def test_a_clipped_text_is_one_line_and_says_so() -> None:
    assert clip("een\n  twee", 20) == "een twee"
    assert clip("een twee drie", 9) == "een twee…"
    assert clip("een twee drie", 5) == "een…"


def test_an_unknown_text_or_language_names_itself(made: Make) -> None:
    with pytest.raises(UnknownTextError, match=r"no text 't\.two' in language 'nl'"):
        made("a").render("nl", "t.two")
    with pytest.raises(UnknownTextError, match="known languages: nl"):
        made("a").plain("xx", "t.one")
    assert not made("a").has("xx", "t.one")
    assert not made("a").has("nl", "t.two")


def test_a_partial_language_falls_back_text_by_text() -> None:
    simple = {**COMMON, "common.language.falls_back_to": "nl", "t.one": "kort"}
    texts = Texts({"en": COMMON, "nl": {**COMMON, "t.one": "lang", "t.two": "twee"}, "nl-simple": simple})
    assert texts.languages == ("nl", "en", "nl-simple")
    assert texts.full == ("nl", "en")
    assert texts.render("nl-simple", "t.one") == "kort"
    assert texts.render("nl-simple", "t.two") == "twee"
    assert texts.has("nl-simple", "t.two")
    with pytest.raises(UnknownTextError):
        texts.render("en", "t.one")


def write(folder: Path, name: str, text: str) -> None:
    (folder / "nl").mkdir(exist_ok=True)
    (folder / "nl" / name).write_text(text, encoding="utf-8")


def test_files_and_tables_become_keys(tmp_path: Path) -> None:
    write(tmp_path, "common.toml", '[language]\nlocale = "nl"\nday_pattern = "d"\n')
    write(tmp_path, "f.toml", 'top = "a"\n[one.two]\nthree = """\nb\n"""\n')
    write(tmp_path, "read.me", "not a catalogue")
    (tmp_path / "__pycache__").mkdir()
    texts = Texts.load(tmp_path)
    assert texts.languages == ("nl",)
    assert set(texts.keys("nl")) == {
        "common.language.locale",
        "common.language.day_pattern",
        "f.top",
        "f.one.two.three",
    }
    assert texts.render("nl", "f.one.two.three") == "b"


def test_a_number_in_a_catalogue_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "f.toml", "[one]\ntwo = 3\n")
    with pytest.raises(TypeError, match=r"f\.one\.two must be a text or a table, not int"):
        Texts.load(tmp_path)


def test_the_catalogues_of_the_project_load() -> None:
    assert {"nl", "en"} <= set(Texts.load().full)
