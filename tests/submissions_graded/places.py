"""Where the submissions lie that are graded here, and which exercises a file fills in."""

import symtable
import tokenize
from pathlib import Path

from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES
from grader.report.result import Report

ASSIGNMENT = SOLUTIONS.parent / "assignment"
SUBMISSIONS = SOLUTIONS.parent / "tests" / "submissions"
FAIR = sorted((SUBMISSIONS / "fair").glob("*.py"))
BROKEN = sorted((SUBMISSIONS / "broken").glob("*.py"))
REAL = SUBMISSIONS / "real"
NAMES = [exercise.name for exercise in EXERCISES]
POINTS = {exercise.name: exercise.points for exercise in EXERCISES}


def defined_in(path: Path) -> set[str]:
    """The graded names that the file gives a value to, by a statement or through `globals()`."""
    with tokenize.open(path) as file:  # in the encoding that it says it has
        text = file.read()
    symbols = symtable.symtable(text, path.name, "exec").get_symbols()
    assigned = {symbol.get_name() for symbol in symbols if symbol.is_assigned()}
    return {name for name in NAMES if name in assigned or f'globals()["{name}"] =' in text}


def results(report: Report) -> dict[str, tuple[str, float]]:
    """Status and score of each exercise."""
    return {result.name: (result.status, result.score) for result in report.exercises}


def full_marks_in(*names: str, others: str = "missing") -> dict[str, tuple[str, float]]:
    """What `results` should be when these exercises are right and the others are as they are."""
    return {name: ("passed", POINTS[name]) if name in names else (others, 0) for name in NAMES}
