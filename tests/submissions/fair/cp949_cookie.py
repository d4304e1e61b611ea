# -*- coding: cp949 -*-
"""CP949 bytes with a coding cookie: 옛 편집기로 저장한 파일."""
import numpy as np

안내 = "합성곱 계층 과제"


def conv_output_size(size, kernel, stride, pad):
    # 출력 크기: 나누어떨어지지 않으면 버림
    return (size + pad * 2 - kernel) // stride + 1


def conv_forward_naive(x, w, b, conv_param):
    """순전파"""
    보폭, 패딩 = conv_param['stride'], conv_param['pad']
    필터수, 채널, 필터높이, 필터너비 = w.shape
    큰x = np.pad(x, ((0, 0), (0, 0), (패딩, 패딩), (패딩, 패딩)))
    OH = conv_output_size(x.shape[2], 필터높이, 보폭, 패딩)
    OW = conv_output_size(x.shape[3], 필터너비, 보폭, 패딩)
    out = np.zeros((len(x), 필터수, OH, OW))
    for 행 in range(OH):
        for 열 in range(OW):
            조각 = 큰x[:, :, 행 * 보폭:행 * 보폭 + 필터높이, 열 * 보폭:열 * 보폭 + 필터너비]
            out[:, :, 행, 열] = 조각.reshape(len(x), -1).dot(w.reshape(필터수, -1).T) + b
    return out, (x, w, b, conv_param)


def avg_pool_backward_naive(dout, cache):
    x, 설정 = cache
    높이, 너비, 보폭 = 설정['pool_height'], 설정['pool_width'], 설정['stride']
    dx = np.zeros_like(x)
    for 행 in range(dout.shape[2]):
        for 열 in range(dout.shape[3]):
            # 모든 칸에 똑같이 나눠 준다
            몫 = dout[:, :, 행, 열] / (높이 * 너비)
            dx[:, :, 행 * 보폭:행 * 보폭 + 높이, 열 * 보폭:열 * 보폭 + 너비] += 몫[:, :, None, None]
    return dx
