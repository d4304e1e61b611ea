"""Nested list comprehensions over .tolist(), an array only at the end."""
import numpy as np
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    X, K, B = x.tolist(), w.tolist(), b.tolist()
    at = lambda n, c, r, q: X[n][c][r][q] if 0 <= r < H and 0 <= q < W else 0.0
    out = [[[[B[f] + sum(at(n, c, i + u, j + v) * K[f][c][u][v] for c in range(C) for u in range(HH) for v in range(WW))
              for j in range(-p, W + p - WW + 1, s)]
             for i in range(-p, H + p - HH + 1, s)]
            for f in range(F)] for n in range(N)]
    return np.array(out), (x, w, b, conv_param)
