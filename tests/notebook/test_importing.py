"""The student's files as modules: one that can't be imported is told when it is used, and tried again."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the notebook's pictures need matplotlib: `make notebook` brings it")

from grader.exercises import EXERCISES
from grader.notebook import explained, own_code, place
from grader.notebook.kernel import WrongKernel, expect_packages
from tests.notebook.faulty import Cell

STEMS = ("conv", "pooling", "im2col", "conv_layer")
RIGHT = "def conv_output_size(size, kernel, stride, pad):\n    return 1\n"


@pytest.fixture(autouse=True)
def _nothing_imported(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # files change here within a second
    for stem in STEMS:
        monkeypatch.delitem(sys.modules, stem, raising=False)
    yield
    for stem in STEMS:
        sys.modules.pop(stem, None)


def test_the_notebook_has_a_module_for_each_file_of_the_exercises() -> None:
    assert sorted(place.STEMS) == sorted({exercise.stem for exercise in EXERCISES})


def test_the_modules_of_the_four_files_come_in_order(assignment: Path) -> None:
    for stem in STEMS:
        (assignment / f"{stem}.py").write_text(RIGHT)
    assert tuple(module.__name__ for module in own_code()) == STEMS
    assert own_code()[0].conv_output_size(1, 1, 1, 0) == 1
    assert sys.path.count(str(assignment)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f(:\n", "conv.py can't be imported. Line 1: SyntaxError: "),
        ("x = 1\n\nimport no_such_package\n", "conv.py can't be imported. Line 3: ModuleNotFoundError: "),
        ("raise SystemExit('bye')\n", "conv.py can't be imported. Line 1: SystemExit: bye. "),
        (None, "There is no conv.py in the folder assignment/: is it elsewhere?"),
    ],
)
def test_a_file_that_can_t_be_imported_is_told_where_it_is_used_and_tried_again(
    cell: Cell, assignment: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (assignment / "conv.py").write_text(text)
    conv = own_code()[0]
    assert cell.outputs == []
    with explained():
        conv.conv_output_size(1, 1, 1, 0)
    assert cell.texts().startswith(said)
    (assignment / "conv.py").write_text(RIGHT)
    assert conv.conv_output_size(1, 1, 1, 0) == 1


def test_a_file_that_is_no_python_any_more_is_told_above_what_comes_of_the_older_one(
    cell: Cell, assignment: Path
) -> None:
    (assignment / "conv.py").write_text(RIGHT)
    conv = own_code()[0]
    with explained():
        conv.conv_output_size(1, 1, 1, 0)
    assert cell.outputs == []
    (assignment / "conv.py").write_text(f"{RIGHT}\ndef g(:\n")
    with explained():
        conv.conv_output_size(1, 1, 1, 0)
    assert cell.texts().startswith("conv.py can't be imported. Line 4: SyntaxError: ")
    assert cell.texts().endswith("Until then, what you saved before is used.")


def test_a_kernel_without_the_packages_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        WrongKernel, match=r"has no numpy, matplotlib: choose the one in the project's \.venv"
    ) as raised:
        expect_packages()
    assert raised.value._render_traceback_() == [str(raised.value)]
