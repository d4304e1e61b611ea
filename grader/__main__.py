"""`python -m grader`."""

import os
import sys

OLDEST = (3, 11)


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
    """The console script. All that an old Python reads before it is told so is written in a way that it understands."""
    try:
        if sys.version_info < OLDEST:
            version = "{}.{}".format(*sys.version_info)
            told = "grader: Python 3.11 or newer is needed, and this is {}: use `make grade`, or .venv/bin/python"
            print(told.format(version), file=sys.stderr)
            sys.exit(2)
        forget_working_folder()
        from grader.cli.main import main  # noqa: PLC0415  # nothing else is imported before

        sys.exit(main())
    except KeyboardInterrupt:  # before `main` could have said so, or after
        print("grader: interrupted", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
