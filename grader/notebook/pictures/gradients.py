"""Gradients of a convolution: which pixels one output has to do with; a gradient beside its numerical one."""

from collections.abc import Callable

import numpy as np

from grader.case import Array
from grader.gradient import numerical_gradient
from grader.notebook.pictures.canvas import COLOURS, bars, canvas, frame, show, table
from grader.notebook.pictures.drawable import array

_STEP = 1e-4  # a convolution is linear, so any step will do; a layer with a bend would need a small one
_MOST_BARS = 24


def of_one_output(x: Array, w: Array, dout: Array, dx: object, stride: int, pad: int) -> None:
    """Draw dout (1, 1, H', W') with a single 1, the filter w (1, 1, HH, WW), and dx with the window of the 1.

    Raises:
        Undrawable: `dx` is no array like x.
    """
    shown = array("dx", dx, x.shape)[0, 0]
    HH, WW = w.shape[2:]
    i, j = (int(place) for place in np.argwhere(dout[0, 0])[0])
    figure, axes = canvas(
        [0.4 * dout.shape[3] + 0.6, 0.4 * WW + 0.6, 0.4 * shown.shape[1] + 0.6], 0.4 * len(shown) + 0.6
    )
    table(axes[0, 0], dout[0, 0], "dout", {(i, j): COLOURS[1]})
    table(axes[0, 1], w[0, 0], "w")
    tints = {(int(p), int(q)): COLOURS[1] for p, q in np.argwhere(shown)}
    table(axes[0, 2], shown, "dx", tints)
    frame(axes[0, 2], i * stride - pad, j * stride - pad, HH, WW, COLOURS[1])
    show(figure, f"dout is 1 at row {i}, column {j}; dx beside it, with the window of this output framed")


def beside_numerical(name: str, gradient: object, forward: Callable[[Array], Array], at: Array, dout: Array) -> None:
    """Draw a gradient of L = sum(out * dout) in `at`, number by number, beside its numerical one.

    forward: the output for an array like `at`. The numerical gradient moves each number a little, both ways.

    Raises:
        Undrawable: the gradient is no array like `at`, or an output none like `dout`.
    """

    def outs(stack: Array) -> Array:
        return np.stack([array("out", forward(one), dout.shape) for one in stack])

    own = array(name, gradient, at.shape).ravel()[:_MOST_BARS]
    numeric = numerical_gradient(outs, dout, at, _STEP)
    numeric = numeric.ravel()[: len(own)]
    own = own[: len(numeric)]
    furthest = float(np.abs(own - numeric).max())
    figure, ((axes,),) = canvas([7.5], 2.4)
    bars(axes, [str(place) for place in range(len(own))], {f"your {name}": list(own), "numerical": list(numeric)})
    axes.set_title(f"{name}, number by number; largest difference {furthest:.1e}", fontsize=9)
    show(figure, f"{name} beside its numerical gradient: the largest difference is {furthest:.1e}")
