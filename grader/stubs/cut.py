"""A solution's source -> the stub that students fill in: text to text, nothing is read or written.

What stays is what teaches: signatures, types, docstrings. What goes is what lies between the markers. The
result is checked before anybody sees it: a stub that still holds a piece of the answer is an error here.
"""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from grader.stubs.solution import Block, Definition, Solution, blocks, definitions, parse

PLACE = "# YOUR CODE HERE, in place of the next line."
NOT_WRITTEN = "{name} is not written yet: replace this line in {file} with your code, then run 'make test'."

# NumPy, which every exercise needs, whatever the reference made of it; and names that can't be known.
_ALWAYS_IMPORTED = frozenset({"np", "*"})


@dataclass(frozen=True)
class _Line:
    """A line of the stub, and the line of the solution that it comes from."""

    text: str
    source: int


def cut(source: str, filename: str) -> str:
    """The stub of a solution: its blocks replaced (in functions) or removed (elsewhere).

    source: the solution's text, with any line ends. filename: shown in errors as it is; only its last part
    goes into the stub, because a student's folder may lie anywhere.

    In a function or method, a block becomes a comment and a NotImplementedError that names the function, the
    file and the next step. Imports that nothing in the stub needs any more are removed, since they would hint
    at one way to solve it; `import numpy as np` stays. Line ends become LF; the last line has one.

    InputError (`file:line: sentence`) where the markers don't fit together, and where the stub would not be
    Python, would keep a part of an answer or a private name, or would lose an exercise.
    """
    solution = parse(source, filename)
    stub = list(_without_answers(solution))
    tree = _tree(stub, solution)
    _must_be_unsolved(stub, tree, solution)
    stub = list(_without_unused_imports(stub, tree))
    return "\n".join(line.text for line in stub).rstrip("\n") + "\n"


def _without_answers(solution: Solution) -> Iterator[_Line]:
    lines = [_Line(text, number) for number, text in enumerate(solution.lines, start=1)]
    instead: dict[Block, list[_Line]] = {block: _instead(block, solution) for block in blocks(solution)}
    return _replaced(lines, instead)


def _replaced(lines: list[_Line], instead: dict[Block, list[_Line]]) -> Iterator[_Line]:
    """`lines` with others in place of the blocks, which are in order; a removed one leaves one gap."""
    done = 0
    gap = 0
    for block, put in instead.items():
        for line in [*lines[done : block.begin - 1], *put]:
            yield line
            gap = 0 if line.text.strip() else gap + 1
        done = block.end
        below = 0
        while below < gap and done < len(lines) and not lines[done].text.strip():
            below += 1
            done += 1
    yield from lines[done:]


def _instead(block: Block, solution: Solution) -> list[_Line]:
    """What takes the place of a block: two lines inside a function, else nothing."""
    statements = (node.lineno for node in ast.walk(solution.tree) if isinstance(node, ast.stmt))
    inside = [line for line in statements if block.holds(line)]
    if not inside:
        raise solution.fault(block.begin, "this block holds no statement: put the answer into it.")
    around = [
        (name, node)
        for name, node in definitions(solution.tree)
        if node.lineno < block.begin <= (node.end_lineno or node.lineno)
    ]
    if not around or isinstance(around[-1][1], ast.ClassDef):
        return []
    name = around[-1][0]
    first = solution.lines[min(inside) - 1]
    indent = first[: len(first) - len(first.lstrip())]
    message = NOT_WRITTEN.format(name=name, file=PurePath(solution.filename).name)
    # A JSON string is a Python string too, and json quotes with " as the rest of the file does.
    raising = f"raise NotImplementedError({json.dumps(message, ensure_ascii=False)})"
    return [_Line(indent + PLACE, block.begin), _Line(indent + raising, block.begin)]


def _tree(stub: list[_Line], solution: Solution) -> ast.Module:
    try:
        return ast.parse("\n".join(line.text for line in stub))
    except SyntaxError as error:
        line = stub[min(error.lineno or 1, len(stub)) - 1].source
        sentence = (
            f"without the answers, what is left around this line is not Python ({error.msg}): "
            "put whole statements between the markers."
        )
        raise solution.fault(line, sentence) from error


def _must_be_unsolved(stub: list[_Line], tree: ast.Module, solution: Solution) -> None:
    left = dict(definitions(tree))
    for name, node in left.items():
        fault = _fault_of(name, node)
        if fault:
            raise solution.fault(stub[node.lineno - 1].source, f"{name} {fault}")
    for name, node in definitions(solution.tree):
        if name not in left and not _is_private(name):
            sentence = f"{name} would vanish from the stub: mark its body alone, or start its name with _."
            raise solution.fault(node.lineno, sentence)


def _fault_of(name: str, node: Definition) -> str | None:
    """What is wrong with a definition that is left in the stub; None where it asks and doesn't tell."""
    if _is_private(name):
        return "would stay in the stub: put it between markers, or drop the underscore."
    if isinstance(node, ast.ClassDef):
        return None
    documented = ast.get_docstring(node, clean=False) is not None
    match node.body[documented:]:
        case [ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError")))]:
            pass
        case _:
            return "would keep code in the stub: put all of its body below the docstring into one block."
    if not documented and node.name != "__init__":
        return "needs a docstring above its block: it is what students read."
    return None


def _is_private(name: str) -> bool:
    return any(part.startswith("_") and part != "__init__" for part in name.split("."))


def _without_unused_imports(stub: list[_Line], tree: ast.Module) -> Iterator[_Line]:
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | _ALWAYS_IMPORTED
    instead: dict[Block, list[_Line]] = {}
    for node in tree.body:
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__"):
            needed = [alias for alias in node.names if _bound_by(alias) in used]
            if len(needed) == len(node.names):
                continue
            span = Block(node.lineno, node.end_lineno or node.lineno)
            node.names = needed
            instead[span] = [_Line(ast.unparse(node), stub[span.begin - 1].source)] if needed else []
    return _replaced(stub, instead)


def _bound_by(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]
