"""Objects whose array interface points into nowhere: whoever makes an array of them reads foreign memory."""
# outcome: conv_output_size passed, conv_forward_naive failed, max_pool_forward_naive crashed|failed|error
# outcome: avg_pool_forward_naive failed, im2col crashed|failed|error
# @RIGHT@


class Wild:
    def __init__(self, like, address=1):
        self.__array_interface__ = {"shape": like.shape, "typestr": "<f8", "data": (address, False), "version": 3}


class WildArray(np.ndarray):
    __array_interface__ = {"shape": (3, 3), "typestr": "<f8", "data": (8, False), "version": 3}
    __array_struct__ = property(lambda self: 1 / 0)


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    return Wild(out), cache


def max_pool_forward_naive(x, pool_param):
    return [Wild(x), Wild(x, 2**63)], (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return x.view(WildArray), (x, pool_param)


def im2col(x, HH, WW, stride=1, pad=0):
    # NumPy's own means: an array over memory that isn't there.
    return np.lib.stride_tricks.as_strided(x, (4, 4), (2**40, 2**40))
