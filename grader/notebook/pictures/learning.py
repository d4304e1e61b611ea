"""A layer that learns a filter: its loss, and what it learnt beside what it should have."""

from collections.abc import Sequence

import numpy as np

from grader.case import Array
from grader.notebook.pictures.canvas import COLOURS, canvas, show, table
from grader.notebook.pictures.drawable import array


def learnt(losses: Sequence[float], first: object, last: object, true: Array) -> None:
    """Draw the losses, the weights (1, 1, k, k) before and after, and the filter (k, k) that made the targets.

    Raises:
        Undrawable: the weights are no such arrays.
    """
    shape = (1, 1, *true.shape)
    before, after = (array(name, value, shape)[0, 0] for name, value in (("first", first), ("last", last)))
    figure, axes = canvas([3.6, 1.6, 1.6, 1.6], 2.0)
    curve = axes[0, 0]
    curve.axis("on")
    finite = np.nan_to_num(np.asarray(losses, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    curve.plot(finite, color=COLOURS[0])
    curve.set_title("loss", fontsize=9)
    curve.set_xlabel("step", fontsize=8)
    curve.tick_params(labelsize=8)
    curve.spines[["top", "right"]].set_visible(False)
    for one, values, title in zip(
        axes[0, 1:], (before, after, true), ("weight at first", "weight at last", "the filter"), strict=True
    ):
        table(one, np.round(values, 2) + 0.0, title)
    show(figure, f"the loss goes from {finite[0]:.3g} to {finite[-1]:.3g}")
