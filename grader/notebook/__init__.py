"""What the cells of the notebook import: the checks inline, pictures, and explanations in place of tracebacks.

kernel.py      whether the kernel has the packages for it
place.py       where the project and the student's files are
importing.py   the student's files as modules, also those that can't be imported yet
boxed.py       `with explained():` a box with a sentence where a traceback would stand
explaining.py  an exception -> the sentence
checking.py    `check(NAME)`: the grader in a process of its own, its report below the cell
output.py      what a cell puts out: boxes, pictures, pages
pictures/      the pictures, one file for each concept; what they show is computed by the student's own functions

All of it runs in the student's kernel, beside the student's code: it knows no answer and asks no exam.
"""

from grader.notebook.kernel import expect_packages

expect_packages()

from grader.notebook import pictures  # noqa: E402  # which need them
from grader.notebook.boxed import explained  # noqa: E402
from grader.notebook.checking import check  # noqa: E402
from grader.notebook.importing import own_code  # noqa: E402

__all__ = ["check", "explained", "own_code", "pictures"]
