"""The ordered answer scales of method.md 4.0. Zero is an answer; a skipped answer is absent, never zero."""

from enum import IntEnum


class Agreement(IntEnum):
    """How far a statement holds (nl: eens of oneens), C1-C20."""

    NOT_AT_ALL = 1
    RATHER_NOT = 2
    HALF_AND_HALF = 3
    MOSTLY = 4
    FULLY = 5


class Coherence(IntEnum):
    """How strongly two activities hang together (nl: samenhang), Q3.1 and Q1.8."""

    INDEPENDENT = 0
    HANDY_TO_KNOW = 1
    ONE_CHANGES_THE_OTHER = 2
    NOT_WELL_APART = 3


class Frequency(IntEnum):
    """How often an activity comes up (nl: hoe vaak), Q4.1a."""

    VERY_RARE = 0
    NOW_AND_THEN = 1
    REGULAR = 2
    CONSTANT = 3


class Embeddedness(IntEnum):
    """How much it matters that it happens close by (nl: hoe dichtbij), Q4.1b."""

    PLACE_MAKES_NO_DIFFERENCE = 0
    LOCAL_IS_HANDY = 1
    PRESENCE_HELPS = 2
    OWN_STREET_OR_CIRCLE = 3


class Variety(IntEnum):
    """How different an activity is each time (nl: hoe verschillend), Q4.7."""

    ALWAYS_THE_SAME = 0
    MOSTLY_THE_SAME = 1
    OFTEN_DIFFERENT = 2
    DIFFERENT_EVERY_TIME = 3


class Change(IntEnum):
    """How fast an activity changes (nl: hoe snel verandert het), Q4.7."""

    STAYS = 0
    SLOWLY = 1
    REGULARLY = 2
    WHILE_YOU_ARE_AT_IT = 3


class Intensity(IntEnum):
    """How closely partners work together (nl: nauwheid), R28."""

    NONE = 0
    REFER = 1
    SHARE = 2
    ALIGN = 3
    TOGETHER = 4


class WorkingArea(IntEnum):
    """The area an activity works in (nl: werkingsgebied), R23; smaller numbers are closer to home."""

    LIVED_NEIGHBOURHOOD = 1
    GEOGRAPHIC_NEIGHBOURHOOD = 2
    MUNICIPALITY = 3
    LOCAL_REGION = 4
    SUPRALOCAL_REGION = 5


class Knowledge(IntEnum):
    """How well a group knows its challenge (Q1.9)."""

    HARDLY = 0
    A_LITTLE = 1
    HALF = 2
    WELL = 3
    INSIDE_OUT = 4


class Flame(IntEnum):
    """How much a topic sparks someone (P3)."""

    NONE = 0
    """Not for me now (nl: geen vonk)."""
    SPARK = 1
    """Curious (nl: vonk)."""
    FLAME = 2
    """Wants to take part (nl: vlam)."""
    FIRE = 3
    """Wants to help pull it (nl: vuur)."""


class FreeTime(IntEnum):
    """How much time someone can really free in the coming three months (P7a)."""

    NONE = 0
    ONCE = 1
    HOURS_A_MONTH = 2
    HALF_A_DAY_A_WEEK = 3


class Involvement(IntEnum):
    """How someone wants to be involved (P8), in the order in which R5 calls one stronger than another."""

    STAY_INFORMED = 0
    GIVE_VIEW = 1
    ADVISE = 2
    CO_DECIDE = 3
    HELP = 4
    PULL = 5


class Force(IntEnum):
    """How much something helps, or holds back (nl: hoe sterk), E1-E10."""

    NONE = 0
    A_LITTLE = 1
    CLEARLY = 2
    STRONGLY = 3


class Fire(IntEnum):
    """How much fire is left (nl: vuur), K1."""

    OUT = 0
    SMOULDERS = 1
    BURNS = 2
    BLAZES = 3
