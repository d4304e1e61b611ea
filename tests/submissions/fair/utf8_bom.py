# 윈도우 메모장에서 저장했어요
"""UTF-8 with a byte order mark, and Korean comments."""
import numpy as np


def max_pool_forward_naive(x, pool_param):
    높이, 너비, 보폭 = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - 높이) // 보폭 + 1, (W - 너비) // 보폭 + 1))
    for i in range(out.shape[2]):      # 세로로
        for j in range(out.shape[3]):  # 가로로
            out[:, :, i, j] = x[:, :, i * 보폭:i * 보폭 + 높이, j * 보폭:j * 보폭 + 너비].max(axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    높이, 너비, 보폭 = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            창 = x[:, :, i * 보폭:i * 보폭 + 높이, j * 보폭:j * 보폭 + 너비]
            가면 = 창 == 창.max(axis=(2, 3), keepdims=True)
            dx[:, :, i * 보폭:i * 보폭 + 높이, j * 보폭:j * 보폭 + 너비] += 가면 * dout[:, :, i, j, None, None]
    return dx
