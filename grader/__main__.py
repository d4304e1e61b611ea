"""`python -m grader`."""

import sys

from grader.cli.main import main


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
