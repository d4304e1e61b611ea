"""Misconceptions about max pooling, most of them edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")

UNDETECTABLE = {
    ("max_pool_forward_naive", "pad_ignored_in_size"): "pooling has no padding here",
    ("max_pool_forward_naive", "zero_padding"): "pooling has no padding here",
    ("max_pool_backward_naive", "all_ties_full"): "no graded window has two equal maxima",
}
"""Faults of (exercise, name) that no legal input shows, and why."""


def _max_by_windows(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Right: the maximum of one window after the other."""
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - ph) // stride
    W_out = 1 + (W - pw) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n, c in np.ndindex(N, C):
        for i, j in np.ndindex(H_out, W_out):
            top, left = i * stride, j * stride
            window = x[n, c, top : top + ph, left : left + pw]
            out[n, c, i, j] = np.max(window)
    return out, (x, pool_param)


def _max_gradient_by_windows(dout: Array, cache: PoolCache) -> Array:
    """Right: the gradient of one window after the other goes to the window's maximum."""
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c in np.ndindex(dout.shape[:2]):
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * stride, j * stride
            window = x[n, c, top : top + ph, left : left + pw]
            p, q = divmod(int(np.argmax(window)), pw)
            dx[n, c, top + p, left + q] += dout[n, c, i, j]
    return dx


max_forward = partial(wrong.edit, of="max_pool_forward_naive", version=_max_by_windows)
max_backward = partial(wrong.edit, of="max_pool_backward_naive", version=_max_gradient_by_windows)

