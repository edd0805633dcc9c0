"""The contract: answers in, proposal out, version 1."""

from bot.contract.outgoing import Json, rounded, written
from bot.contract.problems import Problem, RefusedError, path_of, read
from bot.contract.telling import tell

__all__ = ["Json", "Problem", "RefusedError", "path_of", "read", "rounded", "tell", "written"]
