import pytest

from bot.playground.entities import parse_html
from bot.playground.errors import ApiError
from tests.bot.playground_world import Scene


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("ik <3 jou>", 'Unsupported start tag "3" at byte offset 3'),
        ("ik <3 jou", "Unclosed start tag at byte offset 3"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ('<span class="x">y</span>', 'Unsupported start tag "span" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_with_its_place(source: str, why: str) -> None:
    with pytest.raises(ApiError, match="can't parse entities") as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &#39;c&#x27; &nbsp;", "a <b> & 'c' &nbsp;", []),
        ("🎉 <b>x</b>", "🎉 x", [("bold", 3, 1)]),
        ("<b>x <i>y</i></b>", "x y", [("bold", 0, 3), ("italic", 2, 1)]),
        ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
        ("<a href='https://x.be?a=1&amp;b=2'>x</a>", "x", [("text_link", 0, 1)]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span><s>y</s>', "xy", [("spoiler", 0, 1), ("strikethrough", 1, 1)]),
        ("<pre>x</pre><code>y</code><u></u>", "xy", [("pre", 0, 1), ("code", 1, 1)]),
    ],
)
def test_markup_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, marks = parse_html(source)
    assert found == text
    assert [(one["type"], one["offset"], one["length"]) for one in marks] == entities


def test_commands_links_and_mentions_are_found_outside_code() -> None:
    sent = Scene().call("sendMessage", text="🎉 /a@x_bot https://x.be @anna <code>/b</code>", parse_mode="HTML")
    assert [one["type"] for one in sent["entities"]] == ["bot_command", "url", "mention", "code"]
    assert sent["entities"][0] == {"type": "bot_command", "offset": 3, "length": 8}
