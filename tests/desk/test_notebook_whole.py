"""The whole notebook in a kernel: with everything written, with nothing written, and with something wrong."""

from pathlib import Path
from typing import Any

import pytest

from grader.exercises import NAMES
from tests.notebook.kernels import SOLUTIONS, STUBS, code_cells, count, errors, project_in, said, session

pytest.importorskip("matplotlib", reason="the notebook's pictures need matplotlib: `make notebook` brings it")
pytest.importorskip("nbclient", reason="runs notebooks")
pytest.importorskip("jinja2", reason="makes the pages below the cells")

# As somebody writes it who takes the image's border for more image; the rest is right.
EDGE = 'mode="edge"'


def outputs_of(project: Path, folder: str = "assignment") -> dict[str, list[dict[str, Any]]]:
    """What each cell puts out, by its code."""
    with session(project, folder) as kernel:
        return {source: kernel.run(source) for source in code_cells(project)}


def test_with_the_solutions_every_picture_is_there_and_every_check_passes(tmp_path: Path) -> None:
    outputs = outputs_of(project_in(tmp_path, SOLUTIONS))
    assert not [source for source, output in outputs.items() if errors(output)]
    pictures = {source: output for source, output in outputs.items() if "explained()" in source}
    assert len(pictures) >= 12
    for source, output in pictures.items():
        assert [set(one["data"]) for one in output] == [{"image/png", "text/plain"}], source
    checks = {source: output for source, output in outputs.items() if source.startswith("check(")}
    assert {name for name in NAMES if any(name in source for source in checks)} == NAMES
    for source, output in checks.items():
        assert count(output, "text/html") == 1, source
        assert "not yet" not in said(output), source
    assert said(checks["check()"]).startswith("assignment: 100 of 100 points")


def test_with_empty_stubs_every_cell_explains_and_none_raises(tmp_path: Path) -> None:
    outputs = outputs_of(project_in(tmp_path, STUBS), folder=".")  # where some editors start a kernel
    assert not [source for source, output in outputs.items() if errors(output)]
    assert not any(count(output, "image/png") for output in outputs.values())
    for source, output in outputs.items():
        if "explained()" in source:
            assert " is not written yet: write it in " in said(output), source
        elif source.startswith("check("):
            assert "not written yet" in said(output), source


def test_a_wrong_function_is_named_below_its_cell_and_its_picture_is_drawn_as_it_is(tmp_path: Path) -> None:
    text = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
    right = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
    assert right in text
    wrong = text.replace(right, right.replace("(pad, pad)))", f"(pad, pad)), {EDGE})"), 1)
    outputs = outputs_of(project_in(tmp_path, SOLUTIONS, {"conv.py": wrong}))
    assert not [source for source, output in outputs.items() if errors(output)]
    checked = outputs['check("conv_forward_naive")']
    assert "pad_edge" in said(checked)
    page = checked[-1]  # where the exam is drawn first, that is said before
    assert page["data"]["text/html"].startswith("<iframe ")
    assert "Thinks that the image goes on beyond its border" in page["data"]["text/html"]
    assert all(count(output, "image/png") for source, output in outputs.items() if "explained()" in source)
