import numpy as np
import torch  # only on my laptop

from cs231n.layers import conv_forward_naive


def test_conv_forward_naive():
    x, w, b = np.random.randn(2, 3, 5, 5), np.random.randn(4, 3, 3, 3), np.random.randn(4)
    out, _ = conv_forward_naive(x, w, b, {"stride": 1, "pad": 1})
    want = torch.nn.functional.conv2d(torch.tensor(x), torch.tensor(w), torch.tensor(b), padding=1)
    assert np.allclose(out, want.numpy())
