"""한글 이름과 한글 주석 (Korean identifiers and comments)."""
import numpy as np


def 출력_크기(입력, 필터, 보폭, 패딩):
    return (입력 + 2 * 패딩 - 필터) // 보폭 + 1


def conv_output_size(size, kernel, stride, pad):
    return 출력_크기(size, kernel, stride, pad)


def 패딩하기(이미지, 폭):
    return np.pad(이미지, ((0, 0), (0, 0), (폭, 폭), (폭, 폭)))


def conv_forward_naive(x, w, b, conv_param):
    """합성곱 순전파: 필터를 이미지 위에서 한 칸씩 옮기며 곱하고 더해요."""
    보폭, 패딩 = conv_param["stride"], conv_param["pad"]
    이미지_수, 채널, 높이, 너비 = x.shape
    필터_수, _, 필터높이, 필터너비 = w.shape
    높이_출력 = 출력_크기(높이, 필터높이, 보폭, 패딩)
    너비_출력 = 출력_크기(너비, 필터너비, 보폭, 패딩)
    큰_이미지 = 패딩하기(x, 패딩)
    출력 = np.zeros((이미지_수, 필터_수, 높이_출력, 너비_출력))
    for 세로 in range(높이_출력):
        for 가로 in range(너비_출력):
            시작행, 시작열 = 세로 * 보폭, 가로 * 보폭
            조각 = 큰_이미지[:, :, 시작행:시작행 + 필터높이, 시작열:시작열 + 필터너비]
            for 번호 in range(필터_수):
                # 조각과 필터를 곱한 뒤 모두 더하고 편향을 더한다
                출력[:, 번호, 세로, 가로] = np.sum(조각 * w[번호], axis=(1, 2, 3)) + b[번호]
    캐시 = (x, w, b, conv_param)
    return 출력, 캐시


def conv_backward_naive(dout, cache):
    """합성곱 역전파"""
    x, w, b, conv_param = cache
    보폭, 패딩 = conv_param["stride"], conv_param["pad"]
    _, _, 높이, 너비 = x.shape
    필터_수, _, 필터높이, 필터너비 = w.shape
    큰_이미지 = 패딩하기(x, 패딩)
    기울기_x = np.zeros_like(큰_이미지)
    기울기_w = np.zeros_like(w)
    기울기_b = dout.sum(axis=(0, 2, 3))
    for 세로 in range(dout.shape[2]):
        for 가로 in range(dout.shape[3]):
            창 = np.s_[:, :, 세로 * 보폭:세로 * 보폭 + 필터높이, 가로 * 보폭:가로 * 보폭 + 필터너비]
            for 번호 in range(필터_수):
                δ = dout[:, 번호, 세로, 가로][:, None, None, None]
                기울기_x[창] += δ * w[번호]
                기울기_w[번호] += np.sum(δ * 큰_이미지[창], axis=0)
    # 패딩한 만큼 잘라 낸다
    return 기울기_x[:, :, 패딩:패딩 + 높이, 패딩:패딩 + 너비], 기울기_w, 기울기_b


class 풀링:
    def __init__(이것, 설정):
        이것.높이, 이것.너비, 이것.보폭 = 설정["pool_height"], 설정["pool_width"], 설정["stride"]

    def 창들(이것, x):
        for i in range(출력_크기(x.shape[2], 이것.높이, 이것.보폭, 0)):
            for j in range(출력_크기(x.shape[3], 이것.너비, 이것.보폭, 0)):
                위, 왼쪽 = i * 이것.보폭, j * 이것.보폭
                yield i, j, np.s_[:, :, 위:위 + 이것.높이, 왼쪽:왼쪽 + 이것.너비]


def max_pool_forward_naive(x, pool_param):
    풀 = 풀링(pool_param)
    출력 = np.zeros((*x.shape[:2],
                    출력_크기(x.shape[2], 풀.높이, 풀.보폭, 0), 출력_크기(x.shape[3], 풀.너비, 풀.보폭, 0)))
    for i, j, 창 in 풀.창들(x):
        출력[:, :, i, j] = x[창].max(axis=(2, 3))
    return 출력, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    dx = np.zeros_like(x)
    for i, j, 창 in 풀링(pool_param).창들(x):
        최댓값 = x[창].max(axis=(2, 3), keepdims=True)
        dx[창] += (x[창] == 최댓값) * dout[:, :, i, j][:, :, None, None]
    return dx
