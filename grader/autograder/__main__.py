"""`python -m grader.autograder ROOT`: what run_autograder calls."""

import os
import sys
from pathlib import Path

from grader.autograder.run import run
from grader.errors import GraderError, MachineryError
from grader.escape import log_line


def main(root: str) -> int:
    """Grade; returns the exit status."""
    os.chdir(root)  # so that students read of "submission", whatever the place is called here
    try:
        run(Path())
    except GraderError as error:
        print(log_line(f"grader: {error}"))
        return MachineryError.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
