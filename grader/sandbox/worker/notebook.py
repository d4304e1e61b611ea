"""A notebook as a submission: its code cells are run in order, statement by statement.

A cell that writes a file (`%%writefile conv.py`) is a module of its own, which other cells may import.

A statement that fails costs only what it would have defined. In a notebook `import numpy as np` often stands in
one cell with an import that is not available here, and cells that only show something come between the functions:
the cells of the assignment's own notebook, say, of whose packages none is here.
"""

import __future__

import ast
import contextlib
import functools
import json
import operator
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
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def is_notebook(source: bytes) -> bool:
    """Whether the bytes look like a notebook's JSON, whatever the file is called."""
    return source.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"cells"' in source


def run(
    source: bytes, path: str, sources: dict[str, list[str]], line_of: LineOf
) -> tuple[ModuleType, Value, dict[str, ast.Module]]:
    """Run the notebook `source`.

    Returns:
        the module with what the cells defined, the description of the first failure or None, and the parsed cells
        by the file names in their code objects. A failure in a cell that defines something, or can't be parsed, goes
        before those in cells that only show something.
    """
    module = ModuleType(f"notebook_{len(sources)}")
    sys.modules[module.__name__] = module
    failure: Value = None
    failure_beside: Value = None
    trees: dict[str, ast.Module] = {}
    flags = 0  # of `from __future__ import ...`, which holds for all that comes after
    for number, text in enumerate(code_cells(source), start=1):
        place = f"{path}, code cell {number}"
        sources[place] = text.splitlines()
        try:
            tree = parsed(text, place)
        except BaseException as error:
            failure = failure or description(error, line_of)
            continue
        trees[place] = tree
        is_defining = any(isinstance(node, _DEFINITION) for node in tree.body)
        written = _WRITES.match(text)
        target = _module_named(written[1]) if written else module
        for statement in tree.body:
            try:
                code = compile(ast.Module([statement], []), place, "exec", flags, dont_inherit=True)
                flags |= code.co_flags & _FUTURES
                exec(code, vars(target))  # noqa: S102  # this process exists to run the submission
            except BaseException as error:
                if is_defining:
                    failure = failure or description(error, line_of)
                else:
                    failure_beside = failure_beside or description(error, line_of)
        if target is not module:
            own = {key: value for key, value in vars(target).items() if not key.startswith("_")}
            vars(module).update(own)
    return module, failure or failure_beside, trees


def _module_named(name: str) -> ModuleType:
    """The module that a file of this name would be; a new one, unless a cell has written it before."""
    if name not in sys.stdlib_module_names and name not in sys.modules:
        sys.modules[name] = ModuleType(name)
        return sys.modules[name]
    known = sys.modules.get(name)
    return known if known is not None and getattr(known, "__file__", None) is None else ModuleType(name)


def code_cells(source: bytes) -> list[str]:
    """The texts of the notebook's code cells, in their order; ValueError where it is none."""
    content = json.loads(source.decode("utf-8-sig"))
    cells: list[Any] = content.get("cells", [])
    texts = []
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            lines = cell.get("source", "")
            text = lines if isinstance(lines, str) else "".join(str(line) for line in lines)
            texts.append(text)
    return texts


def parsed(text: str | bytes, place: str) -> ast.Module:
    """The code, which may have been exported from a notebook with the notebook's own commands in it."""
    try:
        return ast.parse(text, place)
    except SyntaxError:  # only then can a line be IPython's: a plain `% b` continues an expression
        with contextlib.suppress(SyntaxError, UnicodeDecodeError):
            written = text if isinstance(text, str) else text.decode("utf-8-sig")
            plain = _without_magics(written)
            if plain.split() != written.split():
                return ast.parse(plain, place)
        raise  # what the student wrote is to blame, not what we made of it


def _without_magics(text: str) -> str:
    """The cell as plain Python: lines for the shell or for IPython do nothing, line numbers stay."""
    lines = text.splitlines()
    first = lines[0].strip() if lines else ""
    if first.startswith("%%"):
        if not first.startswith(_RUN_ANYWAY):
            return ""
        lines[0] = "pass"
    return "\n".join(_plain(line) for line in lines)


_TIMED = re.compile(r"^([ \t]*)%time(?:it)?[ \t]+(?!-)(.+)$")
_WRITES = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?(?:[\w.~-]+/)*(\w+)\.py\b")
_FUTURES = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)

_MAGIC_RESULT = re.compile(r"^([ \t]*\w+(?:[ \t]*,[ \t]*\w+)*[ \t]*=)[ \t]*[%!].*$")


def _plain(line: str) -> str:
    assigned = _MAGIC_RESULT.match(line)
    if assigned:  # `here = %pwd`, `files = !ls`
        return f"{assigned[1]} None"
    timed = _TIMED.match(line)
    if timed:  # `%time import numpy as np` imports it
        return timed[1] + timed[2]
    code = line.strip()
    if code.startswith(("%", "!", "?")) or _HELP.fullmatch(code):
        return line[: len(line) - len(line.lstrip())] + "pass"
    return line
