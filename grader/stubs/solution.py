"""One solution as text: its lines, its blocks between the markers, and what it defines."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import InputError
from grader.escape import printable

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

# A comment that was surely meant as a marker. Read strictly, a slip such as "#BEGIN SOLUTION" would be an
# ordinary comment, and its block would be told as a fault of some other line.
_MEANT_AS_MARKER = re.compile(r"#+\s*(begin|end)[\s_-]*solutions?\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """The lines from a BEGIN marker to its END marker, both included; counted from 1."""

    begin: int
    end: int

    def holds(self, line: int) -> bool:
        """Whether `line` lies between the two markers."""
        return self.begin < line < self.end


@dataclass(frozen=True)
class Solution:
    """A solution's source that is known to be Python."""

    filename: str
    lines: tuple[str, ...]
    tree: ast.Module

    def fault(self, line: int, sentence: str) -> InputError:
        """The error that says what is wrong in which line of the solution."""
        return fault(self.filename, line, sentence)


def fault(filename: str, line: int, sentence: str) -> InputError:
    """An InputError in the form `file:line: sentence`."""
    return InputError(f"{printable(filename)}:{line}: {sentence}")


def parse(source: str, filename: str) -> Solution:
    """Read `source`, with line ends of any kind; InputError where it is not Python."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:  # ValueError: a NUL character, before Python 3.11.4
        line = error.lineno if isinstance(error, SyntaxError) else None
        raise fault(filename, line or 1, f"this is not valid Python: {error.args[0]}.") from error
    return Solution(filename, tuple(text.split("\n")), tree)


def blocks(solution: Solution) -> list[Block]:
    """The solution's blocks, top to bottom; at least one.

    Only comments count as markers, so a string may speak of them. InputError for a marker that shares its
    line or is misspelt, for a block inside a block, an END without a BEGIN, a BEGIN without an END, a block
    without a statement, and a file without any block.
    """
    found: list[Block] = []
    begin: int | None = None
    for line, text in _markers(solution):
        if text == BEGIN:
            if begin is not None:
                sentence = f'this block begins inside that of line {begin}: close it with "{END}" first.'
                raise solution.fault(line, sentence)
            begin = line
        elif begin is None:
            raise solution.fault(line, f'this "{END}" has no "{BEGIN}" before it.')
        else:
            found.append(Block(begin, line))
            begin = None
    if begin is not None:
        raise solution.fault(begin, f'this block is never closed: put "{END}" on a line below it.')
    if not found:
        sentence = f'nothing here is marked as the answer: put lines "{BEGIN}" and "{END}" around it.'
        raise solution.fault(1, sentence)
    return found


def definitions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Functions, classes and methods with their qualified names, outer before inner.

    What is defined inside a function belongs to that function's body and is not listed.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name, node
            yield from definitions(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, node
        else:
            yield from definitions(node, prefix)


def _markers(solution: Solution) -> Iterator[tuple[int, str]]:
    """The marker lines: (line, BEGIN or END)."""
    readline = io.StringIO("\n".join(solution.lines)).readline
    for token in tokenize.generate_tokens(readline):
        if token.type != tokenize.COMMENT or not _MEANT_AS_MARKER.fullmatch(token.string):
            continue
        line = token.start[0]
        text = solution.lines[line - 1].strip()
        if text not in (BEGIN, END):
            sentence = f'a marker is a line of its own that reads "{BEGIN}" or "{END}", and nothing else.'
            raise solution.fault(line, sentence)
        yield line, text
