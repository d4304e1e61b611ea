"""합성곱 계층: 필터와 이미지는 벡터화하고 출력 위치만 두 번의 for 문으로 돈다.

Two loops over the output positions, images and filters in one product. Both functions forget `return`.
"""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    pad = conv_param['pad']
    stride = conv_param['stride']

    # 출력 크기
    out_h = int((H - HH + 2 * pad) / stride + 1)
    out_w = int((W - WW + 2 * pad) / stride + 1)

    # 가로, 세로 방향으로만 0을 덧댄다
    margins = [(0, 0), (0, 0), (pad, pad), (pad, pad)]
    padded = np.pad(x, margins, mode='constant', constant_values=0)

    images = np.arange(N)
    n_weights = C * HH * WW
    w_rows = w.reshape(F, n_weights)              # (F, C*HH*WW)
    out = np.zeros((N, F, out_h, out_w))
    for r in range(out_h):
        top = r * stride
        for c in range(out_w):
            left = c * stride
            piece = padded[images, :, top:top+HH, left:left+WW]      # (N, C, HH, WW)
            piece_rows = piece.reshape(N, n_weights)                 # (N, C*HH*WW)
            score = np.dot(piece_rows, w_rows.T) + b.reshape(1, F)   # (N, F)
            out[images, :, r, c] = score

    cache = (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    N, F, out_h, out_w = dout.shape
    pad = conv_param['pad']
    stride = conv_param['stride']

    margins = [(0, 0), (0, 0), (pad, pad), (pad, pad)]
    padded = np.pad(x, margins, mode='constant', constant_values=0)
    images = np.arange(N)
    n_weights = C * HH * WW
    w_rows = w.reshape(F, n_weights)

    dpadded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    dw = np.zeros((F, C, HH, WW))
    db = np.zeros(F)
    for r in range(out_h):
        top = r * stride
        for c in range(out_w):
            left = c * stride
            dscore = dout[images, :, r, c]                           # (N, F)
            db += dscore.sum(axis=0)
            piece_rows = padded[images, :, top:top+HH, left:left+WW].reshape(N, n_weights)
            dw += np.dot(dscore.T, piece_rows).reshape(F, C, HH, WW)
            dpiece = np.dot(dscore, w_rows).reshape(N, C, HH, WW)
            dpadded[images, :, top:top+HH, left:left+WW] += dpiece   # 겹치는 곳은 더해 준다

    dx = dpadded[images, :, pad:pad+H, pad:pad+W]                    # 덧댄 부분을 떼어 낸다
