"""Zones by the names people have for them."""

from zoneinfo import available_timezones

import pytest

from bot.times.zones import MOST_NEAR, OFFERED, city_of, zone_named, zones_near

DUTCH, ENGLISH = "nl_BE", "en_GB"


@pytest.mark.parametrize(
    ("typed", "locale", "zone"),
    [
        pytest.param("Brussel", DUTCH, "Europe/Brussels", id="a city in their language"),
        pytest.param("brussels", ENGLISH, "Europe/Brussels", id="in another"),
        pytest.param("New  York", DUTCH, "America/New_York", id="of two words"),
        pytest.param("België", DUTCH, "Europe/Brussels", id="a country with one zone"),
        pytest.param("europe/brussels", DUTCH, "Europe/Brussels", id="as IANA writes it"),
        pytest.param("UTC", DUTCH, "UTC", id="no place at all"),
        pytest.param("Verenigde Staten", DUTCH, None, id="a country with many"),
        pytest.param("Mars/Olympus", DUTCH, None, id="nowhere"),
        pytest.param("", DUTCH, None, id="nothing"),
        pytest.param("../../etc/passwd", DUTCH, None, id="something nasty"),
        pytest.param("x" * 4000, DUTCH, None, id="far too much"),
    ],
)
def test_a_zone_is_known_by_its_city_its_country_or_its_name(typed: str, locale: str, zone: str | None) -> None:
    assert zone_named(typed, locale) == zone


def test_every_zone_is_found_by_its_own_name() -> None:
    assert {zone for zone in available_timezones() if zone_named(zone, DUTCH) != zone} == set()


@pytest.mark.parametrize("locale", [DUTCH, ENGLISH])
def test_every_zone_can_be_called(locale: str) -> None:
    assert all(city_of(zone, locale) for zone in available_timezones())


def test_what_looks_like_it_is_offered() -> None:
    assert zones_near("Brusel", DUTCH)[0] == "Europe/Brussels"
    assert zones_near("Pariis", DUTCH)[0] == "Europe/Paris"
    assert zones_near("qqqqqq", DUTCH) == ()
    assert len(zones_near("a" * 4000, DUTCH)) <= MOST_NEAR


def test_what_is_offered_exists() -> None:
    assert set(OFFERED) <= available_timezones()
