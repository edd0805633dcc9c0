"""Names for ids: each is a plain string, and no two can be swapped unseen."""

from typing import NewType

ActivityId = NewType("ActivityId", str)
"""An activity (nl: activiteit)."""

PackageId = NewType("PackageId", str)
"""A package of activities (nl: activiteitenpakket); `p1`, `p2` ... in a proposal."""

ParticipantId = NewType("ParticipantId", str)
"""A person who answers (nl: deelnemer), known in one chat only."""

TopicId = NewType("TopicId", str)
"""A topic of the partner scan (nl: thema)."""
