"""What a group can begin with: which flows, by which commands, and which of them fits where a group stands (R1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.coordination import Mode, Standing, mode_of
from flows.catalogue import latest
from flows.model import Flow, FlowName


@dataclass(frozen=True)
class Door:
    """A flow that anyone may begin, and its commands in every language."""

    flow: FlowName
    commands: tuple[str, ...]


DOORS = (
    Door(FlowName("partner_scan"), ("scan",)),
    Door(FlowName("organising_check"), ("check",)),
    Door(FlowName("six_steps"), ("stappen", "steps")),
    Door(FlowName("typology"), ("typering", "typology")),
    Door(FlowName("ecosystem"), ("web", "ecosystem")),
    Door(FlowName("check_in"), ("checkin",)),
)
"""In the order of the menu; those whose flow is not there yet are left out of everything."""

FITTING: Mapping[Mode, tuple[FlowName, ...]] = {
    Mode.QUICK: (FlowName("partner_scan"),),
    Mode.CHECK: (FlowName("organising_check"),),
    Mode.DESIGN: (FlowName("six_steps"),),
    Mode.LIGHT: (FlowName("check_in"), FlowName("organising_check")),
}
"""R1: what fits each road, best first."""


def doors() -> tuple[Door, ...]:
    """Return what can be begun today."""
    return tuple(door for door in DOORS if latest(door.flow) is not None)


def proposed(standing: Standing) -> Flow | None:
    """Return the flow that fits where a group stands (R1), None while there is none."""
    found = (latest(name) for name in FITTING[mode_of(standing).value])
    return next((flow for flow in found if flow is not None), None)
