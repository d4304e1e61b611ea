"""The hints for each exercise, in a file for each stem; all that they say is true of every right answer."""

from collections.abc import Mapping

from grader.hints import conv, conv_layer, im2col, pooling
from grader.steps import Steps

HINTS: Mapping[str, Steps] = {**conv.HINTS, **im2col.HINTS, **pooling.HINTS, **conv_layer.HINTS}
