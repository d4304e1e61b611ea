"""Right answers in another style than the solution's and the misconceptions', to be made wrong by a test."""

FORWARD = """
def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    conv_param["x_pad.shape"] = 4
    windows = np.lib.stride_tricks.sliding_window_view(x_pad, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    out = np.einsum("ncijpq,fcpq->nfij", windows, w)
    return [out + b[:, None, None], (x_pad, w, s, p)]
"""

# With a cache of its own.
BACKWARD = f"""
{FORWARD}

def conv_backward_naive(dout, cache):
    x_pad, w, s, p = cache
    H, W = x_pad.shape[2] - 2 * p, x_pad.shape[3] - 2 * p
    _, _, HH, WW = w.shape
    dx, dw = np.zeros(x_pad.shape), np.zeros(w.shape)
    for j in reversed(range(dout.shape[3])):
        for i in range(dout.shape[2]):
            d = dout[:, :, i, j]
            there = np.s_[:, :, i * s : i * s + HH, j * s : j * s + WW]
            dw += np.einsum("nf,ncpq->fcpq", d, x_pad[there])
            dx[there] += np.einsum("nf,fcpq->ncpq", d, w)
    return dx[:, :, p : p + H, p : p + W], dw, dout.sum((0, 2, 3))
"""

UNFOLDED = """
def im2col(x, HH, WW, stride=1, pad=0):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (HH, WW), axis=(2, 3))[:, :, ::stride, ::stride]
    N, C, H_out, W_out = windows.shape[:4]
    return np.moveaxis(windows, 1, 3).reshape(N * H_out * W_out, C * HH * WW)
"""

# A row for each filter, where the misconceptions have a column.
PRODUCT = """
def conv_forward_im2col(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    N, F = len(x), len(w)
    H_out, W_out = ((x.shape[axis] + 2 * p - w.shape[axis]) // s + 1 for axis in (2, 3))
    out = w.reshape(F, -1) @ im2col(x, *w.shape[2:], s, p).T + b[:, None]
    return out.reshape(F, N, H_out, W_out).swapaxes(0, 1), (x, w, b, conv_param)
"""

WINDOWS = """
def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (ph, pw), axis=(2, 3))[:, :, ::s, ::s]
    return windows.max((4, 5)), (x, pool_param)
"""

ROUTES = """
def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = x[:, :, i * s : i * s + ph, j * s : j * s + pw]
            mask = window == window.max((2, 3), keepdims=True)
            dx[:, :, i * s : i * s + ph, j * s : j * s + pw] += mask * dout[:, :, i, j, None, None]
    return dx
"""

# Clears its gradients after the step, and steps in place.
LAYER = """
class Conv2d:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        shape = (out_channels, in_channels, kernel_size, kernel_size)
        self.weight = np.random.default_rng(3).normal(0, np.sqrt(2 / (in_channels * kernel_size**2)), shape)
        self.bias = np.zeros(out_channels)
        self.k, self.s, self.p = kernel_size, stride, padding

    def _padded(self, x):
        return np.pad(x, ((0, 0), (0, 0), (self.p, self.p), (self.p, self.p)))

    def _windows(self, x):
        windows = np.lib.stride_tricks.sliding_window_view(self._padded(x), (self.k, self.k), axis=(2, 3))
        return windows[:, :, :: self.s, :: self.s]

    def forward(self, x):
        self.seen = x
        return np.einsum("ncijpq,fcpq->nfij", self._windows(x), self.weight) + self.bias[:, None, None]

    def backward(self, dout):
        self.weight_grad = np.einsum("nfij,ncijpq->fcpq", dout, self._windows(self.seen))
        self.bias_grad = np.einsum("nfij->f", dout)
        dx, p = np.zeros(self._padded(self.seen).shape), self.p
        for i, j in np.ndindex(dout.shape[2:]):
            there = np.s_[:, :, i * self.s : i * self.s + self.k, j * self.s : j * self.s + self.k]
            dx[there] += np.einsum("nf,fcpq->ncpq", dout[:, :, i, j], self.weight)
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]

    def update(self, lr):
        self.weight -= lr * self.weight_grad
        self.bias -= lr * self.bias_grad
        self.weight_grad, self.bias_grad = 0 * self.weight_grad, 0 * self.bias_grad
"""
