"""The gate: formatting, lint, types, import contracts, tests with coverage. Stops at the first that fails."""

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent

STEPS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-n", "auto", "--dist", "worksteal", "--cov", "--cov-branch", "--cov-report="),
    ("coverage", "report", "--fail-under=95"),
    ("coverage", "report", "--include=core/*,flows/*", "--fail-under=100"),
)


def main() -> int:
    """Run every step; return the exit code of the first that fails."""
    for name, *arguments in STEPS:
        sys.stdout.write(f"\n$ {name} {' '.join(arguments)}\n")
        sys.stdout.flush()
        done = subprocess.run([str(BIN / name), *arguments], cwd=ROOT, check=False)  # noqa: S603 our own list
        if done.returncode != 0:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
