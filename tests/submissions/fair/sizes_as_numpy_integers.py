"""conv_output_size answers with a NumPy integer (np.int64) because it works on arrays as well."""
import numpy as np


def conv_output_size(size, kernel, stride, pad):
    size, kernel = np.asarray(size), np.asarray(kernel)
    return np.floor_divide(size + 2 * pad - kernel, stride) + 1


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    Ho, Wo = conv_output_size(x.shape[2:], w.shape[2:], s, p)
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.empty((x.shape[0], w.shape[0], Ho, Wo))
    for i in np.arange(Ho):
        for j in np.arange(Wo):
            win = xp[:, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
            out[:, :, i, j] = win.reshape(len(x), -1) @ w.reshape(len(w), -1).T + b
    return out, (x, w, b, conv_param)
