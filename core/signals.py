"""What is heard in the neighbourhood, in one line: what, where, who follows up (C17); never about one person.

A line that seems to hold a name, a number or an address is asked about before it is kept. The signs are those that
hardly ever stand in a line about a street or a square. They miss plenty and catch a place now and then, which costs one
tap: the question is there to make people look once more, not to guard them.
"""

import re
from enum import StrEnum


class Personal(StrEnum):
    """What in a line can point to one person."""

    NAME = "name"
    NUMBER = "number"
    MAIL = "mail"
    ADDRESS = "address"


_FORMS = (
    "mevrouw|mevr|mw|mvr|meneer|mijnheer|dhr|juffrouw|madame?|monsieur|familie|fam|mr|mrs|ms|miss|mister|family"
    "|buurvrouw|buurman|oma|opa|tante|nonkel|grandma|grandpa|aunt|uncle"
)
_BETWEEN = r"(?:(?:van|de|der|den|la|le|el|ben)\s+){0,3}"
_NAME = re.compile(
    rf"\b(?i:{_FORMS})\b\.?\s+{_BETWEEN}[A-ZÀ-Þ]\w"  # a form of address and a capital: mevrouw De Smet, oma Rita
    r"|\b[A-ZÀ-Þ][a-zß-ÿ]+ [A-ZÀ-Þ]\.(?!\w)"  # a first name and an initial: Rita D.
    r"|(?<!\S)@\w{4,}"  # a user name
)
_NUMBER = re.compile(r"\d(?:[ ./()-]{0,2}\d){8,}")
"""Nine digits: a telephone number has nine or ten, a national number eleven, a day eight."""

_MAIL = re.compile(r"[^\s@]@[^\s@]+\.\w")
_ADDRESS = re.compile(
    r"\b\w*(?:straat|laan|steenweg|weg|plein|lei|dreef|hof|kaai|baan|pad|street|road|lane|avenue)\s+\d{1,4}\s?[a-z]?\b"
    r"|\b(?:huisnummer|nummer|nr|number)\.?\s*\d{1,4}\b",
    re.IGNORECASE,
)

_SIGNS = {
    Personal.NAME: _NAME,
    Personal.NUMBER: _NUMBER,
    Personal.MAIL: _MAIL,
    Personal.ADDRESS: _ADDRESS,
}


def one_line(text: str) -> str:
    """Return what was typed as one line."""
    return " ".join(text.split())


def personal_in(line: str) -> tuple[Personal, ...]:
    """Return what in a line can point to one person (C17)."""
    return tuple(kind for kind, sign in _SIGNS.items() if sign.search(line))
