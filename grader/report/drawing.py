"""A picture as squares with their places and texts, ready to be drawn: no marks of any language of drawing here.

An array of more than two axes is drawn slice by slice, and not more than `MOST_SLICES` of them.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from grader.case import Array
from grader.report.page_words import Words
from grader.report.result import Picture

Index = tuple[int, ...]
Tone = Callable[[Index], str]

MOST_SLICES = 4
LEVELS = 5  # of colour, for small errors and large ones
_NOTHING = 1e-9  # of the largest error: rounding, beside it

_GAP, _AXIS = 2, 18  # pixels between squares, and for the indices beside them
_NARROW = 270  # what a telephone of 320 has room for


@dataclass(frozen=True)
class _Size:
    """How large squares are, in pixels: `digit` for each digit of the longest number, and some more."""

    height: float
    least_width: float
    margin: float
    digit: float


_LOOSE, _DENSE = _Size(30, 34, 14, 7.9), _Size(22, 26, 8, 6.7)  # for letters of 13 and 11 pixels
_MOST_LOOSE = 8  # rows or columns


@dataclass(frozen=True)
class Square:
    """One number: its middle is at (`x`, `y`); `tone` is how it looks, `label` all that is to be said of it."""

    x: float
    y: float
    text: str
    place: str
    tone: str
    label: str = ""


@dataclass(frozen=True)
class Tick:
    """An index beside a row or above a column."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Panel:
    """One slice of an array; its squares row by row, each `square_width` wide."""

    title: str
    width: float
    height: float
    square_width: float
    square_height: float
    rows: tuple[tuple[Square, ...], ...]
    ticks: tuple[Tick, ...]
    is_dense: bool


@dataclass(frozen=True)
class Figure:
    """One array. `kind` is expected, returned, difference or source."""

    kind: str
    caption: str
    panels: tuple[Panel, ...]
    left_out: int

    @property
    def is_wide(self) -> bool:
        """Whether a narrow screen can't show all of it at once: then it can be scrolled, with the keyboard, too."""
        return any(panel.width > _NARROW for panel in self.panels)


@dataclass(frozen=True)
class Row:
    """One number in the table."""

    place: str
    expected: str
    returned: str
    difference: str


@dataclass(frozen=True)
class Drawing:
    """All figures of a picture, what is said of the worst number, and all of it as a table."""

    name: str
    figures: tuple[Figure, ...]
    worst: str = ""
    table: tuple[Row, ...] = ()


def drawn(picture: Picture, words: Words) -> Drawing:
    """`picture` with all that is to be drawn and said."""
    name, expected, returned, worst = picture.name, picture.expected, picture.returned, picture.worst
    titles = words.expected.format(name=name), words.returned.format(name=name)
    if worst is None:
        both = (("expected", titles[0], expected), ("returned", titles[1], returned))
        return Drawing(name, tuple(_figure(kind, title, name, array, words) for kind, title, array in both))
    difference = _difference(expected, returned)
    tones = _tones(difference)

    def label(index: Index) -> str:
        row = _row(name, index, expected, returned, difference)
        return words.cell.format(
            place=row.place, expected=row.expected, returned=row.returned, difference=row.difference
        )

    def outlined(index: Index) -> str:
        return "plain worst" if index == worst else "plain"

    wrong = _slices_with(difference != 0, first=worst)
    figures = (
        _figure("expected", titles[0], name, expected, words, outlined, wrong),
        _figure("returned", titles[1], name, returned, words, outlined, wrong),
        _figure(
            "difference",
            words.difference,
            name,
            difference,
            words,
            lambda index: f"{tones[index]} worst" if index == worst else str(tones[index]),
            wrong,
            label,
        ),
        *_source(picture, words),
    )
    table = tuple(_row(name, index, expected, returned, difference) for index in np.ndindex(expected.shape))
    return Drawing(name, figures, label(worst), table)


def _source(picture: Picture, words: Words) -> tuple[Figure, ...]:
    window = picture.window
    if window is None or not window.met.any() or picture.worst is None:
        return ()
    rows, columns = window.source.shape[-2:]

    def tone(index: Index) -> str:
        i, j = index[-2:]
        is_image = window.pad <= i < rows - window.pad and window.pad <= j < columns - window.pad
        return ("met" if window.met[index] else "plain") + ("" if is_image else " padding")

    caption = words.made_of.format(place=_place(picture.name, picture.worst))
    figure = _figure("source", caption, window.name, window.source, words, tone, _slices_with(window.met))
    say = words.padded if window.pad else "{source}"
    panels = (replace(panel, title=say.format(source=panel.title or window.name)) for panel in figure.panels)
    return (replace(figure, panels=tuple(panels)),)


