"""A hint in three steps: where to look, what to ask yourself, and a small experiment."""

from dataclasses import dataclass

# The student's files are found from the project's folder and from assignment/.
_START = """\
import sys
sys.path[:0] = ["assignment", "."]
import numpy as np
"""


@dataclass(frozen=True)
class Steps:
    """What helps with one exercise, without giving its answer.

    `where` says where to look; `ask` what to ask oneself, question by question; `before` what the experiment is about;
    `code` is the experiment, and `after` says what to look at in what it prints. All but the code are marked for
    translation, with `N_`.
    """

    where: str
    ask: tuple[str, ...]
    before: str
    code: str
    after: str

    @property
    def experiment(self) -> str:
        """The code as it is pasted."""
        return _START + self.code
