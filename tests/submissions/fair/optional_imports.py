"""Optional imports that are not there, definitions inside try and if, a wrong first try redefined further down."""
import numpy as np

try:
    from scipy.signal import correlate2d
except ImportError:
    correlate2d = None

try:
    import matplotlib.pyplot as plt
except Exception:
    plt = None


def max_pool_forward_naive(x, pool_param):
    return np.zeros(1), None  # first try, see below


if correlate2d is None:

    def correlate2d(image, kernel, mode):
        assert mode == "valid"
        h, w = kernel.shape
        out = np.zeros((image.shape[0] - h + 1, image.shape[1] - w + 1))
        for i in range(h):
            for j in range(w):
                out += kernel[i, j] * image[i:i + out.shape[0], j:j + out.shape[1]]
        return out


try:
    np.sliding_windows_that_do_not_exist
except AttributeError:

    def conv_forward_naive(x, w, b, conv_param):
        s, p = conv_param["stride"], conv_param["pad"]
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        planes = [[sum(correlate2d(ch, k, "valid") for ch, k in zip(image, kernel))[::s, ::s] + bias
                   for kernel, bias in zip(w, b)] for image in xp]
        return np.array(planes), (x, w, b, conv_param)


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - ph) // s + 1, (W - pw) // s + 1))
    for n, c, i, j in np.ndindex(out.shape):
        out[n, c, i, j] = x[n, c, i * s:i * s + ph, j * s:j * s + pw].max()
    return out, (x, pool_param)


def show(image):
    if plt is not None:
        plt.imshow(image)
        plt.show()


if __name__ == "__main__":
    show(np.eye(3))
    raise SystemExit(0)
