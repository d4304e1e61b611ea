"""Wrong submissions to be diagnosed: the solutions with a fault in one exercise."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from grader.exam.hidden import SOLUTIONS
from grader.misconception import Misconception, ModelError
from tests.explain.wrong_programs import MODELS as WITHOUT_A_NAME
from tests.misconceptions.catalogues import MODELS, is_undetectable, solution_of

PAIRS = 60
SAME_FUNCTION = {
    "bias_of_first_filter": "bias_of_first_filter",
    "whole_numbers": "integer_buffer",
    "pads_with_ones": "pads_with_ones",
    "dw_turned_around": "dw_flipped",
    "place_before_channel": "channels_last_in_row",
    "columns_before_rows": "columns_before_rows",
    "smallest": "minimum_instead",
    "divided_by_height": "divided_by_height_squared",
    "not_shared": "not_divided",
    "db_by_batch": "db_divided_by_batch",
    "images_last": "window_loop_order_rows",
    "place_turned_around": "kernel_axes_swapped",
    "windows_in_columns": "transposed_result",
    "not_transposed": "reshape_without_transpose",
}
SEED = 231


@dataclass(frozen=True)
class Submission:
    """The solutions with a fault in the exercise `of`; `name` is what it should be called."""

    name: str
    of: str
    stem: str
    source: str

    def write(self, folder: Path) -> None:
        """Hand it in as `folder`."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path in SOLUTIONS.glob("*.py"):
            shutil.copy(path, folder)
        (folder / f"{self.stem}.py").write_text(self.source, encoding="utf-8")


def with_one_misconception() -> Iterator[Submission]:
    """One for each misconception that any legal input shows."""
    for model in MODELS:
        if not is_undetectable(model):
            yield Submission(model.name, model.of, model.stem, model.source(solution_of(model)))


def that_no_misconception_covers() -> Iterator[Submission]:
    """Wrong in ways that have no name, but for a few that turn out to be the same function as one that has."""
    for model in WITHOUT_A_NAME:
        yield Submission(SAME_FUNCTION.get(model.name, ""), model.of, model.stem, model.source(solution_of(model)))


def with_two_misconceptions() -> list[Submission]:
    """Pairs that can be edited into one solution: some, always the same."""
    found: list[Submission] = []
    pairs = [pair for pair in combinations(MODELS, 2) if pair[0].of == pair[1].of]
    random.Random(SEED).shuffle(pairs)  # noqa: S311  # nothing secret
    for one, other in pairs:
        if len(found) < PAIRS and not (is_undetectable(one) or is_undetectable(other)):
            found += _pair(one, other)
    return found


def _pair(one: Misconception, other: Misconception) -> list[Submission]:
    try:
        source = one.and_also(other).source(solution_of(one))
        compile(source, one.stem, "exec")
    except (ModelError, SyntaxError):
        return []
    return [Submission(f"{one.name} and {other.name}", one.of, one.stem, source)]
