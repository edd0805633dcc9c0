"""Every flow there is, by name and version; each was examined when it was loaded."""

from collections.abc import Mapping

from flows.check_in import CHECK_IN
from flows.checks import checked
from flows.ecosystem import ECOSYSTEM
from flows.indicator import INDICATOR
from flows.model import Flow, FlowName
from flows.organising_check import ORGANISING_CHECK
from flows.partner_scan import PARTNER_SCAN
from flows.run import Run
from flows.six_steps import SIX_STEPS
from flows.typology import TYPOLOGY

FLOWS: Mapping[tuple[FlowName, int], Flow] = {
    (flow.id, flow.version): flow
    for whole in (PARTNER_SCAN, ORGANISING_CHECK, SIX_STEPS, TYPOLOGY, ECOSYSTEM, CHECK_IN, INDICATOR)
    for flow in (checked(whole), *whole.sheets)
}
"""With each flow the sheets that are filled in for it. Released versions stay, so that a run can end as it began."""


def latest(name: FlowName) -> Flow | None:
    """Return the newest version of a flow, None when there is no such flow."""
    versions = [flow for (known, _), flow in FLOWS.items() if known == name]
    return max(versions, key=lambda flow: flow.version, default=None)


def flow_of(run: Run) -> Flow:
    """Return the flow of a run.

    Raises:
        KeyError: The run is of a flow or version that this release does not hold.
    """
    return FLOWS[run.flow, run.flow_version]
