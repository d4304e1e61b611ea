"""A notebook as a submission: its code cells are run in order, statement by statement.

A statement that fails costs only what it would have defined. In a notebook `import numpy as np` often stands in
one cell with an import that is not available here, and cells that only show something come between the functions.
"""

import ast
import json
import re
import sys
from types import ModuleType
from typing import Any

from .raised import LineOf, description
from .wire import Value

_HELP = re.compile(r"[%!]*[\w.*\[\]]+\?{1,2}")  # a comment may end in "?" too
_RUN_ANYWAY = (
    "%%time",
    "%%timeit",
    "%%capture",
    "%%prun",
    "%%writefile",
    "%%file",
)  # cell magics whose body is ordinary code


def is_notebook(source: bytes) -> bool:
    """Whether the bytes look like a notebook's JSON, whatever the file is called."""
    return source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"cells"' in source


def run(
    source: bytes, path: str, sources: dict[str, list[str]], line_of: LineOf
) -> tuple[ModuleType, Value, dict[str, ast.Module]]:
    """Run the notebook `source`.

    Returns:
        the module with what the cells defined, the description of the first failure or None, and the parsed cells
        by the file names in their code objects.
    """
    module = ModuleType(f"notebook_{len(sources)}")
    sys.modules[module.__name__] = module
    failure: Value = None
    trees: dict[str, ast.Module] = {}
    for number, text in enumerate(_code_cells(source), start=1):
        place = f"{path}, code cell {number}"
        sources[place] = text.splitlines()
        try:
            tree = _parsed(text, place)
        except BaseException as error:
            failure = failure or description(error, line_of)
            continue
        trees[place] = tree
        for statement in tree.body:
            try:
                code = compile(ast.Module([statement], []), place, "exec", dont_inherit=True)
                exec(code, vars(module))  # noqa: S102  # this process exists to run the submission
            except BaseException as error:
                failure = failure or description(error, line_of)
    return module, failure, trees


def _code_cells(source: bytes) -> list[str]:
    content = json.loads(source.decode("utf-8-sig"))
    cells: list[Any] = content.get("cells", [])
    texts = []
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            lines = cell.get("source", "")
            text = lines if isinstance(lines, str) else "".join(str(line) for line in lines)
            texts.append(text)
    return texts


def _parsed(text: str, place: str) -> ast.Module:
    try:
        return ast.parse(text, place)
    except SyntaxError:  # only then can a line be IPython's: a plain `% b` continues an expression
        return ast.parse(_without_magics(text), place)


def _without_magics(text: str) -> str:
    """The cell as plain Python: lines for the shell or for IPython do nothing, line numbers stay."""
    lines = text.splitlines()
    first = lines[0].strip() if lines else ""
    if first.startswith("%%"):
        if not first.startswith(_RUN_ANYWAY):
            return ""
        lines[0] = "pass"
    return "\n".join(_plain(line) for line in lines)


_MAGIC_RESULT = re.compile(r"^([ \t]*\w+(?:[ \t]*,[ \t]*\w+)*[ \t]*=)[ \t]*[%!].*$")


def _plain(line: str) -> str:
    assigned = _MAGIC_RESULT.match(line)
    if assigned:  # `here = %pwd`, `files = !ls`
        return f"{assigned[1]} None"
    code = line.strip()
    if code.startswith(("%", "!", "?")) or _HELP.fullmatch(code):
        return line[: len(line) - len(line.lstrip())] + "pass"
    return line
