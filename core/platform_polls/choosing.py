"""One press on a card changes someone's choice: taken, changed, or taken back."""

from core.platform_polls.tally import CHOSEN, Ballot
from core.platform_polls.templates import Shape, Template


def chosen(template: Template, before: Ballot, option: str, level: str = CHOSEN) -> Ballot | None:
    """Return the choice after a press; None when it would be more than may be chosen."""
    if before.get(option) == level:
        return {name: said for name, said in before.items() if name != option}
    after = {option: level} if template.shape is Shape.ONE else {**before, option: level}
    too_many = template.at_most and len(after) > template.at_most
    return None if too_many else after
