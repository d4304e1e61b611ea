"""What can be shown of a training when it is over."""

from dataclasses import dataclass

from grader.case import Array
from grader.training.curve import Curve
from grader.training.digits import Digits


@dataclass(frozen=True)
class Shown:
    """The first convolution's filters (F, k, k) before and after, what was seen on the way, and the test images."""

    before: Array
    after: Array
    curve: Curve
    test: Digits
