"""What all pictures are drawn with: figures are made and shown here, without pyplot's state and any backend."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.case import Array
from grader.notebook.output import picture

COLOURS = ("#3b76c4", "#d9822b", "#3a9a63", "#b0499f", "#c23b3b", "#7d6b50", "#2a9d9d", "#8a7fd1", "#9a9a1e")
GREY, SOFT, LINE, WRONG = "#8d887d", "#efece5", "#d5d1c8", "#c23b3b"
_DOTS = 110  # per inch
_LARGEST_WITH_NUMBERS = 12  # rows or columns in which numbers can be read


def canvas(widths: Sequence[float], height: float, rows: int = 1) -> tuple[Any, Any]:
    """A figure, and its axes as an array (rows, len(widths)): columns as wide as this, rows as high, in inches."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # a kernel without it is told so at once: see expect_packages

    figure = Figure(figsize=(sum(widths), rows * height), dpi=_DOTS, layout="constrained", facecolor="white")
    axes = figure.subplots(rows, len(widths), squeeze=False, gridspec_kw={"width_ratios": list(widths)})
    for one in axes.flat:
        one.axis("off")
    return figure, axes


def show(figure: Any, says: str) -> None:
    """Put the figure out below the cell; `says` is what it shows, for who doesn't see it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    picture(buffer.getvalue(), says, round(figure.get_figwidth() * 96))


def pixels(axes: Any, values: Array, title: str, limits: tuple[float, float] | None = None) -> None:
    """Draw `values` (rows, columns) as an image in grey, from `limits` or from its own smallest to its largest."""
    low, high = limits or (float(values.min()), float(values.max()))
    axes.imshow(values, cmap="gray", vmin=low, vmax=high if high > low else low + 1, interpolation="nearest")
    axes.set_title(title, fontsize=9)


def table(axes: Any, values: Array, title: str, tints: dict[tuple[int, int], str] | None = None) -> None:
    """Draw `values` (rows, columns) as squares with their numbers in them; `tints` are the colours of some."""
    height, width = values.shape
    has_numbers = max(height, width) <= _LARGEST_WITH_NUMBERS
    for i, j in np.ndindex(height, width):
        tint = (tints or {}).get((i, j))
        frame(axes, i, j, 1, 1, LINE, fill=tint, thin=True)
        if has_numbers:
            axes.text(j, i, f"{values[i, j]:.3g}", ha="center", va="center", fontsize=8, color="#1d1e22")
    _fit(axes, height, width)
    axes.set_title(title, fontsize=9)


def frame(
    axes: Any,
    top: float,
    left: float,
    height: float,
    width: float,
    colour: str,
    *,
    fill: str | None = None,
    thin: bool = False,
) -> None:
    """Draw a rectangle around the squares from (top, left) on."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    corner = (left - 0.5, top - 0.5)
    inside = {"facecolor": f"{fill}66"} if fill else {"fill": False}
    axes.add_patch(Rectangle(corner, width, height, edgecolor=colour, linewidth=0.8 if thin else 2.2, **inside))


def arrow(figure: Any, start: tuple[Any, float, float], end: tuple[Any, float, float], colour: str) -> None:
    """Draw an arrow between two squares (axes, row, column)."""
    from matplotlib.patches import ConnectionPatch  # noqa: PLC0415

    (one, i, j), (other, p, q) = start, end
    patch = ConnectionPatch((j + 0.3, i), (q - 0.3, p), "data", "data", axesA=one, axesB=other, arrowstyle="->")
    patch.set(color=colour, linewidth=1.1, zorder=-1)  # below the axes, whose numbers stay readable
    figure.add_artist(patch)


def bars(axes: Any, groups: Sequence[str], series: dict[str, Sequence[float]]) -> None:
    """Draw a bar for each number of each series, those of one group beside each other."""
    axes.axis("on")
    places = np.arange(len(groups))
    width = 0.8 / len(series)
    for number, (name, values) in enumerate(series.items()):
        at = places + (number - (len(series) - 1) / 2) * width
        axes.bar(at, values, width, label=name, color=COLOURS[number % len(COLOURS)])
    axes.set_xticks(places, groups, fontsize=8)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    if len(series) > 1:
        axes.legend(fontsize=8, frameon=False)


def _fit(axes: Any, height: int, width: int) -> None:
    axes.set_xlim(-0.7, width - 0.3)
    axes.set_ylim(height - 0.3, -0.7)
    axes.set_aspect("equal")
