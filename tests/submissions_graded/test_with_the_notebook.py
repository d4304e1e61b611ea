"""The assignment's notebook in a submission: full of pictures beside the stubs, and with functions written into it."""

import json
import shutil
from pathlib import Path
from typing import Any

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.stubs.handed_out import ASSIGNMENT
from tests.conftest import Graded

NAME = "ConvolutionalNetworks.ipynb"
PICTURE = {"output_type": "display_data", "data": {"image/png": "A" * 300_000}, "metadata": {}}


def notebook() -> Any:
    """The notebook as it is handed out."""
    return json.loads((ASSIGNMENT / NAME).read_text(encoding="utf-8"))


def code_cell(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "id": "own", "metadata": {}, "source": source, "outputs": [], "execution_count": 1}


def stubs_in(folder: Path) -> None:
    for path in ASSIGNMENT.iterdir():
        if path.is_file():
            shutil.copy(path, folder)


def test_a_notebook_full_of_pictures_beside_stubs_is_neither_run_nor_blamed(
    graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    stubs_in(tmp_path)
    filled = notebook()
    for cell in filled["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [PICTURE]
    filled["cells"].insert(2, code_cell("max_pool_forward_naive_ = print"))  # looks like one, if it is run
    (tmp_path / NAME).write_text(json.dumps(filled), encoding="utf-8")
    (tmp_path / "pooling.py").unlink()
    report = graded(tmp_path, short_exam)
    by_name = {exercise.name: exercise for exercise in report.exercises}
    assert {exercise.status for exercise in report.exercises} == {"not_implemented", "missing"}
    assert by_name["max_pool_forward_naive"].status == "missing"
    assert "max_pool_forward_naive_" not in by_name["max_pool_forward_naive"].message  # which would be a likely typo
    assert not [exercise.name for exercise in report.exercises if "ipynb" in exercise.message]
    assert report.notes == ()


def test_functions_that_are_written_into_it_are_graded_there(graded: Graded, short_exam: Exam, tmp_path: Path) -> None:
    filled = notebook()
    text = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
    filled["cells"].insert(4, code_cell(text))
    (tmp_path / NAME).write_text(json.dumps(filled), encoding="utf-8")
    report = graded(tmp_path, short_exam)
    statuses = {exercise.name: exercise.status for exercise in report.exercises}
    assert {name for name, status in statuses.items() if status == "passed"} == {
        *("conv_output_size", "conv_forward_naive", "conv_backward_naive")
    }
    assert set(statuses.values()) == {"passed", "missing"}
