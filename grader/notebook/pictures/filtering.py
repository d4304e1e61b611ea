"""What a filter does to an image, and what stride and pad do to the result."""

from collections.abc import Mapping

from grader.case import Array
from grader.notebook.pictures.canvas import canvas, pixels, show, table
from grader.notebook.pictures.drawable import array

_EACH = 1.7  # inches


def filtered(x: Array, filters: Mapping[str, Array], out: object) -> None:
    """Draw the image x (1, 1, H, W), and below each filter (HH, WW) what came of it: `out` (1, F, H, W).

    Raises:
        Undrawable: `out` is no such array.
    """
    shown = array("out", out, (1, len(filters), *x.shape[2:]))
    figure, axes = canvas([_EACH] * (len(filters) + 1), _EACH, rows=2)
    pixels(axes[1, 0], x[0, 0], "x")
    for number, (name, weights) in enumerate(filters.items()):
        table(axes[0, number + 1], weights, name)
        if number < shown.shape[1]:
            pixels(axes[1, number + 1], shown[0, number], f"out[0, {number}]")
    show(figure, f"an image, and what the filters {', '.join(filters)} make of it")


def side_by_side(outs: Mapping[str, object]) -> None:
    """Draw the first channel of each output (1, F, H', W'), all in one scale: a smaller one is smaller.

    Raises:
        Undrawable: one is no such array.
    """
    shown = {name: array(name, out, _as_it_is(out)) for name, out in outs.items()}
    largest = max(max(out.shape[2:]) for out in shown.values())
    figure, axes = canvas([_EACH * 1.2] * len(shown), _EACH * 1.5)
    for one, (name, out) in zip(axes[0], shown.items(), strict=True):
        pixels(one, out[0, 0], f"{name}\n{out.shape[2]} x {out.shape[3]}")
        one.set_xlim(-1, largest)
        one.set_ylim(largest, -1)
    show(figure, "; ".join(f"{name}: {out.shape[2]} x {out.shape[3]}" for name, out in shown.items()))


def _as_it_is(out: object) -> tuple[int, ...]:
    """The shape that is expected where any of four axes will do."""
    shape = getattr(out, "shape", ())
    return shape if isinstance(shape, tuple) and len(shape) == 4 else (1, 1, 1, 1)
