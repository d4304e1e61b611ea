"""What is kept from students: where the solutions are, and the seed of the hidden exam beside them."""

import os
from pathlib import Path

from grader.errors import InputError
from grader.language import _

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


def hidden_seed(solutions: Path = SOLUTIONS) -> int:
    """The hidden exam's seed: GRADER_SEED if that is set, else the one kept beside the solutions."""
    given = os.environ.get("GRADER_SEED", "").strip()
    place = "GRADER_SEED" if given else str(solutions / "seed.txt")
    try:
        text = given or (solutions / "seed.txt").read_text(encoding="ascii")
        return seed(text)
    except OSError:
        sentence = _("there is no seed in {place}: give one with --seed, or an exam with --exam FILE")
        raise InputError(sentence.format(place=place)) from None
    except ValueError:
        raise InputError(_("{place} is not a whole number from 0 up").format(place=place)) from None


def seed(text: str) -> int:
    """The number of an exam: what the generators take, a whole number from 0 up. Raises ValueError."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
