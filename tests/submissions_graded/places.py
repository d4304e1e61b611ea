"""Where the submissions lie that are graded here, and which exercises a file fills in, to judge by its text."""

import re
from pathlib import Path

from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES

ASSIGNMENT = SOLUTIONS.parent / "assignment"
SUBMISSIONS = SOLUTIONS.parent / "tests" / "submissions"
FAIR = sorted((SUBMISSIONS / "fair").glob("*.py"))
BROKEN = sorted((SUBMISSIONS / "broken").glob("*.py"))
REAL = SUBMISSIONS / "real"
NAMES = [exercise.name for exercise in EXERCISES]
POINTS = {exercise.name: exercise.points for exercise in EXERCISES}


def defined_in(path: Path) -> set[str]:
    """The graded names that are defined at the top level of the file, by `def`, `class` or an assignment."""
    text = path.read_bytes().decode("latin-1")
    return {
        name
        for name in NAMES
        if re.search(rf"^(?:def|class)[ \t]+{name}\b|^(?:\w+, *)*{name}\b[^=(\r\n]*=(?!=)", text, re.MULTILINE)
    }
