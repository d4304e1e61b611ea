"""The twelve exercises, in the order in which a student does them."""

from grader.exercise import Exercise
from grader.exercises import conv, conv_layer, im2col, pooling

EXERCISES: tuple[Exercise, ...] = (
    conv.conv_output_size,
    conv.conv_forward,
    conv.conv_backward,
    im2col.im2col,
    im2col.col2im,
    im2col.conv_forward_im2col,
    im2col.conv_backward_im2col,
    pooling.max_pool_forward,
    pooling.max_pool_backward,
    pooling.avg_pool_forward,
    pooling.avg_pool_backward,
    conv_layer.conv2d,
)

NAMES = frozenset(exercise.name for exercise in EXERCISES)
