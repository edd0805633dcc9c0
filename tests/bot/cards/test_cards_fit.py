"""Whatever members type, a card or a message stays within Telegram's limits and is valid HTML."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from bot.cards import Words, closed_card, open_card, split_messages
from bot.cards.fit import bulleted, first_lines, first_message, fits, length, numbered
from flows.model import Flow
from flows.run import Doubt, Draft, Move, Run
from flows.values import Arranged, Entry, Listed, Picked, Said

RunAt = Callable[..., Run]

HOSTILE = [
    "<b>" * 1300,
    "</b></i>&amp;&lt;" * 200,
    "😀" * 4000,
    "\u202eomgekeerd\u2066 \u200f" + "שלום " * 700,
    "x" * 4000,
    "\n---\n" * 500,
    "{{ run }}{% for %}",
    "a\x00b\x07c" * 900,
    "'\"&<>" * 800,
]

anything = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300))


def problems(html: str) -> list[str]:
    """Return what Telegram would refuse: unknown or crossed tags, loose signs, too long or empty."""
    stack: list[str] = []
    faults: list[str] = []
    for closing, tag in re.findall(r"<(/?)(.*?)>", html):
        if not closing:
            stack.append(tag)
        if tag not in {"b", "i"} or (closing and stack.pop() != tag):
            faults.append(tag)
    text = re.sub(r"</?[bi]>", "", html)
    loose = re.findall(r"[<>]|&(?!(?:lt|gt|amp|quot|#\d+);)", text)
    return faults + stack + loose + ([] if 0 < length(html) <= 4096 else [f"length {length(html)}"])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_card(words: Words, tiny: Flow, run_at: RunAt, text: str) -> None:
    entries = Listed(tuple(Entry(f"a{n}", text) for n in range(40)))
    groups = Arranged(tuple((entry.id,) for entry in entries.entries))
    settled = {"things": entries, "story": Said((text,) * 9), "arrange": groups}
    doubt = Draft(value=entries, doubts=(Doubt("a1", "a0"),))
    runs = [
        run_at("story", settled=settled, previous="story", draft=Draft(value=Said((text,) * 30))),
        run_at("things", settled=settled, previous="things", draft=doubt),
        run_at("which", settled=settled, draft=Draft(value=Picked(("a1",)))),
        run_at("per_thing@a3", settled=settled),
        run_at("arrange", settled=settled, draft=Draft(value=groups)),
        run_at("arrange", settled=settled, draft=Draft(value=groups, moving=True)),
        run_at("arrange", settled=settled, draft=Draft(value=groups, moving=True, move=Move("a3"))),
        run_at("arrange", settled=settled, draft=Draft(value=groups, moving=True, move=Move("a3", 5))),
    ]
    cards = [open_card(words, tiny, run) for run in runs]
    cards += [closed_card(words, tiny, runs[0], place) for place in (*settled, "about_thing@a1")]
    for card in cards:
        assert problems(card.text) == []
        assert sum(map(len, card.keyboard)) <= 100
        assert all(0 < len(button.label) <= 44 for row in card.keyboard for button in row)
        assert all(len((button.data or "").encode()) <= 64 for row in card.keyboard for button in row)
        assert "\u202e" not in unescape(card.text)


def test_a_card_of_many_long_things_keeps_its_last_line(words: Words, tiny: Flow, run_at: RunAt) -> None:
    entries = Listed(tuple(Entry(f"a{n}", "😀" * 200) for n in range(40)))
    card = open_card(words, tiny, run_at("things", draft=Draft(value=entries)))
    assert card.text.endswith("haal je nummer 2 weg.")
    assert re.search(r"… en nog \d+ …", card.text)
    assert "\n40. " in card.text


def test_a_list_clips_its_lines_before_it_leaves_any_out() -> None:
    lines = ["woord " * 60] * 12
    clipped = numbered(lines, str, 3000)
    assert clipped.count("\n") == 11
    assert fits(clipped, 3000)
    assert bulleted(["a"], str, 10) == "• a"


def test_as_many_lines_are_kept_as_fit() -> None:
    assert first_lines(["aa", "bb"], str, 5) == "aa\nbb"
    assert first_lines(["aa", "bb", "cc"], str, 7) == "aa\nbb\n1"
    assert first_lines(["a" * 50], str, 7) == "1"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(anything, max_size=50), room=st.integers(min_value=300, max_value=4000))
def test_a_list_always_fits_its_room(texts: list[str], room: int) -> None:
    listed = numbered(texts, lambda n: f"… {n} …", room)
    assert fits(listed, room)


# --- splitting ---


def test_a_short_text_is_one_message() -> None:
    assert split_messages("<b>Dag</b>\n\n\n\nallemaal\n") == ("<b>Dag</b>\n\nallemaal",)
    assert split_messages(" \n---\n\n") == ()


def test_a_rule_starts_a_new_message_and_keeps_bold_whole() -> None:
    assert split_messages("<b>een\n---\ntwee</b> drie") == ("<b>een</b>", "<b>twee</b> drie")


def test_a_long_text_breaks_at_a_blank_line_first() -> None:
    first, second = "a. " * 1200, "b\nb " * 700
    assert split_messages(f"{first}\n\n{second}") == (first.strip(), second.strip())


@pytest.mark.parametrize(
    ("unit", "ends"), [("een zin. nog iets \n", "iets"), ("een zin. Nog", "zin."), ("woord ", "woord")]
)
def test_a_long_paragraph_breaks_where_people_breathe(unit: str, ends: str) -> None:
    messages = split_messages(unit * 1000)
    assert len(messages) > 1
    assert all(message.endswith(ends) for message in messages[:-1])


def test_no_break_falls_inside_a_sign_or_loses_bold() -> None:
    messages = split_messages("<b>" + "&amp;" * 5000 + "</b>")
    assert [length(message) for message in messages] == [4096, 904]
    assert all(problems(message) == [] for message in messages)


def test_more_bold_than_telegram_shows_makes_two_messages() -> None:
    messages = split_messages("<b>a</b>\n" * 130)
    assert [message.count("<b>") for message in messages] == [100, 30]


def test_the_first_message_is_cut_only_when_it_must() -> None:
    assert first_message("kort") == "kort"
    assert problems(first_message("<i>" + "woord " * 2000 + "</i>")) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(anything, st.just("\n\n")), max_size=12))
def test_split_messages_lose_no_words(words_typed: list[str]) -> None:
    html = "\n".join(f"<b>{escape(word)}</b>" for word in words_typed)
    messages = split_messages(html)
    assert all(problems(message) == [] for message in messages)
    kept = "".join(unescape(re.sub(r"<[^>]*>", "", message)) for message in messages)
    squeezed = re.sub(r"^[ \t]*---[ \t]*$", "", unescape(re.sub(r"<[^>]*>", "", html)), flags=re.MULTILINE)
    assert "".join(kept.split()) == "".join(squeezed.split())
