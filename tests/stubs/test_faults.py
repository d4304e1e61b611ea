"""`grader.stubs.cut`: what is wrong with a solution is told with file and line, before any stub exists."""

import re

import pytest

from grader.errors import InputError
from grader.stubs import cut

HEAD = '''\
"""Halves."""

import numpy as np


def half(x: float) -> float:
    """Half of x."""
'''
BODY = """\
    # BEGIN SOLUTION
    return x / 2
    # END SOLUTION
"""

FAULTS_OF_MARKERS = {
    "nested": (
        HEAD + BODY.replace("    return x / 2\n", BODY),
        9,
        'this block begins inside that of line 8: close it with "# END SOLUTION" first.',
    ),
    "end without begin": (
        HEAD + BODY.replace("    # BEGIN SOLUTION\n", ""),
        9,
        'this "# END SOLUTION" has no "# BEGIN SOLUTION" before it.',
    ),
    "a second end": (
        HEAD + BODY + "    # END SOLUTION\n",
        11,
        'this "# END SOLUTION" has no "# BEGIN SOLUTION" before it.',
    ),
    "unclosed": (
        HEAD + BODY.replace("    # END SOLUTION\n", ""),
        8,
        'this block is never closed: put "# END SOLUTION" on a line below it.',
    ),
    "no marker": (
        HEAD + "    return x / 2\n",
        1,
        'nothing here is marked as the answer: put lines "# BEGIN SOLUTION" and "# END SOLUTION" around it.',
    ),
    "empty file": ("", 1, "nothing here is marked as the answer"),
    "only in a string": (
        HEAD + '    return "# BEGIN SOLUTION"  "# END SOLUTION"\n',
        1,
        "nothing here is marked as the answer",
    ),
    "only in lines of a string": (
        HEAD + f'    return """\n{BODY}"""\n',
        1,
        "nothing here is marked as the answer",
    ),
    "behind code": (
        HEAD + "    y = x  # BEGIN SOLUTION\n    return y\n    # END SOLUTION\n",
        8,
        'a marker is a line of its own that reads "# BEGIN SOLUTION" or "# END SOLUTION", and nothing else.',
    ),
    "no space": (HEAD + BODY.replace("# END", "#END"), 10, "a marker is a line of its own"),
    "small letters": (HEAD + BODY.replace("BEGIN", "begin"), 8, "a marker is a line of its own"),
    "framed": (
        HEAD + BODY.replace("# END SOLUTION", "### END SOLUTION ###"),
        10,
        "a marker is a line of its own",
    ),
    "only comments between": (
        HEAD + BODY.replace("return x / 2", "# Think.") + "    return x / 2\n",
        8,
        "this block holds no statement: put the answer into it.",
    ),
    "inside brackets": (
        HEAD + "    return sum(\n    # BEGIN SOLUTION\n    y / 2 for y in [x]\n    # END SOLUTION\n    )\n",
        9,
        "this block holds no statement",
    ),
    "ends inside a statement": (
        HEAD + BODY.replace("return x / 2\n", "if x:\n        x /= 2\n") + "        x += 0\n    return x\n",
        12,
        "without the answers, what is left around this line is not Python (unexpected indent): "
        "put whole statements between the markers.",
    ),
}

