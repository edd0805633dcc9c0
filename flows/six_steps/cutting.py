"""Where a team that is too large could be cut, with the least coherence lost (R26, R27)."""

from core.coordination import Need, TeamBand
from core.ids import ActivityId
from core.packages import Cut, cheapest_cut
from core.thresholds import TEAM_AT_MOST
from flows.facts import Facts
from flows.six_steps.group import matrix, partners_of
from flows.six_steps.inside import band_of, people_of, with_need
from flows.six_steps.items import members_of
from flows.values import Item


def is_too_large(facts: Facts, package: Item) -> bool:
    """Say whether the team of a package is too large (R26), and there is something to cut."""
    return len(members_of(package)) > 1 and band_of(facts, package) is TeamBand.SPLIT


def cut_of(facts: Facts, package: Item) -> Cut | None:
    """Return the cheapest cut of a package into teams that fit (R27); None where there is nothing to cut."""
    if not is_too_large(facts, package):
        return None
    members = sorted(members_of(package))
    people = {ActivityId(activity): _people_at(facts, package, activity) for activity in members}
    return cheapest_cut(matrix(facts), tuple(people), people, TEAM_AT_MOST)


def cut_in_teams(facts: Facts, package: Item) -> tuple[tuple[str, ...], ...]:
    """Return the teams of the cheapest cut; none where there is nothing to cut."""
    found = cut_of(facts, package)
    return () if found is None else tuple(tuple(map(str, team)) for team in found.teams)


def _people_at(facts: Facts, package: Item, activity: Item) -> dict[str, int]:
    needed = with_need(facts, package, Need.NEEDED)
    return {it.id: people_of(facts, activity, it) for it in partners_of(facts, activity) if it in needed}
