"""The grader's modules and what each imports, to judge by their text."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "grader"


def _name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@functools.cache
def tree(module: str) -> ast.Module:
    """The module's syntax."""
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


@functools.cache
def imported(module: str) -> frozenset[str]:
    """Full names of the modules that this one imports anywhere in its text, inside functions too."""
    return frozenset(_imported(module))


def _imported(module: str) -> Iterator[str]:
    is_package = FILES[module].name == "__init__.py"
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")[: (1 if is_package else 0) - node.level or None] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in FILES else base


def words(module: str) -> Iterator[str]:
    """The names in the module's code and its strings, but for docstrings."""
    text = tree(module)
    docstrings = {id(first) for node in ast.walk(text) if (first := _docstring(node)) is not None}
    for node in ast.walk(text):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias | ast.arg):
            yield node.name if isinstance(node, ast.alias) else node.arg


def _docstring(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr):
        return node.body[0].value
    return None
