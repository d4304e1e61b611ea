"""`with explained():` what a student's function does wrong is a sentence, with its file and line, and no traceback."""

from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the notebook's pictures need matplotlib: `make notebook` brings it")

from grader.notebook.boxed import explained
from grader.notebook.importing import NotImported
from grader.notebook.output import Tone
from tests.notebook.faulty import Cell, module_in


def test_a_cell_in_which_nothing_goes_wrong_puts_out_nothing(cell: Cell) -> None:
    with explained():
        pass
    assert cell.outputs == []


def test_a_stub_is_told_with_its_file_and_what_to_do(cell: Cell, assignment: Path) -> None:
    conv = module_in(
        assignment,
        """
        def conv_output_size(size, kernel, stride, pad):
            raise NotImplementedError("conv_output_size is not written yet: replace this line in conv.py ...")
        """,
    )
    with explained():
        conv.conv_output_size(1, 1, 1, 0)
    assert cell.texts() == (
        "`conv_output_size` is not written yet: write it in conv.py, save the file, then run this cell again."
    )
    assert Tone.WAITING in cell.outputs[0]["text/html"]


def test_an_own_not_implemented_error_is_one_too(cell: Cell, assignment: Path) -> None:
    conv = module_in(assignment, "class Conv2d:\n    def forward(self, x):\n        raise NotImplementedError\n")
    with explained():
        conv.Conv2d().forward(None)
    assert cell.texts().startswith("`Conv2d.forward` is not written yet: write it in conv.py")


def test_an_exception_is_told_with_function_file_and_line(cell: Cell, assignment: Path) -> None:
    conv = module_in(assignment, "import numpy as np\ndef half(x):\n    return np.zeros(2) @ np.zeros((3, 1))\n")
    with explained():
        conv.half(1)
    first, code = cell.texts().split("\n")
    assert first.startswith("`half` raised ValueError: matmul")
    assert first.endswith("(conv.py, line 3).")
    assert code == "`return np.zeros(2) @ np.zeros((3, 1))`"


@pytest.mark.parametrize("error", ["SystemExit('done')", "RecursionError()", "Exception('<b>\\x1b[31m`x`')"])
def test_whatever_is_raised_is_told_and_harmless(cell: Cell, assignment: Path, error: str) -> None:
    conv = module_in(assignment, f"def f():\n    raise {error}\n")
    with explained():
        conv.f()
    assert cell.texts().startswith("`f` raised ")
    assert "\x1b" not in str(cell.outputs)
    assert "<b>" not in cell.outputs[0]["text/html"]


def test_an_exception_that_can_t_be_read_is_told_by_its_type(cell: Cell, assignment: Path) -> None:
    conv = module_in(
        assignment,
        """
        class Odd(Exception):
            def __str__(self):
                raise ValueError

        def f():
            raise Odd
        """,
    )
    with explained():
        conv.f()
    assert cell.texts().startswith("`f` raised Odd (conv.py, line 7).")


def test_what_a_cell_can_t_unpack_is_told_with_its_line(cell: Cell, assignment: Path) -> None:
    conv = module_in(assignment, "def f():\n    return None\n")
    with explained():
        _out, _cache = conv.f()
    first, second = cell.texts().split("\n")
    assert "of this cell: TypeError: cannot unpack" in first
    assert second == "Does your function return all that its docstring promises, in this order?"


def test_a_name_of_a_cell_above_and_one_that_the_file_lacks_are_told(cell: Cell, assignment: Path) -> None:
    conv = module_in(assignment, "")
    with explained():
        no_such_name  # type: ignore[name-defined]  # noqa: B018, F821
    assert "NameError: name 'no_such_name' is not defined" in cell.texts()
    assert "run those first" in cell.texts()
    with explained():
        conv.conv_output_size(1)
    assert cell.texts().endswith("conv.py defines no `conv_output_size`: did you rename it?")


def test_a_file_that_can_t_be_imported_is_told_with_its_line(cell: Cell) -> None:
    with explained():
        try:
            compile("def f(:\n", "conv.py", "exec")
        except SyntaxError as error:
            raise NotImported("conv.py") from error
    assert cell.texts().startswith("conv.py can't be imported. Line 1: SyntaxError: ")
    assert cell.texts().endswith("`def f(:`")


def test_an_interruption_of_the_kernel_goes_through(cell: Cell) -> None:
    with pytest.raises(KeyboardInterrupt), explained():
        raise KeyboardInterrupt
    assert cell.outputs == []
