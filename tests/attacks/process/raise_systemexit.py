"""Raises in turn what is no Exception: SystemExit, KeyboardInterrupt, GeneratorExit and a class of its own."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive error, im2col error, col2im error
# outcome: avg_pool_forward_naive error
# @RIGHT@
import sys


class Leave(BaseException):
    pass


CALLS = []


def conv_forward_naive(x, w, b, conv_param):
    CALLS.append(1)
    raise (SystemExit(0), KeyboardInterrupt(), GeneratorExit(), Leave("for good"))[len(CALLS) % 4]


def max_pool_forward_naive(x, pool_param):
    sys.exit(0)


def avg_pool_forward_naive(x, pool_param):
    raise KeyboardInterrupt


def im2col(x, HH, WW, stride=1, pad=0):
    raise StopIteration(x)


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    raise Leave
