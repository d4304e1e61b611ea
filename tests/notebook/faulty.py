"""Values and exceptions as students' functions give them, and a look at what a cell put out."""

import sys
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

# Whatever comes in place of an array (1, 1, 4, 4): nothing, other things, other shapes, numbers that are none.
ODD_VALUES: dict[str, Any] = {
    "None": None,
    "a number": 3.5,
    "a text": "<script>alert(1)</script>",
    "two axes": np.ones((4, 4)),
    "another shape": np.ones((1, 1, 2, 3)),
    "more channels": np.ones((2, 3, 5, 4)),
    "nothing in it": np.ones((1, 1, 0, 4)),
    "NaN and infinity": np.array([np.nan, -np.inf, np.inf, 1.0] * 4).reshape(1, 1, 4, 4),
    "complex": np.ones((1, 1, 4, 4), complex),
    "masked": np.ma.array(np.ones((1, 1, 4, 4)), mask=True),
    "large": np.zeros((1, 1, 2000, 2000)),
}


class Cell:
    """What was put out, in place of a kernel."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, str]] = []

    def put_out(self, data: dict[str, str], metadata: object = None) -> None:
        """Take one output."""
        self.outputs.append(data)

    def texts(self) -> str:
        """All texts, each on its line."""
        return "\n".join(output["text/plain"] for output in self.outputs)

    def pictures(self) -> int:
        """How many of the outputs are pictures."""
        return sum("image/png" in output for output in self.outputs)


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Cell:
    """A cell that keeps what is put out."""
    made = Cell()
    monkeypatch.setattr("grader.notebook.output._display", made.put_out)
    return made


@pytest.fixture
def assignment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder, still empty."""
    folder = tmp_path / "assignment"
    folder.mkdir()
    for module in ("explaining", "importing", "checking"):
        monkeypatch.setattr(f"grader.notebook.{module}.ASSIGNMENT", folder)
    # other tests ask solutions in this process, whose folder stays on the path
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not (Path(entry) / "conv.py").exists()])
    return folder


def module_in(folder: Path, source: str) -> ModuleType:
    """conv.py in the student's folder, and the module that it is."""
    path = folder / "conv.py"
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    module = ModuleType("conv")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), vars(module))  # noqa: S102  # our own text
    return module
