"""How many windows fit into a row: the row with its padding, and each window below it."""

from grader.language import _
from grader.notebook.output import Tone, box
from grader.notebook.pictures.canvas import COLOURS, GREY, SOFT, WRONG, canvas, frame, show
from grader.notebook.pictures.drawable import Undrawable, whole

_MOST = 24  # windows, and pixels of a row, that are drawn


def row_of_windows(size: int, kernel: int, stride: int, pad: int, count: object) -> None:
    """Draw `count` windows below a padded row of `size` pixels; those that go beyond the row are red.

    Raises:
        Undrawable: `count` is no int.
    """
    given = whole("count", count)
    if not 0 < size + 2 * pad <= 2 * _MOST:
        raise Undrawable(_("A row of {size} pixels is too long for this picture.").format(size=size + 2 * pad))
    drawn = min(max(given, 0), _MOST)
    figure, ((axes,),) = canvas([7.5], 0.75 + 0.24 * (drawn + 1))
    for place in range(-pad, size + pad):
        is_inside = 0 <= place < size
        frame(axes, 0, place, 1, 1, GREY, fill=COLOURS[0] if is_inside else SOFT, thin=True)
        axes.text(place, 0, str(place) if is_inside else "0", ha="center", va="center", fontsize=8)
    beyond = 0
    for k in range(drawn):
        left = k * stride - pad
        is_beyond = left + kernel > size + pad
        beyond += is_beyond
        colour = WRONG if is_beyond else COLOURS[1 + k % 3]
        frame(axes, k + 1.3, left, 0.8, kernel, colour, fill=colour, thin=True)
    axes.set_xlim(-pad - 1, max(size + pad, (drawn - 1) * stride - pad + kernel) + 1)
    axes.set_ylim(drawn + 1.8, -0.9)
    axes.set_title(f"size {size}, kernel {kernel}, stride {stride}, pad {pad}: {given} windows", fontsize=9)
    show(figure, f"{given} windows below a row of {size} pixels with pad {pad}")
    if beyond:
        box([_("The red windows go beyond the end of the padded row: they don't fit.")], Tone.NOTE)
