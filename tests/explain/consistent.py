"""Thoughts that are wrong in the same way in a forward and in its backward, as changes of the solutions."""

from tests.explain.sat import changed

CONV = ("conv_forward_naive", "conv_backward_naive")
MAXIMUM = ("max_pool_forward_naive", "max_pool_backward_naive")
MEAN = ("avg_pool_forward_naive", "avg_pool_backward_naive")

# The solution's lines.
OUT = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
DX = "dout[n, f, i, j] * w[f]\n"
DW = "dout[n, f, i, j] * window\n"
DB = "db[f] += dout[n, f, i, j]"
PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
CORNER = "top, left = i * stride, j * stride"
PAD = "(pad, pad)))"

_CONV = {
    "the stride is ignored": [(PARAMETERS, 'stride, pad = 1, conv_param["pad"]')],
    "the padding is ignored": [(PARAMETERS, 'stride, pad = conv_param["stride"], 0')],
    "windows begin one row too low": [(CORNER, "top, left = min(i * stride + 1, x_pad.shape[2] - HH), j * stride")],
    "the kernel is flipped": [
        (OUT, OUT.replace("w[f]", "w[f, :, ::-1, ::-1]")),
        (DX, DX.replace("w[f]", "w[f, :, ::-1, ::-1]")),
        (DW, DW.replace("window", "window[:, ::-1, ::-1]")),
    ],
    "the bias counts once for each product": [
        (OUT, OUT.replace("w[f]) + b[f]", "w[f] + b[f])")),
        (DB, f"{DB} * window.size"),
    ],
    "the average is taken for the sum": [
        (OUT, OUT.replace("np.sum", "np.mean")),
        (DX, DX.replace("\n", " / w[f].size\n")),
        (DW, DW.replace("\n", " / w[f].size\n")),
    ],
    "pixels are squared": [
        (OUT, OUT.replace("window", "window**2")),
        (DX, DX.replace("\n", " * 2 * window\n")),
        (DW, DW.replace("window", "window**2")),
    ],
}
_MAXIMUM = {
    "absolute values": """
def max_pool_forward_naive(x, pool_param):
    out, _ = _max_pool_forward(np.abs(x), pool_param)
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    return np.sign(x) * _max_pool_backward(dout, (np.abs(x), pool_param))
""",
    "the smallest": """
def max_pool_forward_naive(x, pool_param):
    out, _ = _max_pool_forward(-x, pool_param)
    return -out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    return _max_pool_backward(dout, (-cache[0], cache[1]))
""",
}
_KEEP = "_{kind}_pool_forward, _{kind}_pool_backward = {kind}_pool_forward_naive, {kind}_pool_backward_naive\n"
_MEAN = {
    "sums for means": """
def avg_pool_forward_naive(x, pool_param):
    size = pool_param["pool_height"] * pool_param["pool_width"]
    out, _ = _avg_pool_forward(x, pool_param)
    return out * size, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    size = cache[1]["pool_height"] * cache[1]["pool_width"]
    return _avg_pool_backward(dout, cache) * size
"""
}

Consistent = tuple[tuple[str, str], dict[str, str]]

CONSISTENT: dict[str, Consistent] = {
    **{thought: (CONV, {"conv": changed("conv", *changes)}) for thought, changes in _CONV.items()},
    **{
        thought: (names, {"pooling": changed("pooling", and_also=_KEEP.format(kind=kind) + text)})
        for kind, names, texts in (("max", MAXIMUM, _MAXIMUM), ("avg", MEAN, _MEAN))
        for thought, text in texts.items()
    },
}
"""The names of forward and backward, and the changed files. The backward is the true gradient of the wrong forward."""


def all_true(forward: str, backward: str) -> str:
    """What is said of them."""
    return (
        f"Your {backward} is right for your {forward}: it returns the true gradient of what that computes. "
        f"The fault begins in {forward}."
    )
