"""The pixels by memoryview, the result in an array.array."""
import numpy as np
from array import array
from itertools import product


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    flat, kernel = memoryview(np.ascontiguousarray(xp)), memoryview(np.ascontiguousarray(w))
    result = array("d", bytes(8 * N * F * Ho * Wo))
    for at, (n, f, i, j) in enumerate(product(range(N), range(F), range(Ho), range(Wo))):
        result[at] = b[f] + sum(flat[n, c, i * s + u, j * s + v] * kernel[f, c, u, v]
                                for c, u, v in product(range(C), range(HH), range(WW)))
    return np.frombuffer(result).reshape(N, F, Ho, Wo), (x, w, b, conv_param)
