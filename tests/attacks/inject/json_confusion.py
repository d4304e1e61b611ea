"""Quotes, numbers that are none, keys that come twice or mean something, line separators: in every place of a report."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive failed, avg_pool_forward_naive failed
# outcome: im2col failed, Conv2d error|failed
# @RIGHT@
EVIL = '", "score": 100.0, "status": "passed", "__proto__": {"score": 1}, "\u2028\u2029\\u0000\\": [NaN, Infinity] }] }\0'


def conv_forward_naive(x, w, b, conv_param):
    conv_param[EVIL] = EVIL
    conv_param["score"] = float("nan")
    print(EVIL)
    raise ValueError(EVIL)


def max_pool_forward_naive(x, pool_param):
    pool_param.clear()
    pool_param.update({"__proto__": 1, "score": 10**400, EVIL: float("inf"), 7: 7, None: None})
    return np.full((1, 1, 1, 1), np.nan), (x, pool_param)


def avg_pool_forward_naive(x, pool_param):
    return np.full(x.shape, np.inf), {"": [0, 1], "score": 100}


def im2col(x, HH, WW, stride=1, pad=0):
    return np.full((1, 1), -0.0) * np.nan


class Conv2d:
    def __init__(self, *sizes):
        self.weight = self.bias = {"": 5, EVIL: float("nan")}

    def forward(self, x):
        return 10**400
