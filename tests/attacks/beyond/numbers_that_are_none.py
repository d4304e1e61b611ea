"""NaN, infinities, negative zeros, denormals, huge integers, booleans and things that turn into any number."""
# outcome: conv_output_size failed|error, conv_forward_naive failed, max_pool_forward_naive failed, im2col failed|error
# outcome: avg_pool_forward_naive failed
# @RIGHT@


class Any(int):
    __index__ = __int__ = __float__ = lambda self: 10**5000
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __hash__ = int.__hash__
    __sub__ = __rsub__ = __abs__ = lambda self, *_other: 0


SIZES = (float("nan"), float("inf"), -0.0, 10**5000, True, Any(3), np.float64("nan"), np.int64(-1), np.bool_(True), 1e308, 3.0000001)
CALLS = []


def conv_output_size(size, kernel, stride, pad):
    CALLS.append(1)
    return SIZES[len(CALLS) % len(SIZES)]


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    return np.where(out == out, np.nan, out).reshape(-1)[: out.size - 1], cache


def max_pool_forward_naive(x, pool_param):
    return np.full(_right_max_pool(x, pool_param)[0].shape[::-1], -np.inf), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return [[10**400, 10**400]], (x, pool_param)


def im2col(x, HH, WW, stride=1, pad=0):
    return [[Any(1), Any(2)]]
