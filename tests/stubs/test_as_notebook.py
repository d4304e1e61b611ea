"""The notebook: made of a text, the same bytes every time, and only where what makes it is installed."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.stubs import Happened, stale, write_stubs
from grader.stubs.as_notebook import as_notebook, code_of

Write = Callable[..., dict[str, Happened]]

NAME = "ConvolutionalNetworks.ipynb"
SOURCE = """---
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# 제목

Words.

```python
%load_ext autoreload
x = 1
```

Words.

```python
x += 1

x
```

```python
x += 1

x
```
"""

needs_jupytext = pytest.mark.usefixtures("jupytext")


@pytest.fixture
def jupytext() -> None:
    """Where it is not installed there is nothing to be seen."""
    pytest.importorskip("jupytext", reason="makes the notebook")


@pytest.fixture
def source(solutions: Path) -> Path:
    """The notebook's source among the solutions."""
    path = solutions / "ConvolutionalNetworks.md"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def no_jupytext(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were not installed."""
    monkeypatch.setitem(sys.modules, "jupytext", None)


@needs_jupytext
def test_a_notebook_has_the_cells_of_its_source_and_no_outputs() -> None:
    cells = json.loads(as_notebook(SOURCE))["cells"]
    assert [cell["cell_type"] for cell in cells] == ["markdown", "code", "markdown", "code", "code"]
    assert "".join(cells[0]["source"]) == "# 제목\n\nWords."
    assert all(cell["outputs"] == [] for cell in cells if cell["cell_type"] == "code")
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert code == code_of(SOURCE) == ["%load_ext autoreload\nx = 1", "x += 1\n\nx", "x += 1\n\nx"]


@needs_jupytext
def test_the_same_source_gives_the_same_bytes_and_a_cell_keeps_its_name_where_others_change() -> None:
    assert as_notebook(SOURCE) == as_notebook(SOURCE)
    names = [cell["id"] for cell in json.loads(as_notebook(SOURCE))["cells"]]
    changed = [cell["id"] for cell in json.loads(as_notebook(SOURCE.replace("x = 1", "x = 2")))["cells"]]
    assert len(set(names)) == len(names)
    assert [one == other for one, other in zip(names, changed, strict=True)] == [True, False, True, True, True]


@needs_jupytext
def test_it_is_valid_in_its_format() -> None:
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.reads(as_notebook(SOURCE), as_version=4))


@needs_jupytext
def test_it_is_written_with_the_stubs_and_left_alone_once_somebody_has_run_it(
    source: Path, solutions: Path, assignment: Path, write: Write
) -> None:
    assert write()[NAME] is Happened.WRITTEN
    assert write() == {}
    source.write_text(SOURCE.replace("Words", "Other words"), encoding="utf-8")
    assert [item.file for item in stale(solutions, assignment)] == [NAME]
    assert write() == {NAME: Happened.WRITTEN}
    run = (assignment / NAME).read_text(encoding="utf-8").replace('"outputs": []', '"outputs": [1]')
    (assignment / NAME).write_text(run, encoding="utf-8")
    source.write_text(SOURCE, encoding="utf-8")
    assert write() == {NAME: Happened.LEFT_ALONE}
    assert (assignment / NAME).read_text(encoding="utf-8") == run


@pytest.mark.usefixtures("source", "no_jupytext")
def test_without_jupytext_the_rest_is_written_and_one_line_says_so(
    solutions: Path, assignment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["stubs", "--solutions", str(solutions), "--to", str(assignment)]
    assert main(command) == 0
    assert (assignment / "half.py").exists()
    assert not (assignment / NAME).exists()
    said = f"{assignment / NAME} is left as it is: making it needs jupytext, which is not installed"
    assert [line for line in capsys.readouterr().out.splitlines() if NAME in line] == [
        f"{said} (`make stubs` brings it)."
    ]
    assert main([*command, "--check"]) == 0
    assert capsys.readouterr().err == (
        f"{assignment / NAME} can't be checked: making it needs jupytext, which is not installed.\n"
    )
    (assignment / "half.py").write_text("mine = 1\n")
    assert main([*command, "--check"]) == 1


@pytest.mark.usefixtures("source")
def test_without_jupytext_a_notebook_that_was_made_elsewhere_stays_known_as_untouched(
    solutions: Path, assignment: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("jupytext")
    write_stubs(solutions, assignment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "jupytext", None)
        assert [(item.file, item.is_known) for item in stale(solutions, assignment)] == [(NAME, False)]
        write_stubs(solutions, assignment)
    (solutions / "ConvolutionalNetworks.md").write_text(SOURCE.replace("Words", "Other words"), encoding="utf-8")
    outcomes = write_stubs(solutions, assignment)
    assert {item.file: item.happened for item in outcomes}[NAME] is Happened.WRITTEN