max_forward(
    "batch_channel_swapped",
    belief="Puts the channels before the images in the output.",
    hint="Pool 2 images of 3 channels and print out.shape: do the images still come first?",
    hint_ko="채널이 3개인 이미지 2장을 풀링해 보세요. out.shape에서 이미지 축이 여전히 맨 앞에 있나요?",
    changes=[("return out, (x, pool_param)", "return out.transpose(1, 0, 2, 3), (x, pool_param)")],
)
max_forward(
    "ceil_size",
    belief="Rounds the output size up, so that a last window hangs over the edge of the image.",
    hint="Pool a row of 5 pixels by 2 with stride 2: how many whole windows are there?",
    hint_ko="픽셀 5개짜리 한 줄을 크기 2, stride 2로 풀링해 보세요. 온전히 들어가는 창은 몇 개인가요?",
    changes=[
        ("(H - ph) // stride", "int(np.ceil((H - ph) / stride))"),
        ("(W - pw) // stride", "int(np.ceil((W - pw) / stride))"),
    ],
)
max_forward(
    "hardcoded_2x2",
    belief="Takes pooling to be 2x2 with stride 2 whatever is asked for.",
    hint="Which lines of yours would give another result if pool_param held other numbers?",
    hint_ko="pool_param의 값이 바뀌면 결과도 달라지나요? 숫자 2를 직접 적은 곳부터 찾아보세요.",
    changes=[('pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]', "2, 2, 2")],
)
max_forward(
    "init_minus_999",
    belief="Lets -999 win over pixels below it, as a maximum does that starts from there.",
    hint="Pool an image of -1000s. Which first value of a maximum can never win by mistake?",
    hint_ko="모든 값이 -1000인 이미지를 풀링해 보세요. 어떤 입력에서도 잘못 이기지 않는 초깃값은 무엇일까요?",
    changes=[("np.max(window)", "max(-999.0, np.max(window))")],
)
max_forward(
    "init_zero",
    belief="Lets 0 win over negative pixels, as a maximum does that starts from 0.",
    hint="Pool a window of [[-3, -2], [-5, -4]]: is the number that comes out one of the four?",
    hint_ko="[[-3, -2], [-5, -4]] 창을 풀링해 보세요. 나온 값이 이 네 수 가운데 하나인가요?",
    changes=[("np.max(window)", "max(0.0, np.max(window))")],
)
max_forward(
    "max_abs",
    belief="Keeps the pixel that is farthest from zero, on either side.",
    hint="Pool a window that holds -7 and 2. Which of them stands further right on the number line?",
    hint_ko="-7과 2가 들어 있는 창을 풀링해 보세요. 수직선에서 더 오른쪽에 있는 수는 어느 쪽인가요?",
    changes=[("np.max(window)", "window.flat[np.argmax(np.abs(window))]")],
)
max_forward(
    "max_over_channels",
    belief="Takes one maximum over all channels together.",
    hint="Give the two channels of an image quite different numbers: does out still keep them apart?",
    hint_ko="두 채널에 전혀 다른 값을 넣어 보세요. 출력에서도 채널마다 다른 값이 나오나요?",
    changes=[("x[n, c, top", "x[n, :, top")],
)
max_forward(
    "pad_ignored_in_size",
    belief="Pads the image, but counts the windows as if it had not been padded.",
    hint="If the image grows by padding, how many windows fit into it then?",
    hint_ko="패딩으로 이미지가 커졌다면 들어가는 창의 개수도 달라져요. 크기를 구하는 식에도 반영했나요?",
    changes=[
        (
            "    N, C, H, W = x.shape",
            '    pad = pool_param.get("pad", 0)\n'
            "    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))\n"
            "    N, C, H, W = x.shape",
        ),
        ("window = x[", "window = x_pad["),
    ],
)
max_forward(
    "reshape_without_transpose",
    belief="Collects the maxima with the channel as the fastest axis, and only reshapes them in the end.",
    hint="Write down the order in which your maxima are made. Is it the order in which reshape reads them?",
    hint_ko="최댓값들이 어떤 축 순서로 만들어졌는지 적어 보세요. reshape이 읽는 순서와 같은가요?",
    changes=[("return out,", "return out.transpose(0, 2, 3, 1).reshape(out.shape),")],
)
max_forward(
    "size_precedence",
    belief="Leaves out the parentheses in the formula of the size, so that only the pool is divided.",
    hint="Put H = 6, pool 3 and stride 3 into your formula as Python reads it. Do you get 2?",
    hint_ko="H=6, pool 3, stride 3을 식에 넣고 Python이 계산하는 순서대로 풀어 보세요. 2가 나오나요?",
    changes=[("(H - ph) // stride", "H - ph // stride"), ("(W - pw) // stride", "W - pw // stride")],
)
max_forward(
    "sorts_input_in_place",
    belief="Sorts each window to find its largest pixel, not knowing that the window is a part of x itself.",
    hint="Keep x.copy() before the call and compare it with x after it. What is a slice of an array?",
    hint_ko="호출하기 전에 x.copy()를 남겨 두었다가 호출한 뒤의 x와 비교해 보세요. 슬라이스는 복사본일까요?",
    changes=[
        (
            "            out[n, c, i, j] = np.max(window)",
            "            window.sort(axis=0)\n"
            "            window.sort(axis=1)\n"
            "            out[n, c, i, j] = window[-1, -1]",
        )
    ],
)
max_forward(
    "stride_equals_pool",
    belief="Moves the window by its own size, as if windows always lay side by side.",
    hint="With pool 3 and stride 2, at which row does the second window begin?",
    hint_ko="pool이 3이고 stride가 2라면 두 번째 창은 몇 번째 행에서 시작하나요?",
    changes=[("i * stride, j * stride", "i * ph, j * pw")],
)
max_forward(
    "uses_undefined_weight",
    belief="Asks a weight w for its shape, as a convolution does; pooling has none.",
    hint="Look at the name in the error message. What does pooling have that could be called so?",
    hint_ko="에러 메시지에 나온 이름을 보세요. 풀링에도 그런 변수가 있나요? 그 줄은 어디에서 옮겨 왔나요?",
    changes=[("    N, C, H, W = x.shape", "    N, C, H, W = x.shape\n    _, _, HH, WW = w.shape")],
)
max_forward(
    "window_end_short",
    belief="Takes the end of a slice to belong to the slice.",
    hint="Print the shape of one window: is it pool_height by pool_width?",
    hint_ko="창 하나의 shape를 출력해 보세요. (pool_height, pool_width)가 맞나요?",
    changes=[("top : top + ph, left : left + pw", "top : top + ph - 1, left : left + pw - 1")],
)
max_forward(
    "zero_padding",
    belief="Pads with zeros, as a convolution does, before taking the maximum.",
    hint="Next to pixels that are all negative, who wins: a pixel or your padding?",
    hint_ko="픽셀이 모두 음수라면 픽셀과 패딩 가운데 어느 쪽이 최댓값이 되나요?",
    changes=[
        (
            "    N, C, H, W = x.shape",
            '    pad = pool_param.get("pad", 0)\n'
            "    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))\n"
            "    N, C, H, W = x_pad.shape",
        ),
        ("window = x[", "window = x_pad["),
    ],
)
max_backward(
    "all_ties_full",
    belief="Gives the whole gradient of a window to each of several equal maxima.",
    hint="Take a window of four equal pixels: do dout.sum() and dx.sum() agree?",
    hint_ko="네 픽셀의 값이 모두 같은 창을 만들어 보세요. dout.sum()과 dx.sum()이 같은가요?",
    changes=[
        (
            "dx[n, c, top + p, left + q] += dout[n, c, i, j]",
            "dx[n, c, top : top + ph, left : left + pw] += (window == np.max(window)) * dout[n, c, i, j]",
        )
    ],
)
max_backward(
    "argmax_not_cached",
    belief="Takes more out of the cache than forward has put into it.",
    hint="Compare the line that unpacks the cache with the line of forward that returns it.",
    hint_ko="cache를 푸는 줄과 forward에서 cache를 돌려주는 줄을 나란히 놓고 비교해 보세요.",
    changes=[("x, pool_param = cache", "x, pool_param, arg_max = cache")],
)
max_backward(
    "argmax_not_unravelled",
    belief="Takes the number that argmax gives for a window as a number of pixels of the whole image.",
    hint="argmax counted the pixels of a small window. Which pixel of the image has that number?",
    hint_ko="argmax는 작은 창 안에서 센 순서예요. 이미지 전체에서는 몇 행 몇 열의 픽셀인가요?",
    changes=[("dx[n, c, top + p, left + q] +=", "dx[n, c].flat[np.argmax(window)] +=")],
)
max_backward(
    "destroys_cached_x",
    belief="Strikes a maximum out of x once it has had its gradient.",
    hint="Call backward twice with the same cache. Which line has changed the image in between?",
    hint_ko="같은 cache로 backward를 두 번 불러 보세요. 그사이에 이미지 값을 바꾼 줄은 어디인가요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j]\n            window[p, q] = -np.inf")],
)
max_backward(
    "dout_ij_swapped",
    belief="Exchanges row and column where dout is read.",
    hint="Try an image with more columns than rows: which of your two counters runs over the rows?",
    hint_ko="행보다 열이 많은 이미지로 시험해 보세요. 두 반복 변수 가운데 어느 것이 행을 세나요?",
    changes=[("dout[n, c, i, j]", "dout[n, c, j, i]")],
)
max_backward(
    "dout_not_transposed",
    belief="Lists the windows with the channel as the fastest axis, but flattens dout as it lies there.",
    hint="Which window does entry 1 of your flattened dout belong to, and which one is row 1 of yours?",
    hint_ko="펼친 dout의 1번 값은 어느 창의 것인가요? 창을 늘어놓은 행렬의 1번 행도 같은 창인가요?",
    changes=[
        (
            "    x, pool_param = cache",
            "    x, pool_param = cache\n"
            "    N, C, H_out, W_out = dout.shape\n"
            "    dout = dout.reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)",
        )
    ],
)
max_backward(
    "global_max_mask",
    belief="Looks for the maximum in the whole image, not in the window.",
    hint="Each output came out of one window only. Where do you look for its winner?",
    hint_ko="출력값 하나는 창 하나에서 나왔어요. 지금은 어느 범위에서 최댓값을 찾고 있나요?",
    changes=[("dx[n, c, top + p, left + q] +=", "dx[n, c][x[n, c] == x[n, c].max()] +=")],
)
max_backward(
    "last_window_only",
    belief="Ends with the gradient of the last image and channel alone.",
    hint="Count how many times the line that makes dx runs. What becomes of what was in it?",
    hint_ko="dx를 만드는 줄이 몇 번 실행되는지 세어 보세요. 그 전에 담아 둔 값은 어떻게 되나요?",
    changes=[
        (
            "    for n, c in np.ndindex(dout.shape[:2]):",
            "    for n, c in np.ndindex(dout.shape[:2]):\n        dx = np.zeros(x.shape)",
        )
    ],
)
max_backward(
    "multiplied_by_value",
    belief="Multiplies the gradient by the maximum itself.",
    hint="Raise the winner by 0.001: by how much does the output rise? Does it matter how large it was?",
    hint_ko="최댓값인 픽셀을 0.001만큼 키우면 출력은 얼마나 커지나요? 그 픽셀의 크기와 상관이 있나요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j] * window[p, q]")],
)
max_backward(
    "overwrite",
    belief="Sets a pixel's gradient where it should add to it.",
    hint="Pool 3x3 with stride 1 around one very large pixel: how many outputs does that pixel feed?",
    hint_ko="아주 큰 픽셀 하나를 두고 3x3, stride 1로 풀링해 보세요. 그 픽셀은 출력 몇 개에 쓰이나요?",
    changes=[("+= dout[n, c, i, j]", "= dout[n, c, i, j]")],
)
max_backward(
    "shape_of_dout",
    belief="Works the size of dx out from dout and the stride.",
    hint="A gradient looks like the thing it is the gradient of. Which array has the size you need?",
    hint_ko="기울기는 미분하는 대상과 모양이 같아요. 어떤 배열의 shape를 쓰면 될까요?",
    changes=[
        (
            "np.zeros(x.shape)",
            "np.zeros((*dout.shape[:2], dout.shape[2] * stride, dout.shape[3] * stride))",
        )
    ],
)
max_backward(
    "spread_evenly",
    belief="Shares the gradient out among all pixels of the window, as average pooling does.",
    hint="Change a pixel that has not won a little. Does the output of its window notice?",
    hint_ko="최댓값이 아닌 픽셀을 아주 조금 바꿔 보세요. 그 창의 출력이 달라지나요?",
    changes=[
        (
            "dx[n, c, top + p, left + q] += dout[n, c, i, j]",
            "dx[n, c, top : top + ph, left : left + pw] += dout[n, c, i, j] / (ph * pw)",
        )
    ],
)
max_backward(
    "stride_equals_pool",
    belief="Looks for the windows one pool size apart from each other.",
    hint="In forward, where did the window of out[n, c, i, j] begin? Backward has to look there again.",
    hint_ko="forward에서 out[n, c, i, j]의 창은 어디에서 시작했나요? backward도 같은 자리를 봐야 해요.",
    changes=[("i * stride, j * stride", "i * ph, j * pw")],
)
max_backward(
    "unravel_with_height",
    belief="Divides the number that argmax gives by the height of the window to get the row.",
    hint="In a window of 2 rows and 3 columns, argmax says 4. Which row and column is that?",
    hint_ko="2행 3열짜리 창에서 argmax가 4라면 몇 행 몇 열인가요? 무엇으로 나누어야 할까요?",
    changes=[("np.argmax(window)), pw)", "np.argmax(window)), ph)")],
)
max_backward(
    "window_offset_missing",
    belief="Uses the maximum's place inside the window as its place in the image.",
    hint="All your gradients pile up in the upper left corner. What is missing between window and image?",
    hint_ko="기울기가 모두 왼쪽 위에 쌓이지 않나요? 창 안의 위치를 이미지의 위치로 바꿀 때 빠진 것이 있어요.",
    changes=[("dx[n, c, top + p, left + q]", "dx[n, c, p, q]")],
)
# About averages: max pooling's own right backward, in their place.
wrong.edit(
    "routes_to_max",
    of="avg_pool_backward_naive",
    version=_max_gradient_by_windows,
    belief="Sends the gradient to the largest pixel, as in max pooling.",
    hint="Raise the smallest pixel of a window a little: does the mean stay as it was?",
    hint_ko="창에서 가장 작은 픽셀을 조금 키워 보세요. 평균은 그대로인가요?",
    changes=[],
)
