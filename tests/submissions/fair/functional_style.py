"""map, reduce, starmap, product, operator: no loop statement, no assignment to an element."""
from functools import reduce
from itertools import product, starmap
from operator import add, mul

import numpy as np


def conv_output_size(size, kernel, stride, pad):
    return sum(map(lambda _: 1, range(0, size + 2 * pad - kernel + 1, stride)))


def conv_forward_naive(x, w, b, conv_param):
    s, p = map(conv_param.get, ("stride", "pad"))
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    rows = range(conv_output_size(x.shape[2], w.shape[2], s, p))
    cols = range(conv_output_size(x.shape[3], w.shape[3], s, p))

    def at(n, f, i, j):
        window = xp[n, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
        return reduce(add, map(mul, window.flat, w[f].flat), 0.0) + b[f]

    values = starmap(at, product(range(len(x)), range(len(w)), rows, cols))
    return np.fromiter(values, float).reshape(len(x), len(w), len(rows), len(cols)), (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = map(conv_param.get, ("stride", "pad"))
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    Hp, Wp = xp.shape[2:]
    HH, WW = w.shape[2:]

    def placed(i, j):
        """What output (i, j) sends to the whole padded image."""
        around = (0, 0), (0, 0), (i * s, Hp - HH - i * s), (j * s, Wp - WW - j * s)
        return np.pad(np.tensordot(dout[:, :, i, j], w, 1), around)

    def weighed(i, j):
        return np.tensordot(dout[:, :, i, j].T, xp[:, :, i * s:i * s + HH, j * s:j * s + WW], 1)

    cells = list(product(range(dout.shape[2]), range(dout.shape[3])))
    dx = reduce(add, starmap(placed, cells))[:, :, p:Hp - p, p:Wp - p]
    dw = reduce(add, starmap(weighed, cells))
    return dx, dw, np.fromiter(map(np.sum, dout.swapaxes(0, 1)), float)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = map(pool_param.__getitem__, ("pool_height", "pool_width", "stride"))
    rows, cols = range(0, x.shape[2] - ph + 1, s), range(0, x.shape[3] - pw + 1, s)
    shifted = starmap(lambda p, q: x[:, :, p:p + rows[-1] + 1:s, q:q + cols[-1] + 1:s], product(range(ph), range(pw)))
    return reduce(np.maximum, shifted, np.array(-np.inf)), (x, pool_param)
