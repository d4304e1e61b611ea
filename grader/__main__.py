"""`python -m grader`."""

import os
import sys


def forget_working_folder() -> None:
    """Import nothing from the folder that we are started in, but for the project's own: it may be a class's.

    With `-m`, and with `-c` by which our own processes are started, Python looks there first, and a student's file may
    be called as a module of the library is.
    """
    try:
        here = os.getcwd()
    except OSError:  # it is deleted, and holds nothing
        return
    if here != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):
        sys.path[:] = [place for place in sys.path if os.path.abspath(place) != here]
        os.environ["PYTHONSAFEPATH"] = "1"


def run() -> None:
    """The console script."""
    forget_working_folder()
    from grader.cli.main import main  # noqa: PLC0415  # nothing else is imported before

    sys.exit(main())


if __name__ == "__main__":
    run()
