"""What a partner says of itself in the scan (P1-P11, A1), or what the core group thinks it would say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.ids import TopicId
from core.scales import Flame, FreeTime, Involvement, WorkingArea


class Kind(StrEnum):
    """Who a partner is in the neighbourhood (P1)."""

    NEIGHBOUR = "neighbour"
    RESIDENTS_GROUP = "residents_group"
    VOLUNTEER = "volunteer"
    CARER = "carer"
    ASSOCIATION = "association"
    TRADER = "trader"
    CARE = "care"
    WELFARE = "welfare"
    LOCAL_GOVERNMENT = "local_government"
    HOUSING = "housing"
    WORK = "work"
    EDUCATION = "education"
    CULTURE = "culture"
    SPORT = "sport"
    FIRST_LINE_ZONE = "first_line_zone"
    OTHER = "other"


class Circle(StrEnum):
    """The five groups that R8 tells apart."""

    RESIDENTS = "residents"
    CARE = "care"
    WELFARE = "welfare"
    LOCAL_GOVERNMENT = "local_government"
    OTHER_SECTORS = "other_sectors"


INFORMAL = frozenset({Kind.NEIGHBOUR, Kind.RESIDENTS_GROUP, Kind.VOLUNTEER, Kind.CARER, Kind.ASSOCIATION})
"""Residents and people without an organisation that pays them; an association is run by such people."""

_CIRCLES = {
    **dict.fromkeys(INFORMAL, Circle.RESIDENTS),
    Kind.CARE: Circle.CARE,
    Kind.FIRST_LINE_ZONE: Circle.CARE,
    Kind.WELFARE: Circle.WELFARE,
    Kind.LOCAL_GOVERNMENT: Circle.LOCAL_GOVERNMENT,
}


class MayDecide(StrEnum):
    """Whether someone may decide on the time they free (P7b)."""

    FOR_MYSELF = "for_myself"
    MANDATE = "mandate"
    PARTLY = "partly"
    ASK_EVERY_TIME = "ask_every_time"
    NOT_NOW = "not_now"


class Asset(StrEnum):
    """What a partner can bring in (P6)."""

    HANDS = "hands"
    KNOWLEDGE = "knowledge"
    CONTACTS = "contacts"
    PLACE = "place"
    MATERIAL = "material"
    MONEY = "money"
    COMMUNICATION = "communication"
    ACCESS = "access"
    EXPERIENCE = "experience"
    DECIDING = "deciding"


class Barrier(StrEnum):
    """What gets in the way: the brakes of P10, and a mandate that is lacking now (P7b)."""

    NOT_ACQUAINTED = "not_acquainted"
    TIME = "time"
    MONEY = "money"
    RULES = "rules"
    METHOD = "method"
    AREA = "area"
    ORGANISATION = "organisation"
    UNCLEAR = "unclear"
    BAD_EXPERIENCE = "bad_experience"
    MANDATE = "mandate"


class Wish(StrEnum):
    """What an existing group wants from others around it (P9)."""

    LET_US_BE = "let_us_be"
    KEEP_INFORMED = "keep_informed"
    SUPPORT_WELCOME = "support_welcome"
    DO_TOGETHER = "do_together"


class Worry(StrEnum):
    """What worries an existing group about later (P9)."""

    SUCCESSION = "succession"
    MONEY = "money"
    NOT_EVERYONE = "not_everyone"


class Informant(StrEnum):
    """Who answered for a partner: itself, or the core group by an estimate (nl: inschatting)."""

    SELF = "self"
    ESTIMATE = "estimate"


@dataclass(frozen=True, kw_only=True)
class Partner:
    """One partner in the scan: a person or an organisation; residents are partners too.

    Attributes:
        key: Partners with the same key are one, named twice.
        name: As it wants to be called; None: counted in totals, never named (A1).
        kinds: P1.
        area: P2.
        flames: P3 by topic; a topic that was passed is absent.
        assets: P6.
        time: P7a.
        may_decide: P7b.
        wished: P8 by topic.
        wish: P9, of an existing group.
        worries: P9.
        barriers: P10.
        informant: Who answered.
    """

    key: str
    name: str | None
    kinds: frozenset[Kind] = frozenset()
    area: WorkingArea | None = None
    flames: Mapping[TopicId, Flame] = field(default_factory=dict[TopicId, Flame])
    assets: frozenset[Asset] = frozenset()
    time: FreeTime | None = None
    may_decide: MayDecide | None = None
    wished: Mapping[TopicId, Involvement] = field(default_factory=dict[TopicId, Involvement])
    wish: Wish | None = None
    worries: frozenset[Worry] = frozenset()
    barriers: frozenset[Barrier] = frozenset()
    informant: Informant = Informant.SELF

    @property
    def circles(self) -> frozenset[Circle]:
        """The groups of R8 that this partner belongs to."""
        return frozenset(_CIRCLES.get(kind, Circle.OTHER_SECTORS) for kind in self.kinds)

    @property
    def is_professional(self) -> bool:
        """Whether it speaks for an organisation, as far as it said who it is."""
        return bool(self.kinds - INFORMAL)
