"""The contract: answers in, a proposal or the next question out, version 1."""

from bot.contract.outgoing import Json, rounded, written, written_next
from bot.contract.problems import Problem, RefusedError, path_of, read
from bot.contract.telling import tell

__all__ = ["Json", "Problem", "RefusedError", "path_of", "read", "rounded", "tell", "written", "written_next"]
