"""Misconceptions: named wrong implementations, written as small edits of the solution.

    wrong = Catalogue("conv")

    wrong.edit(
        "pad_edge",
        of="conv_forward_naive",
        belief="Thinks that the picture goes on beyond its border.",
        hint="Only your border values are off: which values lie outside the image?",
        hint_ko="...",
        changes=[('mode="constant"', 'mode="edge"')],
    )

    @wrong.function(of="conv_backward_naive", hint="...", hint_ko="...")
    def dx_full_corr_no_flip(dout, cache):
        \"\"\"Leaves the kernel as it is in the full correlation.\"\"\"
        ...

Each `changes` pair is a piece of the solution's text of that exercise, found there exactly once, and what
stands in its place. Where the thought behind a fault has another structure, the function (or class) is
written out: its name is the misconception's, and its body becomes the exercise's. Where several faults are
edits of the same other right version (loops, say, where the solution has none), that version is written once
and given to `edit` as `version`.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Change = tuple[str, str]


class ModelError(Exception):
    """A misconception that doesn't fit its solution."""


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation of the exercise `of` in the file `stem`.py."""

    name: str
    of: str
    stem: str
    belief: str
    hint: str
    hint_ko: str
    changes: Sequence[Change] = ()
    body: str = ""  # the whole definition, where it is no edit of the solution

    def source(self, solution: str) -> str:
        """The text of the solution's file with this fault in it.

        Raises:
            ModelError: a piece to change is not found exactly once.
        """
        start, end = _extent(solution, self.of)
        text = solution[start:end]
        if self.body:
            text = self.body
        for old, new in self.changes:
            found = text.count(old)
            if found != 1:
                raise ModelError(f"{self.name}: found {found} times in {self.of}, not once: {old!r}")
            text = text.replace(old, new)
        return solution[:start] + text + solution[end:]

    def and_also(self, other: "Misconception") -> "Misconception":
        """Both faults at once.

        Raises:
            ModelError: they are not edits of one and the same version.
        """
        if self.body != other.body or not (self.changes and other.changes):
            raise ModelError(f"{self.name} and {other.name} are edits of different versions")
        return replace(self, name=f"{self.name} and {other.name}", changes=(*self.changes, *other.changes))


@dataclass
class Catalogue:
    """The misconceptions about one file of exercises."""

    stem: str
    models: list[Misconception] = field(default_factory=list)

    def edit(
        self,
        name: str,
        *,
        of: str,
        belief: str,
        hint: str,
        changes: Sequence[Change],
        hint_ko: str = "",
        version: Any = None,
    ) -> None:
        """Add a misconception that is an edit of the solution, or of another right `version` of it."""
        body = _written_as(of, version) if version else ""
        self._add(Misconception(name, of, self.stem, belief, hint, hint_ko, tuple(changes), body))

    def function(self, *, of: str, hint: str, hint_ko: str = "") -> Callable[[Any], Any]:
        """Add a misconception that is written out; its docstring is the belief."""

        def decorate(definition: Any) -> Any:
            body = _written_as(of, definition)
            belief = inspect.getdoc(definition) or ""
            self._add(Misconception(definition.__name__, of, self.stem, belief, hint, hint_ko, (), body))
            return definition

        return decorate

    def _add(self, model: Misconception) -> None:
        if any(model.name == known.name and model.of == known.of for known in self.models):
            raise ModelError(f"two misconceptions of {model.of} are named {model.name}")
        self.models.append(model)


def _written_as(name: str, definition: Any) -> str:
    """The text of a function or class, without its decorators, with another name."""
    keyword = "class" if inspect.isclass(definition) else "def"
    source = textwrap.dedent(inspect.getsource(definition))
    head, old = f"{keyword} {name}", f"{keyword} {definition.__name__}"
    return head + source[source.index(old) + len(old) :]


def _extent(solution: str, name: str) -> tuple[int, int]:
    """Where the definition of `name` begins and ends in the text."""
    lines = solution.splitlines(keepends=True)
    for node in ast.parse(solution).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            assert node.end_lineno is not None
            return len("".join(lines[: node.lineno - 1])), len("".join(lines[: node.end_lineno]))
    raise ModelError(f"the solution has no {name}")
