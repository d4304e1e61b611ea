"""`grader.stubs.cut`: the answers go, and everything that teaches stays."""

import textwrap
from typing import Any

import pytest

from grader.stubs import cut


def raising(name: str, file: str) -> str:
    """The line that stands in a stub instead of an answer."""
    sentence = f"{name} is not written yet: replace this line in {file} with your code, then run 'make test'."
    return f'raise NotImplementedError("{sentence}")'


# Nearly everything that a solution may hold: imports that only the answer needs, private helpers, a class.
RAMP = '''\
"""Ramps: what is below zero becomes zero."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.linalg
from numpy.typing import NDArray

Numbers = Sequence[float]

# BEGIN SOLUTION


def _rows(x: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    yield from x


# END SOLUTION


def ramp_forward(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """out = max(x, 0), of the shape of x."""
    # BEGIN SOLUTION
    # The answer's own comment.
    return np.stack([np.maximum(row, 0) for row in _rows(x)])
    # END SOLUTION


class Ramp:
    """A layer without weights."""

    slope: float

    def __init__(self, slope: float = 1.0) -> None:
        # BEGIN SOLUTION
        self.slope = float(numpy.linalg.norm(slope))
        # END SOLUTION

    # BEGIN SOLUTION
    def _steep(self) -> bool:
        return self.slope > 1

    # END SOLUTION

    def forward(self, x: Numbers) -> list[float]:
        """out = max(slope * x, 0)."""
        # BEGIN SOLUTION
        return [max(self.slope * value, 0.0) for value in x]
        # END SOLUTION
'''

RAMP_STUB = f'''\
"""Ramps: what is below zero becomes zero."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float]


def ramp_forward(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """out = max(x, 0), of the shape of x."""
    # YOUR CODE HERE, in place of the next line.
    {raising("ramp_forward", "ramp.py")}


class Ramp:
    """A layer without weights."""

    slope: float

    def __init__(self, slope: float = 1.0) -> None:
        # YOUR CODE HERE, in place of the next line.
        {raising("Ramp.__init__", "ramp.py")}

    def forward(self, x: Numbers) -> list[float]:
        """out = max(slope * x, 0)."""
        # YOUR CODE HERE, in place of the next line.
        {raising("Ramp.forward", "ramp.py")}
'''
HALF = '''\
"""Halves."""

import numpy as np


def half(x: float) -> float:
    """Half of x."""
    # BEGIN SOLUTION
    return x / 2
    # END SOLUTION
'''
HALF_STUB = f'''\
"""Halves."""

import numpy as np


def half(x: float) -> float:
    """Half of x."""
    # YOUR CODE HERE, in place of the next line.
    {raising("half", "half.py")}
'''


def test_answers_go_and_everything_that_teaches_stays() -> None:
    assert cut(RAMP, "ramp.py") == RAMP_STUB


def test_only_the_last_part_of_the_file_name_is_told_to_the_student() -> None:
    assert cut(RAMP, "/somewhere/solutions/ramp.py") == RAMP_STUB


def test_the_line_ends_of_windows_and_of_old_macs_and_a_byte_order_mark_give_the_same_stub() -> None:
    assert cut(RAMP.replace("\n", "\r\n"), "ramp.py") == RAMP_STUB
    assert cut(RAMP.replace("\n", "\r"), "ramp.py") == RAMP_STUB
    assert cut("\ufeff" + RAMP, "ramp.py") == RAMP_STUB


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_the_stub_ends_with_one_newline_however_the_solution_ends(end: str) -> None:
    assert cut(HALF.rstrip("\n") + end, "half.py") == HALF_STUB


def test_the_function_raises_its_own_name_its_file_and_the_next_step() -> None:
    namespace: dict[str, Any] = {}
    exec(cut(HALF, "half.py"), namespace)  # noqa: S102 - our own text
    with pytest.raises(NotImplementedError) as raised:
        namespace["half"](1.0)
    sentence = "half is not written yet: replace this line in half.py with your code, then run 'make test'."
    assert str(raised.value) == sentence


def test_numpy_stays_imported_although_nothing_left_needs_it() -> None:
    assert "import numpy as np\n" in cut(RAMP.replace("NDArray[np.float64]", "NDArray"), "ramp.py")


def test_an_import_from_the_future_and_a_star_import_stay() -> None:
    imports = "from __future__ import annotations\n\nfrom math import *\nimport numpy as np\n"
    assert imports in cut(HALF.replace("import numpy as np\n", imports), "half.py")


def test_an_import_over_several_lines_that_only_the_answer_needs_goes_as_a_whole() -> None:
    imports = "import numpy as np\nfrom math import (\n    exp,\n    log,\n)\n"
    assert cut(HALF.replace("import numpy as np\n", imports), "half.py") == HALF_STUB


@pytest.mark.parametrize("above", ["", "\n", "\n\n", "\n\n\n"])
@pytest.mark.parametrize("below", ["", "\n", "\n\n", "\n\n\n"])
def test_where_a_block_is_removed_the_larger_of_its_two_gaps_is_left(above: str, below: str) -> None:
    block = f"{above}# BEGIN SOLUTION\n_HALF = 0.5\n# END SOLUTION\n{below}"
    source = HALF.replace("\n\n\ndef", f"\n{block}def")
    gap = max(above, below)
    assert cut(source, "half.py") == HALF_STUB.replace("\n\n\ndef", f"\n{gap}def")


def test_a_string_and_a_docstring_may_speak_of_the_markers() -> None:
    docstring = '"""Half of x.\n\n    # BEGIN SOLUTION\n    """'
    text = 'NOTE = "# END SOLUTION"'
    source = HALF.replace('"""Half of x."""', docstring) + f"\n\n{text}\n"
    assert docstring in cut(source, "half.py")
    assert text in cut(source, "half.py")


def test_a_comment_may_speak_of_the_markers() -> None:
    comment = "# Between BEGIN SOLUTION and END SOLUTION lies the answer."
    assert comment in cut(f"{HALF}\n\n{comment}\n", "half.py")


def test_tabs_in_the_solution_are_tabs_in_the_stub() -> None:
    assert cut(HALF.replace("    ", "\t"), "half.py") == HALF_STUB.replace("    ", "\t")


def test_markers_may_be_indented_as_one_likes() -> None:
    source = HALF.replace("    # BEGIN", "# BEGIN").replace("    # END SOLUTION", "\t\t# END SOLUTION  ")
    assert cut(source, "half.py") == HALF_STUB


def test_names_in_other_scripts_are_kept() -> None:
    assert '"절반 is not written yet' in cut(HALF.replace("half", "절반"), "half.py")


def test_an_asynchronous_function_is_a_function() -> None:
    source = HALF.replace("def half", "async def half").replace("return x", "return await x")
    assert cut(source, "half.py") == HALF_STUB.replace("def half", "async def half")


def test_an_exercise_behind_a_condition_is_named_and_cut() -> None:
    def behind_a_condition(text: str) -> str:
        start = text.index("def")
        return f"{text[:start]}if True:\n" + textwrap.indent(text[start:], "    ")

    assert cut(behind_a_condition(HALF), "half.py") == behind_a_condition(HALF_STUB)
