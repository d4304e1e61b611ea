"""The picture of any training, also of one that was cut short, made nothing wrong, or everything."""

import struct

import numpy as np
import pytest

from grader.training.curve import Curve, Look, Step
from grader.training.digits import digits, split
from grader.training.shown import Shown

picture = pytest.importorskip("grader.training.picture", reason="Matplotlib draws the picture").picture
TEST = split(digits()).test


@pytest.mark.parametrize(("wrong", "filters"), [(0, 1), (5, 12), (360, 64)])
def test_it_is_a_png_of_the_same_width(wrong: int, filters: int) -> None:
    said = (TEST.labels + (np.arange(len(TEST)) < wrong)) % 10
    curve = Curve(2, 4)
    for seen in (Look(0, said, TEST.labels), Step(2.3), Step(1.5), Look(2, said, TEST.labels)):
        curve.add(seen)
    drawn = np.random.default_rng(0).standard_normal((2, filters, 5, 5))
    content = picture(Shown(drawn[0], drawn[1], curve, TEST))
    width, height = struct.unpack(">II", content[16:24])
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert (width, 800 <= height <= 1000) == (1440, True)
