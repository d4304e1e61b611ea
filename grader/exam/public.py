"""Which exam is sat where nobody names one: the hidden one, or the public one that lies in the students' handout."""

import os
from pathlib import Path

from grader.exam.cached import Say, exam_for
from grader.exam.hidden import SOLUTIONS, hidden_seed
from grader.exam.paper import Exam, load

PUBLIC = Path(__file__).with_name("public.npz")  # in the handout alone


def usual_exam(before_drawing: Say = lambda _sentence: None) -> Exam:
    """The hidden exam; where there is nothing to draw it from, and nobody gives a seed, the public one.

    Raises:
        InputError: there is neither.
    """
    if is_handout() and not os.environ.get("GRADER_SEED", "").strip():
        return load(PUBLIC)
    return exam_for(hidden_seed(), before_drawing=before_drawing)


def public_exam(seed: int) -> Exam:
    """The public exam: as it was handed out, else drawn for the public `seed`."""
    return load(PUBLIC) if is_handout() else exam_for(seed)


def is_handout() -> bool:
    """Whether this is what students were handed: a public exam, and nothing to draw another one from."""
    return PUBLIC.is_file() and not SOLUTIONS.is_dir()
