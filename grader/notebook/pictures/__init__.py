"""The pictures of the notebook, one file for each concept. What they show was computed by the student's own functions.

drawable.py    what a value must be to be drawn; what is odd about it is said beside the picture
canvas.py      what all pictures are drawn with: matplotlib, and nothing of pyplot's state
material.py    an image and filters to work on
sizes.py       how many windows fit into a row
filtering.py   what a filter does to an image, by stride and pad
gradients.py   one output's gradient on the image; a gradient beside its numerical one
pools.py       windows with their maxima; where gradients are sent
windows.py     the padded windows as rows of a matrix; how many windows hold each pixel
speed.py       how long calls take
learning.py    a loss that falls, and the filter that was learnt

The letters in pictures are names, numbers and the field's words, which are the same in every language: matplotlib's
own font has Latin letters alone. Sentences stand in boxes beside the pictures.
"""

from grader.notebook.pictures.filtering import filtered, side_by_side
from grader.notebook.pictures.gradients import beside_numerical, of_one_output
from grader.notebook.pictures.learning import learnt
from grader.notebook.pictures.material import filters, image, numbers
from grader.notebook.pictures.pools import pooled, routed
from grader.notebook.pictures.sizes import row_of_windows
from grader.notebook.pictures.speed import seconds, speeds
from grader.notebook.pictures.windows import how_many_windows, windows_as_rows

__all__ = [
    "beside_numerical",
    "filtered",
    "filters",
    "how_many_windows",
    "image",
    "learnt",
    "numbers",
    "of_one_output",
    "pooled",
    "routed",
    "row_of_windows",
    "seconds",
    "side_by_side",
    "speeds",
    "windows_as_rows",
]
