"""Exit codes of the command line."""

DONE = 0
FAULT = 1
"""A fault of ours."""
BAD_INPUT = 2
"""Bad input or settings; each problem is a line on standard error."""
