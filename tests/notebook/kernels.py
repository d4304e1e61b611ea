"""The notebook in a project of its own, run by a kernel: what each cell puts out."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SOLUTIONS, STUBS = PROJECT / "solutions", PROJECT / "assignment"
NAME = "ConvolutionalNetworks.ipynb"
SECONDS = 300  # for one cell, on a machine however busy


def project_in(folder: Path, sources: Path, own: Mapping[str, str] | None = None) -> Path:
    """A project whose assignment/ holds the notebook and these files: those of a folder, then some others."""
    folder.joinpath("grader").symlink_to(PROJECT / "grader")
    assignment = folder / "assignment"
    assignment.mkdir()
    for path in sources.glob("*.py"):
        shutil.copyfile(path, assignment / path.name)
    shutil.copyfile(STUBS / NAME, assignment / NAME)
    for name, text in (own or {}).items():
        (assignment / name).write_text(text, encoding="utf-8")
    return folder


class Session:
    """A kernel that runs cells of code in turn."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run a cell; its outputs. A traceback is one of them."""
        from nbformat.v4 import new_code_cell  # noqa: PLC0415  # only who has a kernel comes here

        self._client.nb.cells.append(new_code_cell(source))
        cell = self._client.execute_cell(self._client.nb.cells[-1], len(self._client.nb.cells) - 1)
        return list(cell.outputs)


@contextmanager
def session(project: Path, folder: str = "assignment") -> Iterator[Session]:
    """A kernel started in a folder of the project; it ends with the context."""
    nbclient = pytest.importorskip("nbclient", reason="runs notebooks")
    pytest.importorskip("ipykernel", reason="is the kernel")
    nbformat = pytest.importorskip("nbformat")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("IPYTHONDIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR"):
            patch.setenv(name, str(project / "home"))  # nobody's own settings, or kernels
        client = nbclient.NotebookClient(
            nbformat.v4.new_notebook(),
            timeout=SECONDS,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": str(project / folder)}},
        )
        with client.setup_kernel():
            yield Session(client)


def code_cells(project: Path) -> list[str]:
    """The code of the notebook's cells."""
    notebook = json.loads((project / "assignment" / NAME).read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def said(outputs: list[dict[str, Any]]) -> str:
    """All texts that a cell put out."""
    return "\n".join(
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", "")) for output in outputs
    )


def errors(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What of the outputs is a traceback, or was printed on standard error."""
    return [one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"]


def count(outputs: list[dict[str, Any]], kind: str) -> int:
    """How many of the outputs are of a kind: "image/png", say."""
    return sum(kind in output.get("data", {}) for output in outputs)
