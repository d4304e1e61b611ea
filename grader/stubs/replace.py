"""One function or class of a file becomes its stub again; all else of the text stays as it is, byte for byte.

Text to text: nothing is read, written or run.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.stubs.solution import Definition

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class NotPythonError(Exception):
    """The text can't be taken apart; `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class _Parsed:
    lines: list[str]
    tree: ast.Module

    def definition(self, name: str) -> Definition | None:
        """The definition at the top level that counts: of several, the last."""
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        found = [node for node in self.tree.body if isinstance(node, kinds) and node.name == name]
        return found[-1] if found else None

    def span(self, node: ast.stmt) -> tuple[int, int]:
        """Which lines it fills, decorators and all."""
        decorators = getattr(node, "decorator_list", [])
        return min(one.lineno for one in (node, *decorators)) - 1, node.end_lineno or node.lineno

    def text(self, node: ast.stmt) -> str:
        """Its lines, with line feeds, without the last one."""
        begin, end = self.span(node)
        return "\n".join(line.rstrip("\r\n") for line in self.lines[begin:end])


def with_stub(text: str, stub: str, name: str) -> str:
    """`text` with `name` as it is in `stub`; at the end, if it is nowhere in `text`.

    What the stub needs and is not in the text any more, an import or a type, comes back with it.

    Raises:
        NotPythonError: `text` is none.
    """
    mine, handed_out = _parsed(text), _parsed(stub)
    wanted = handed_out.definition(name)
    assert wanted is not None, name
    pieces = [handed_out.text(node) for node in _needed(wanted, handed_out.tree, _bound(mine.tree))]
    pieces = ["\n".join(pieces) + "\n\n", handed_out.text(wanted)] if pieces else [handed_out.text(wanted)]
    new = "\n".join(pieces)
    node = mine.definition(name)
    if node is None:
        line_end = _line_end(mine.lines[0]) if mine.lines else "\n"
        return _below(text, line_end) + new.replace("\n", line_end) + line_end
    if mine.text(node) == new:
        return text
    begin, end = mine.span(node)
    new = new.replace("\n", _line_end(mine.lines[begin]))
    return "".join([*mine.lines[:begin], new, _line_end(mine.lines[end - 1], ""), *mine.lines[end:]])


def _line_end(line: str, without: str = "\n") -> str:
    return line[len(line.rstrip("\r\n")) :] or without


def _parsed(text: str) -> _Parsed:
    try:
        tree = ast.parse(text.removeprefix("\ufeff"))
    except SyntaxError as error:
        raise NotPythonError(error.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):  # a NUL character; nested too deeply
        raise NotPythonError(1) from None
    return _Parsed(_LINE.findall(text), tree)


def _below(text: str, line_end: str) -> str:
    """The text with two empty lines at its end, if there is anything in it."""
    kept = text.rstrip("\r\n")
    return (
        text + line_end * max(0, 3 - text[len(kept) :].replace("\r\n", "\n").replace("\r", "\n").count("\n"))
        if kept
        else text
    )


def _needed(wanted: ast.AST, stub: ast.Module, bound: set[str]) -> Iterator[ast.stmt]:
    """The stub's statements at the top level that `wanted` needs and that are bound nowhere else, in their order."""
    names, before = _names(wanted), set[str]()
    while names != before:
        before = set(names)
        for node in stub.body:
            if _binds(node) & names - bound:
                names |= _names(node)
    yield from (node for node in stub.body if _binds(node) & names - bound)


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _binds(node: ast.stmt) -> set[str]:
    """What an import or an assignment binds."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return set()


def _bound(tree: ast.Module) -> set[str]:
    """All that the file binds, in whatever way and place; a star may bind anything, but nobody knows."""
    imported = {
        name for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for name in _binds(node)
    }
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return imported | stored | {getattr(node, "name", "") for node in tree.body}
