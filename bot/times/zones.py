"""Time zones as people name them: by city, by country where it has one zone only, or as IANA writes them."""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

OFFERED = ("Europe/Brussels", "Europe/Amsterdam", "Europe/Paris", "Europe/London")
"""Where most who use this bot live, and their neighbours."""

MOST_NEAR = 3
"""So many names that may have been meant are read at a glance."""

_LONGEST = 60  # longer than any name of a place or a zone; what is typed may be of any length


def zone_named(text: str, locale: str) -> str | None:
    """Return the IANA name of the zone that is meant, None when there is no such zone."""
    return _names(locale).get(_plain(text))


def zones_near(text: str, locale: str) -> tuple[str, ...]:
    """Return the zones whose names look most like what was typed, the likest first."""
    names = _names(locale)
    near = get_close_matches(_plain(text), names, n=2 * MOST_NEAR)
    return tuple(dict.fromkeys(names[name] for name in near))[:MOST_NEAR]


@lru_cache(maxsize=256)
def city_of(zone: str, locale: str) -> str:
    """Return how people call a zone: its city, in their language."""
    return get_timezone_location(zone, locale=locale, return_city=True)


def _plain(text: str) -> str:
    return " ".join(text[:_LONGEST].replace("_", " ").split()).casefold()


@lru_cache(maxsize=8)
def _names(locale: str) -> Mapping[str, str]:
    """Return every name of every zone; where two share one, the name of the zone itself counts, then the city."""
    zones = available_timezones()
    countries = {zone: country for zone, country in get_global("zone_territories").items() if zone in zones}
    return {
        **_whole_countries(countries, locale),
        **{_plain(zone.rpartition("/")[2]): zone for zone in countries},
        **{_plain(city_of(zone, locale)): zone for zone in countries},
        **{_plain(zone): zone for zone in sorted(zones)},
    }


def _whole_countries(countries: Mapping[str, str], locale: str) -> Mapping[str, str]:
    names, times = Locale.parse(locale).territories, Counter(countries.values())
    return {_plain(names[it]): zone for zone, it in countries.items() if times[it] == 1 and it in names}
