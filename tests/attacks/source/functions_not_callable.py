"""The names are there, but of strings, modules, classes with odd signatures, and things that lie about being callable."""
# outcome: conv_output_size passed, conv_forward_naive failed, conv_backward_naive failed, im2col error, col2im error
# outcome: max_pool_forward_naive failed, max_pool_backward_naive failed|error, avg_pool_forward_naive error, Conv2d error|failed
# says: not a function
# @RIGHT@
import math
import types

conv_forward_naive = "def conv_forward_naive(x, w, b, conv_param): ..."
conv_backward_naive = math
max_pool_forward_naive = types.SimpleNamespace(__call__=lambda *_args: 1)


class im2col:
    def __init__(self):
        pass


def col2im():
    return 1


class max_pool_backward_naive(type):
    def __new__(cls, *_args):
        return super().__new__(cls, "x", (), {})


def avg_pool_forward_naive(*, x, pool_param):
    return x, pool_param


Conv2d = lambda: None
