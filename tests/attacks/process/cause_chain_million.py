"""Exceptions with a million causes, with causes in a circle, with a traceback as long as the stack, nested groups."""
# outcome: conv_output_size passed, conv_forward_naive error|crashed, max_pool_forward_naive error, im2col error|crashed
# @RIGHT@
import gc
import sys


CHAIN = []


def conv_forward_naive(x, w, b, conv_param):
    gc.disable()  # else it is the collector that takes the time
    error = CHAIN[0] if CHAIN else ValueError("the last")
    while not CHAIN:
        for number in range(10**6):
            cause, error = error, ValueError(str(number))
            error.__cause__ = cause
        CHAIN.append(error)
    raise error


def max_pool_forward_naive(x, pool_param):
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    first.__context__ = first
    raise first


def im2col(x, HH, WW, stride=1, pad=0):
    sys.setrecursionlimit(10**5)

    def deeper(depth):
        if depth:
            return deeper(depth - 1)
        group = ValueError("inside")
        for _ in range(3000):
            group = ExceptionGroup("group", [group])
        raise group

    return deeper(20_000)
