"""Misconceptions about max pooling, forward: what is kept of a window, and where; edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")


# The same text as in windows.py, so that a fault from there and one from here can be in one solution.
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


max_forward = partial(wrong.edit, of="max_pool_forward_naive", version=_max_by_windows)

max_forward(
    "batch_channel_swapped",
    belief="Puts the channels before the images in the output.",
    hint="Pool 2 images of 3 channels and print out.shape: do the images still come first?",
    hint_ko="채널이 3개인 이미지 2장을 풀링해 보세요. out.shape에서 이미지 축이 여전히 맨 앞에 있나요?",
    changes=[("return out, (x, pool_param)", "return out.transpose(1, 0, 2, 3), (x, pool_param)")],
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
    "reshape_without_transpose",
    belief="Collects the maxima with the channel as the fastest axis, and only reshapes them in the end.",
    hint="Write down the order in which your maxima are made. Is it the order in which reshape reads them?",
    hint_ko="최댓값들이 어떤 축 순서로 만들어졌는지 적어 보세요. reshape이 읽는 순서와 같은가요?",
    changes=[("return out,", "return out.transpose(0, 2, 3, 1).reshape(out.shape),")],
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
    "uses_undefined_weight",
    belief="Asks a weight w for its shape, as a convolution does; pooling has none.",
    hint="Look at the name in the error message. What does pooling have that could be called so?",
    hint_ko="에러 메시지에 나온 이름을 보세요. 풀링에도 그런 변수가 있나요? 그 줄은 어디에서 옮겨 왔나요?",
    changes=[("    N, C, H, W = x.shape", "    N, C, H, W = x.shape\n    _, _, HH, WW = w.shape")],
)
max_forward(
    "init_minus_9999",
    belief="Lets -9999 win over pixels below it, as a maximum does that starts from there.",
    hint="Pool an image of -10000s. Which first value of a maximum can never win by mistake?",
    hint_ko="모든 값이 -10000인 이미지를 풀링해 보세요. 어떤 입력에서도 잘못 이기지 않는 초깃값은 무엇일까요?",
    changes=[("np.max(window)", "max(-9999.0, np.max(window))")],
)
max_forward(
    "init_minus_1e9",
    belief="Lets -1e9 win over pixels below it, as a maximum does that starts from there.",
    hint="Pool an image of -1e10s. Which first value of a maximum can never win by mistake?",
    hint_ko="모든 값이 -1e10인 이미지를 풀링해 보세요. 어떤 입력에서도 잘못 이기지 않는 초깃값은 무엇일까요?",
    changes=[("np.max(window)", "max(-1e9, np.max(window))")],
)
max_forward(
    "minimum_instead",
    belief="Keeps the smallest pixel of the window.",
    hint="Pool a window of the numbers 2, 4, 6 and 8. Which of them comes out?",
    hint_ko="2, 4, 6, 8이 든 창 하나를 풀링해 보세요. 어느 값이 나오나요?",
    changes=[("np.max(window)", "np.min(window)")],
)
max_forward(
    "mean_instead",
    belief="Averages the window, as the other kind of pooling does.",
    hint="Pool a window of the numbers 2, 4, 6 and 8. Is the number that comes out one of the four?",
    hint_ko="2, 4, 6, 8이 든 창 하나를 풀링해 보세요. 나온 값이 이 네 수 가운데 하나인가요?",
    changes=[("np.max(window)", "np.mean(window)")],
)
max_forward(
    "sum_instead",
    belief="Sums the window up, as a convolution does.",
    hint="Pool a window of the numbers 2, 4, 6 and 8. Can the result be larger than all of them?",
    hint_ko="2, 4, 6, 8이 든 창 하나를 풀링해 보세요. 결과가 네 수보다 더 커도 될까요?",
    changes=[("np.max(window)", "np.sum(window)")],
)
max_forward(
    "argmax_instead",
    belief="Keeps the place of the largest pixel, where its value belongs.",
    hint="Pool a window of 10, 20, 30 and 40. Does your result change if each number grows by 100?",
    hint_ko="10, 20, 30, 40이 든 창을 풀링해 보세요. 네 수를 100씩 키우면 결과가 달라지나요?",
    changes=[("np.max(window)", "np.argmax(window)")],
)
max_forward(
    "integer_output",
    belief="Makes an array of whole numbers for the output, which cuts the fractions off.",
    hint="Pool an image of 0.5s and print out.dtype. What happens to 0.5 when it is stored there?",
    hint_ko="0.5로 채운 이미지를 풀링하고 out.dtype을 출력해 보세요. 그 배열에 0.5를 넣으면 어떻게 되나요?",
    changes=[("np.zeros((N, C, H_out, W_out))", "np.zeros((N, C, H_out, W_out), dtype=int)")],
)
max_forward(
    "float32_output",
    belief="Makes the output in float32, as deep learning libraries do.",
    hint="Compare out.dtype with x.dtype. Is each number of out exactly a pixel of x?",
    hint_ko="out.dtype을 x.dtype과 비교해 보세요. out의 값이 x의 픽셀과 정확히 같은가요?",
    changes=[("np.zeros((N, C, H_out, W_out))", "np.zeros((N, C, H_out, W_out), dtype=np.float32)")],
)
max_forward(
    "output_of_image_size",
    belief="Gives the output the shape of x, and fills its upper left corner.",
    hint="Print out.shape beside x.shape. How many windows are there, and how many numbers in out?",
    hint_ko="out.shape를 x.shape와 나란히 출력해 보세요. 창은 몇 개이고 out에는 값이 몇 개 있나요?",
    changes=[("np.zeros((N, C, H_out, W_out))", "np.zeros(x.shape)")],
)
max_forward(
    "stores_at_window_start",
    belief="Stores each maximum at the pixel where its window begins.",
    hint="With stride 2 the windows begin at 0, 2, 4. At which places of the output do their maxima belong?",
    hint_ko="stride가 2이면 창은 0, 2, 4에서 시작해요. 그 최댓값들은 출력의 몇 번째 자리에 들어가야 할까요?",
    changes=[("out[n, c, i, j]", "out[n, c, top, left]")],
)
max_forward(
    "max_over_batch",
    belief="Takes one maximum over all images together.",
    hint="Pool two images of quite different numbers: does out still keep them apart?",
    hint_ko="값이 전혀 다른 이미지 두 장을 풀링해 보세요. 출력에서도 이미지마다 다른 값이 나오나요?",
    changes=[("x[n, c, top", "x[:, c, top")],
)
max_forward(
    "first_image_only",
    belief="Pools the first image, and leaves zeros in all others.",
    hint="Print out[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 out[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("np.ndindex(N, C)", "np.ndindex(1, C)")],
)
max_forward(
    "first_channel_only",
    belief="Pools the first channel, and leaves zeros in all others.",
    hint="Print out[0, 1] for an image of two channels. Which of your loops should have filled it?",
    hint_ko="채널이 두 개일 때 out[0, 1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("np.ndindex(N, C)", "np.ndindex(N, 1)")],
)
max_forward(
    "last_row_missing",
    belief="Ends its loops one output early, and leaves zeros in the last row and column.",
    hint="Print list(range(3)). Which output is the last one that your loops reach?",
    hint_ko="list(range(3))을 출력해 보세요. 지금의 반복문이 마지막으로 채우는 출력은 어느 칸인가요?",
    changes=[("np.ndindex(H_out, W_out)", "np.ndindex(H_out - 1, W_out - 1)")],
)
