"""Polls of the neighbourhood platform: what can be asked, what comes of the votes, and what is owed after (R48-R50)."""

from core.platform_polls.asking import Fault, fault_in, options_in
from core.platform_polls.choosing import chosen
from core.platform_polls.results import (
    Consent,
    Idea,
    Ideas,
    Moments,
    Needs,
    Overlap,
    Result,
    Shares,
    Way,
    result_of,
)
from core.platform_polls.tally import CHOSEN, PAPER, Ballot, Paper, Tally, merged, paper_in, tally_of
from core.platform_polls.telling_back import Debt, debts, reminders
from core.platform_polls.templates import TEMPLATES, Shape, Template

__all__ = [
    "CHOSEN",
    "PAPER",
    "TEMPLATES",
    "Ballot",
    "Consent",
    "Debt",
    "Fault",
    "Idea",
    "Ideas",
    "Moments",
    "Needs",
    "Overlap",
    "Paper",
    "Result",
    "Shape",
    "Shares",
    "Tally",
    "Template",
    "Way",
    "chosen",
    "debts",
    "fault_in",
    "merged",
    "options_in",
    "paper_in",
    "reminders",
    "result_of",
    "tally_of",
]
