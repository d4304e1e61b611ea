"""A notebook's source, which is Markdown with its code in fences -> the notebook: the same text, the same bytes."""

import hashlib
import json
import re
from collections import Counter

_CODE = re.compile(r"^```python[^\n]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def can_make_notebooks() -> bool:
    """Whether what reads the source is installed: authors have it, students need not."""
    try:
        import jupytext  # noqa: F401, PLC0415
    except ModuleNotFoundError:
        return False
    return True


def as_notebook(text: str) -> str:
    """The notebook of a source, without outputs, as Jupyter writes it; `can_make_notebooks` first.

    A cell is known by what it holds, so that a change to one leaves the others as they are.
    """
    import jupytext  # noqa: PLC0415  # see can_make_notebooks

    cells, seen = [], Counter[str]()
    for cell in jupytext.reads(text, fmt="md").cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] += 1
        name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        code: dict[str, object] = {"execution_count": None, "outputs": []} if cell.cell_type == "code" else {}
        lines = cell.source.splitlines(keepends=True)
        cells.append({"cell_type": cell.cell_type, "id": name, "metadata": {}, "source": lines, **code})
    notebook = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def code_of(text: str) -> list[str]:
    """The code of each cell of a source, as it is written there; needs nothing installed."""
    return [code.rstrip("\n") for code in _CODE.findall(text)]
