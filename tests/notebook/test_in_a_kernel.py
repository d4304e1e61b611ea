"""A few cells in a real kernel: from the first one, over a stub and a slip, to a picture, without starting anew."""

from pathlib import Path

import pytest

from tests.notebook.kernels import SOLUTIONS, STUBS, code_cells, count, errors, project_in, said, session

pytest.importorskip("matplotlib", reason="the notebook's pictures need matplotlib: `make notebook` brings it")
pytest.importorskip("nbclient", reason="runs notebooks")
pytest.importorskip("ipykernel", reason="is the kernel")


def test_an_edited_file_counts_in_the_next_cell(tmp_path: Path) -> None:
    project = project_in(tmp_path, STUBS)
    conv = project / "assignment" / "conv.py"
    first, sizes, check_sizes = code_cells(project)[:3]
    with session(project) as kernel:
        assert kernel.run(first) == []
        assert said(kernel.run(sizes)).startswith("`conv_output_size` is not written yet: write it in conv.py")

        conv.write_text("def conv_output_size(size, kernel, stride, pad):\n    return None\n", encoding="utf-8")
        assert said(kernel.run(sizes)) == "`count` is None; an int is expected."

        conv.write_text((SOLUTIONS / "conv.py").read_text(encoding="utf-8"), encoding="utf-8")
        picture = kernel.run(sizes)
        assert (count(picture, "image/png"), errors(picture)) == (1, [])

        checked = kernel.run(check_sizes)
        assert "conv_output_size              4 / 4    passed" in said(checked)
        assert errors(checked) == []
