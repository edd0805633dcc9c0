"""A line about one person is seen, a line about a street is left alone."""

import pytest

from core.signals import Personal, one_line, personal_in


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mevrouw De Smet komt niet meer buiten", Personal.NAME),
        ("Mevr. Peeters vraagt hulp", Personal.NAME),
        ("dhr van der Linden is gevallen", Personal.NAME),
        ("oma Rita van hiernaast", Personal.NAME),
        ("Rita D. zoekt vervoer", Personal.NAME),
        ("Mrs Jones needs a lift", Personal.NAME),
        ("vraag het aan @rita_dils", Personal.NAME),
        ("bel 0471 23 45 67", Personal.NUMBER),
        ("bel +32 (0)471/23.45.67", Personal.NUMBER),
        ("85.07.30-033.61", Personal.NUMBER),
        ("mail naar rita@voorbeeld.be", Personal.MAIL),
        ("Kerkstraat 12 staat al weken leeg", Personal.ADDRESS),
        ("in de Lange Steenweg 104 b", Personal.ADDRESS),
        ("bij nummer 7 brandt altijd licht", Personal.ADDRESS),
    ],
)
def test_what_points_to_one_person_is_seen(line: str, expected: Personal) -> None:
    assert personal_in(line) == (expected,)


@pytest.mark.parametrize(
    "line",
    [
        "de stoep in de Kerkstraat ligt los, wie volgt op: de actiegroep straat",
        "op het Jansplein is er geen bank meer",
        "zaterdag 12/12/2026 om 14u geen bus",
        "meneer pastoor wil de zaal lenen",
        "in de Kerkstraat zijn er 3 putten",
        "drie mevrouwen vragen een babbelbank",
        "mensen in de Kleine Steeg horen te laat van de soep",
        "",
    ],
)
def test_a_line_about_a_place_or_a_group_is_left_alone(line: str) -> None:
    assert personal_in(line) == ()


def test_all_that_is_seen_is_named() -> None:
    assert personal_in("oma Rita, Kerkstraat 12, 0471 23 45 67, r@x.be") == tuple(Personal)


def test_a_line_is_one_line() -> None:
    assert one_line("  de stoep\n\tligt   los ") == "de stoep ligt los"


def test_a_very_long_line_is_read_in_no_time() -> None:
    assert personal_in("1 " * 4 + "a" * 4096) == ()
    assert personal_in("mevrouw " * 500 + "van de " * 500) == ()
