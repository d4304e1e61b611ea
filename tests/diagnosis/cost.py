"""What explaining costs: seconds for a whole grading with explanations and without, in turns in one run.

    python -m tests.diagnosis.cost

prints a table. Processor seconds are the grader's own; those of the worker are in the time on the wall alone.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS, hidden_seed
from grader.exam.reference import Reference
from grader.exercises import EXERCISES
from grader.marking.grade import grade
from grader.misconception import Misconception
from grader.sandbox.nursery import Nursery
from tests.explain.wrong_programs import MODELS as WITHOUT_A_NAME
from tests.misconceptions.catalogues import MODELS, is_undetectable

TURNS = 5
AIMS = {"one fault with a name": 0.5, "one fault without": 0.5, "all exercises, with names": 3.0, "all, without": 3.0}


def first_of_each(models: Iterable[Misconception]) -> list[Misconception]:
    """One for each exercise, if there is one."""
    found: dict[str, Misconception] = {}
    for model in models:
        if not is_undetectable(model):
            found.setdefault(model.of, model)
    return [found[exercise.name] for exercise in EXERCISES if exercise.name in found]


def write(models: Iterable[Misconception], folder: Path) -> None:
    """The solutions with all these faults, those that can be edited one after another into a file."""
    folder.mkdir()
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    for model in models:
        path = folder / f"{model.stem}.py"
        path.write_text(model.source(path.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    """Print the table."""
    named, unnamed = first_of_each(MODELS), first_of_each(WITHOUT_A_NAME)
    forward = [next(model for model in models if model.of == "conv_forward_naive") for models in (named, unnamed)]
    exam = exam_for(hidden_seed())
    print(
        f"{'what is wrong':<28}{'without':>10}{'explained':>12}{'more':>8}{'aim':>8}   seconds on the wall (processor)"
    )
    with Nursery() as nursery, tempfile.TemporaryDirectory() as place:
        for what, models in zip(AIMS, ([forward[0]], [forward[1]], named, unnamed), strict=True):
            folder = Path(place) / what
            write(models, folder)
            grade(folder, exam, nursery)  # what wrong answers look like is drawn, if it has to be
            walls: dict[bool, list[float]] = {False: [], True: []}
            processors: dict[bool, list[float]] = {False: [], True: []}
            for _turn in range(TURNS):
                for explained in (False, True):
                    reference = Reference()  # a new one: nothing is known from the turn before
                    wall, processor = time.perf_counter(), time.process_time()
                    grade(folder, exam, nursery, reference=reference, explained=explained)
                    walls[explained].append(time.perf_counter() - wall)
                    processors[explained].append(time.process_time() - processor)
            before, after = (statistics.median(walls[explained]) for explained in (False, True))
            own = statistics.median(processors[True]) - statistics.median(processors[False])
            print(f"{what:<28}{before:>10.2f}{after:>12.2f}{after - before:>8.2f}{AIMS[what]:>8.1f}   ({own:.2f})")


if __name__ == "__main__":
    main()
