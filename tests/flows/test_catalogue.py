"""Every flow there is, by name and version."""

from dataclasses import replace

import pytest

from core.ids import ParticipantId
from flows.catalogue import FLOWS, flow_of, latest
from flows.engine import start
from flows.model import FlowName
from flows.six_steps import SIX_STEPS


def test_the_six_steps_are_there_in_their_newest_version() -> None:
    assert latest(FlowName("six_steps")) is SIX_STEPS
    assert latest(FlowName("seven_steps")) is None


def test_a_run_finds_the_version_that_it_began_with() -> None:
    run = start(SIX_STEPS, ParticipantId("Anna")).run
    assert flow_of(run) is FLOWS[run.flow, run.flow_version] is SIX_STEPS
    with pytest.raises(KeyError):
        flow_of(replace(run, flow_version=999))
