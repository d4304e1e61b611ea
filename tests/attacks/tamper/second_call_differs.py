"""Right on the first call of a process and wrong afterwards; wrong first and right afterwards; right every other time."""
# outcome: conv_output_size passed, conv_forward_naive failed <16, max_pool_forward_naive failed <7
# outcome: avg_pool_forward_naive failed <3
# @RIGHT@
CALLS = {"conv": 0, "max": 0, "avg": 0}


def nth(name):
    CALLS[name] += 1
    return CALLS[name]


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    return (out if nth("conv") == 1 else out + 1), cache


def max_pool_forward_naive(x, pool_param):
    out, cache = _right_max_pool(x, pool_param)
    return (out + 1 if nth("max") == 1 else out), cache


def avg_pool_forward_naive(x, pool_param):
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    C = x.shape[1]
    w = np.zeros((C, C, ph, pw))
    w[range(C), range(C)] = 1 / (ph * pw)
    out, _cache = _right_forward(x, w, np.zeros(C), {"stride": stride, "pad": 0})
    return (out if nth("avg") % 2 else out + 1), (x, pool_param)
