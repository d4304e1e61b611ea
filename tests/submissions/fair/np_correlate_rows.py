"""np.correlate of flattened padded channels with a spread-out kernel, then picked."""
import numpy as np
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    Ho, Wo = (H + 2 * p - HH) // s + 1, (W + 2 * p - WW) // s + 1
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    Wp = W + 2 * p
    out = np.zeros((N, F, Ho, Wo)) + b[:, None, None]
    for n, f, c in np.ndindex(N, F, C):
        spread = np.zeros((HH, Wp))
        spread[:, :WW] = w[f, c]
        line = np.correlate(xp[n, c].ravel(), spread.ravel()[:(HH - 1) * Wp + WW], "valid")
        line = np.append(line, np.zeros(Wp))
        pick = s * Wp * np.arange(Ho)[:, None] + s * np.arange(Wo)
        out[n, f] += line[pick]
    return out, (x, w, b, conv_param)