def _figure(
    kind: str,
    caption: str,
    name: str,
    array: Array,
    words: Words,
    tone: Tone = lambda _index: "plain",
    slices: Collection[Index] | None = None,
    label: Callable[[Index], str] = lambda _index: "",
) -> Figure:
    if not array.size:
        return Figure(kind, f"{caption}. {words.empty.format(shape=array.shape)}", (), 0)
    text = _signed if kind == "difference" else _short
    every = list(np.ndindex(array.shape[:-2]))
    chosen = [one for one in every if slices is None or one in slices][:MOST_SLICES]
    longest = max(len(text(float(number))) for one in chosen for number in array[one].flat)
    panels = tuple(_panel(name, array, one, text, tone, label, longest) for one in chosen)
    return Figure(kind, caption, panels, len(every) - len(chosen))


def _panel(
    name: str,
    array: Array,
    leading: Index,
    text: Callable[[float], str],
    tone: Tone,
    label: Callable[[Index], str],
    longest: int,
) -> Panel:
    sides = array.shape[len(leading) :]
    rows, columns = (1, 1, *sides)[-2:]
    is_dense = max(rows, columns) > _MOST_LOOSE
    size = _DENSE if is_dense else _LOOSE
    width, height = max(size.least_width, math.ceil(size.digit * longest) + size.margin), size.height
    axis = _AXIS if rows * columns > 1 else 0

    def middle(i: int, j: int) -> tuple[float, float]:
        return axis + j * (width + _GAP) + width / 2, axis + i * (height + _GAP) + height / 2

    def square(i: int, j: int) -> Square:
        index = leading + (i, j)[2 - len(sides) :]
        return Square(*middle(i, j), text(float(array[index])), _place(name, index), tone(index), label(index))

    ticks = [Tick(axis / 2 - 2, middle(i, 0)[1], str(i)) for i in range(rows)] if len(sides) > 1 else []
    ticks += [Tick(middle(0, j)[0], axis / 2 - 1, str(j)) for j in range(columns)] if sides else []
    return Panel(
        title=_slice_title(name, leading, len(sides)),
        width=axis + columns * (width + _GAP) - _GAP,
        height=axis + rows * (height + _GAP) - _GAP,
        square_width=width,
        square_height=height,
        rows=tuple(tuple(square(i, j) for j in range(columns)) for i in range(rows)),
        ticks=tuple(ticks) if axis else (),
        is_dense=is_dense,
    )


def _slices_with(wanted: Array | np.ndarray[tuple[int, ...], np.dtype[np.bool_]], first: Index = ()) -> list[Index]:
    """The slices in which something is wanted, the one with `first` among those that are drawn in any case."""
    found = sorted({tuple(int(i) for i in index[:-2]) for index in np.argwhere(wanted)})
    home = first[:-2]
    if home in found:
        others = [one for one in found if one != home]
        found = sorted([home, *others[: MOST_SLICES - 1]])
    return found[:MOST_SLICES]


def _difference(expected: Array, returned: Array) -> Array:
    with np.errstate(all="ignore"):  # whatever numbers a student returns
        difference = returned - expected
    return np.where(returned == expected, 0.0, difference)


def _tones(difference: Array) -> dict[Index, str]:
    """How wrong each number is: `same`, or `over-1` to `over-5` and `under-1` to `under-5`."""
    sizes = np.abs(difference)
    largest = float(sizes[np.isfinite(sizes)].max(initial=0.0))
    return {index: _tone(float(difference[index]), largest) for index in np.ndindex(difference.shape)}


def _tone(number: float, largest: float) -> str:
    if not math.isfinite(number):
        return f"{'under' if number < 0 else 'over'}-{LEVELS}"
    if abs(number) <= _NOTHING * largest:
        return "same"
    level = min(LEVELS, math.ceil(LEVELS * (abs(number) / largest)))  # no product that may overflow
    return f"{'over' if number > 0 else 'under'}-{level}"


def _row(name: str, index: Index, expected: Array, returned: Array, difference: Array) -> Row:
    return Row(_place(name, index), _long(expected[index]), _long(returned[index]), _long(difference[index]))


def _place(name: str, index: Index) -> str:
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def _slice_title(name: str, leading: Index, sides: int) -> str:
    return f"{name}[{', '.join([*map(str, leading), *':' * sides])}]" if leading else ""


def _long(number: float) -> str:
    return f"{number + 0.0:.10g}"


def _short(number: float) -> str:
    return f"{number + 0.0:.4g}"


def _signed(number: float) -> str:
    return f"{number:+.4g}" if number else "0"
