"""What a training left behind, as a picture: filters before and after, the curve, and the digits it gets wrong."""

import io

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpecFromSubplotSpec, SubplotSpec

from grader.training.curve import Curve
from grader.training.digits import CLASSES
from grader.training.shown import Shown

_WIDTH, _UPPER, _LOWER, _MARGINS = 12.0, 3.9, 1.6, 1.6  # inches
_DPI = 120
_FILTERS_SHOWN, _FILTER_COLUMNS = 24, 12
_MISTAKE_ROWS, _MISTAKE_COLUMNS = 2, 8
_LOSS, _ACCURACY, _QUIET = "#1b6ca8", "#d1495b", "#667080"
_SMOOTH = 15  # batches over which the thick curve is averaged


def picture(shown: Shown) -> bytes:
    """The picture as a PNG."""
    lower = _LOWER if len(shown.before) <= _FILTER_COLUMNS else _LOWER * 1.7
    figure = Figure(figsize=(_WIDTH, _UPPER + lower + _MARGINS), dpi=_DPI, facecolor="white")
    last = shown.curve.looks[-1]
    grid = figure.add_gridspec(
        *(2, 2), width_ratios=(1.55, 1), height_ratios=(_UPPER, lower), left=0.06, right=0.97, top=0.87, bottom=0.05,
        hspace=0.34, wspace=0.16,
    )  # fmt: skip
    right = round(last.accuracy * len(shown.test))
    figure.suptitle(
        f"{100 * last.accuracy:.1f} % of {len(shown.test)} digits right that it had never seen ({right} of them)",
        x=0.06, y=0.965, ha="left", fontsize=16, fontweight="bold",
    )  # fmt: skip
    _curve(figure.add_subplot(grid[0, 0]), shown.curve)
    _confusion(figure.add_subplot(grid[0, 1]), shown)
    _filters(figure, grid[1, 0], shown)
    _mistakes(figure, grid[1, 1], shown)
    content = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(content, format="png")
    return content.getvalue()


def _curve(axes: Axes, curve: Curve) -> None:
    _title(axes, "Loss, batch by batch, and the share of test digits that is right")
    losses = np.asarray(curve.losses)
    if len(losses):
        axes.plot(np.arange(1, len(losses) + 1), losses, color=_LOSS, alpha=0.25, linewidth=0.8)
        width = min(_SMOOTH, len(losses))
        smooth = np.convolve(losses, np.full(width, 1 / width), mode="valid")
        axes.plot(np.arange(width, len(losses) + 1), smooth, color=_LOSS, linewidth=2)
    guessing = float(np.log(CLASSES))
    axes.axhline(guessing, color=_QUIET, linewidth=0.8, linestyle=":")
    axes.annotate("guessing: ln 10", (1, guessing), (-4, 3), xycoords=("axes fraction", "data"), color=_QUIET,
                  textcoords="offset points", ha="right", fontsize=8)  # fmt: skip
    axes.set_ylim(0, max(2.6, float(losses.max(initial=0)) * 1.05))
    axes.set_xlabel("steps")
    axes.set_ylabel("loss", color=_LOSS)
    shares = axes.twinx()
    looks = [(look.steps, 100 * look.accuracy) for look in curve.looks]
    shares.plot(*zip(*looks, strict=True), color=_ACCURACY, marker="o", markersize=4, linewidth=1.5)
    shares.set_ylim(0, 102)
    shares.set_ylabel("right, %", color=_ACCURACY)
    for one in (axes, shares):
        one.spines["top"].set_visible(False)


def _confusion(axes: Axes, shown: Shown) -> None:
    _title(axes, "What it said (column) to which digit (row)")
    last = shown.curve.looks[-1]
    counts = np.zeros((CLASSES, CLASSES), dtype=int)
    np.add.at(counts, (last.truth, last.said), 1)
    axes.imshow(np.sqrt(counts), cmap="Blues")
    for (row, column), count in np.ndenumerate(counts):
        if count:
            is_dark = count > counts.max() / 3
            colour = "white" if is_dark else _ACCURACY if row != column else "black"
            axes.text(column, row, str(count), ha="center", va="center", fontsize=8, color=colour)
    axes.set_xticks(range(CLASSES))
    axes.set_yticks(range(CLASSES))
    axes.tick_params(length=0)


def _filters(figure: Figure, place: SubplotSpec, shown: Shown) -> None:
    """Filters as they were in the upper half, as they are now in the lower one, all in the same colours."""
    count = min(len(shown.before), _FILTERS_SHOWN)
    columns = min(count, _FILTER_COLUMNS)
    rows = -(-count // columns)
    grid = GridSpecFromSubplotSpec(2 * rows + 1, columns, place, hspace=0.12, wspace=0.12,
                                   height_ratios=[1] * rows + [0.15] + [1] * rows)  # fmt: skip
    largest = float(max(np.abs(shown.before[:count]).max(), np.abs(shown.after[:count]).max()))
    for filters, first, when in ((shown.before, 0, "before"), (shown.after, rows + 1, "after")):
        for number in range(count):
            axes = figure.add_subplot(grid[first + number // columns, number % columns])
            axes.imshow(filters[number], cmap="RdBu_r", vmin=-largest, vmax=largest)
            _bare(axes)
            axes.set_anchor("S" if when == "before" else "N")
            if number == 0:
                axes.set_ylabel(when, fontsize=9, color=_QUIET)
            if number == 0 and first == 0:
                _title(axes, "The first convolution's filters (red: above 0, blue: below)")


def _mistakes(figure: Figure, place: SubplotSpec, shown: Shown) -> None:
    last = shown.curve.looks[-1]
    wrong = np.flatnonzero(last.said != last.truth)
    most = _MISTAKE_ROWS * _MISTAKE_COLUMNS
    columns = _MISTAKE_COLUMNS
    grid = GridSpecFromSubplotSpec(_MISTAKE_ROWS, columns, place, hspace=0.45, wspace=0.15)
    few = f"first {most} of {len(wrong)}" if len(wrong) > most else f"all {len(wrong)}"
    title = f"Mistakes ({few}): what it is, what was said" if len(wrong) else "Mistakes: none"
    for number in range(_MISTAKE_ROWS * columns):
        axes = figure.add_subplot(grid[number // columns, number % columns])
        _bare(axes)
        if number == 0:
            _title(axes, title)
        if number >= min(len(wrong), most):
            for spine in axes.spines.values():
                spine.set_visible(False)
            continue
        index = wrong[number]
        axes.imshow(shown.test.x[index, 0], cmap="gray_r", vmin=0, vmax=1)
        axes.set_xlabel(f"{last.truth[index]}, said {last.said[index]}", fontsize=7.5, labelpad=2)


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=10, fontweight="bold", pad=8)


def _bare(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color("#c8ccd2")