FAULTS_OF_THE_STUB = {
    "code above the block": (
        HEAD + "    x = x / 2\n" + BODY,
        6,
        "half would keep code in the stub: put all of its body below the docstring into one block.",
    ),
    "code below the block": (
        HEAD + BODY.replace("return x / 2", "x /= 2") + "    return x\n",
        6,
        "half would keep code in the stub",
    ),
    "two blocks in a function": (
        HEAD + BODY.replace("return x / 2", "x /= 2") + BODY,
        6,
        "half would keep code in the stub",
    ),
    "a block in an inner function": (
        HEAD + "    def inner() -> float:\n" + BODY.replace("    ", "        ") + "    return inner()\n",
        6,
        "half would keep code in the stub",
    ),
    "a function without a block": (
        HEAD + BODY + "\n\ndef whole(x: float) -> float:\n    return x\n",
        13,
        "whole would keep code in the stub",
    ),
    "a method without a block": (
        HEAD + BODY + "\n\nclass Half:\n    def __init__(self) -> None:\n        self.x = 0.5\n",
        14,
        "Half.__init__ would keep code in the stub",
    ),
    "no docstring": (
        HEAD.replace('    """Half of x."""\n', "") + BODY,
        6,
        "half needs a docstring above its block: it is what students read.",
    ),
    "a docstring inside the block": (
        HEAD.replace('    """Half of x."""\n', "") + BODY.replace("return", '"""Half of x."""\n    return'),
        6,
        "half needs a docstring above its block",
    ),
    "a private function outside": (
        HEAD + BODY + "\n\ndef _own(x: float) -> float:\n    return x\n",
        13,
        "_own would stay in the stub: put it between markers, or drop the underscore.",
    ),
    "a private class outside": (
        HEAD + BODY + "\n\nclass _Half:\n    x: float\n",
        13,
        "_Half would stay in the stub",
    ),
    "a special method outside": (
        HEAD + BODY + "\n\nclass Half:\n    def __call__(self) -> None:\n        pass\n",
        14,
        "Half.__call__ would stay in the stub",
    ),
    "an exercise inside a block": (
        HEAD + BODY + "\n\n# BEGIN SOLUTION\ndef whole(x: float) -> float:\n    return x\n# END SOLUTION\n",
        14,
        "whole would vanish from the stub: mark its body alone, or start its name with _.",
    ),
    "a block over the end of one exercise and the start of another": (
        HEAD
        + BODY.replace("    # END SOLUTION\n", "")
        + HEAD[HEAD.index("def") :].replace("half", "whole")
        + BODY[21:],
        10,
        "whole would vanish from the stub",
    ),
    "a class that becomes empty": (
        HEAD + BODY + "\n\nclass Half:\n    # BEGIN SOLUTION\n    x = 0.5\n    # END SOLUTION\n",
        13,
        "without the answers, what is left around this line is not Python",
    ),
}

NOT_PYTHON = {
    "syntax error": (HEAD + "    return (\n", 8, "this is not valid Python: '(' was never closed."),
    "bad indentation": (HEAD + BODY + "  x = 1\n", 11, "this is not valid Python: "),
    "a NUL character": (HEAD + BODY + "\0", 1, "this is not valid Python: "),
}


@pytest.mark.parametrize(
    ("source", "line", "sentence"),
    [
        pytest.param(*fault, id=name)
        for faults in (FAULTS_OF_MARKERS, FAULTS_OF_THE_STUB, NOT_PYTHON)
        for name, fault in faults.items()
    ],
)
def test_a_fault_is_told_with_file_and_line(source: str, line: int, sentence: str) -> None:
    with pytest.raises(InputError, match="^" + re.escape(f"solutions/half.py:{line}: {sentence}")):
        cut(source, "solutions/half.py")


def test_what_the_faults_are_made_from_has_no_fault_itself() -> None:
    assert cut(HEAD + BODY, "half.py").startswith(HEAD)


def test_a_line_counts_as_in_the_solution_although_lines_above_it_are_cut() -> None:
    block = "# BEGIN SOLUTION\n_HALF = 0.5\n_QUARTER = 0.25\n# END SOLUTION\n"
    source = HEAD.replace("\n\n\n", f"\n\n{block}\n\n") + BODY + "\n\ndef _own() -> None:\n    pass\n"
    line = source.split("\n").index("def _own() -> None:") + 1
    with pytest.raises(InputError, match=rf"^half\.py:{line}: _own "):
        cut(source, "half.py")


def test_the_file_name_is_shown_as_one_safe_line() -> None:
    with pytest.raises(InputError, match=r"^half\\n\.py:1: "):
        cut("", "half\n.py")
