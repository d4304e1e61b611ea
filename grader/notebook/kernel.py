"""Whether the kernel that runs the notebook has the packages for it; else one sentence, before anything fails."""

import importlib.util
import os
import sys

from grader import language
from grader.language import _

_NEEDED = ("numpy", "matplotlib")


class OneLine(BaseException):
    """Something that ends a cell; Jupyter shows its sentence, not where we were."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class WrongKernel(OneLine, ImportError):  # noqa: N818  # it is read by students
    """The kernel lacks packages that the notebook needs."""


def expect_packages() -> None:
    """Make sure that the kernel has what the notebook needs. From here on, its environment's language is spoken.

    Raises:
        WrongKernel: it hasn't.
    """
    language.use(language.preferred(os.environ))
    if missing := [name for name in _NEEDED if importlib.util.find_spec(name) is None]:
        sentence = _(
            "This kernel ({python}) has no {missing}: choose the one in the project's .venv. `make notebook` makes it, "
            "and opens this notebook with it."
        )
        raise WrongKernel(sentence.format(python=sys.executable, missing=", ".join(missing)))
