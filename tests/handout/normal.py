"""Code without its looks: whoever renames, reflows or comments a text leaves this the same."""

import ast
import io
import tokenize
from collections.abc import Iterator
from keyword import iskeyword

LENGTH = 20  # tokens in a row that no two people write by chance
_KEPT = frozenset({"np", "range", "min", "max", "sum", "len"})


def pieces(text: str) -> set[tuple[str, ...]]:
    """All that LENGTH tokens in a row say, in each function of a text of Python; nothing, if it is none."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return set()
    found: set[tuple[str, ...]] = set()
    for function in _functions(tree):
        tokens = list(_tokens(function))
        found |= {tuple(tokens[start : start + LENGTH]) for start in range(len(tokens) - LENGTH + 1)}
    return found


def without_spaces(text: bytes) -> bytes:
    """A text without any white space."""
    return b"".join(text.split())


def _functions(tree: ast.AST) -> Iterator[ast.Module]:
    """The bodies of all functions, without their docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield ast.Module(body=body or [ast.Pass()], type_ignores=[])


def _tokens(body: ast.Module) -> Iterator[str]:
    """The tokens, in which a name says no more than that it is one; what follows a dot stays."""
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(ast.unparse(body)).readline):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.STRING):
            is_own = token.type == tokenize.NAME and not iskeyword(token.string) and before != "."
            yield "name" if is_own and token.string not in _KEPT else token.string
            before = token.string
