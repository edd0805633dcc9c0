"""Every transcript in tests/transcripts is what the bot says today; rewrite them with --update-transcripts."""

from pathlib import Path

import pytest

from tests.flows.transcripts import played, turns_of

FOLDER = Path(__file__).parent.parent / "transcripts"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_the_bot_says_what_the_transcript_says(file: Path, request: pytest.FixtureRequest) -> None:
    before = file.read_text("utf-8")
    after = played(before)
    if request.config.getoption("--update-transcripts"):
        file.write_text(after, "utf-8")
    assert after.splitlines() == before.splitlines() or request.config.getoption("--update-transcripts")


def test_what_people_do_is_read_and_what_the_bot_says_is_not() -> None:
    lines = (
        "# flow f, language nl",
        "bot: Wie?  [Ik]",
        "     Anna: zei iemand",
        "",
        "# eerst",
        "Anna: Soep",
        "      Taart",
    )
    assert [(turn.who, turn.words, turn.remarks) for turn in turns_of("\n".join(lines))] == [
        ("Anna", "Soep\nTaart", ("# eerst",))
    ]


def test_a_button_that_is_not_there_fails_with_the_buttons_that_are() -> None:
    with pytest.raises(
        AssertionError, match=r"no button \[Dans\] at None; the last card has \['Ik doe mee', 'Begin'\]"
    ):
        played("# flow street_party, language nl, started by Anna\nAnna: [Dans]\n")


def test_the_player_writes_down_nothing_it_was_told_about_the_bot() -> None:
    once = played("# flow street_party, language nl, started by Anna\nbot: onzin\nAnna: [Begin]\n")
    assert "onzin" not in once
    assert played(once) == once
