"""Misconceptions about the layer that owns its weights: its convolution, as edits of the plain version below."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("conv_layer")


class _Layer:
    """Right: a convolution that visits window after window, for all images and filters at once."""

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: int, stride: int = 1, padding: int = 0
    ) -> None:
        std = np.sqrt(2 / (in_channels * kernel_size * kernel_size))
        self.weight = std * np.random.randn(out_channels, in_channels, kernel_size, kernel_size)
        self.bias = np.zeros(out_channels)
        self.weight_grad: Any = None
        self.bias_grad: Any = None
        self.stride, self.padding = stride, padding

    def forward(self, x: Array) -> Array:
        F, _, k, _ = self.weight.shape
        sides = (self.padding, self.padding)
        x_pad = np.pad(x, ((0, 0), (0, 0), sides, sides))
        H_out, W_out = (1 + (size - k) // self.stride for size in x_pad.shape[2:])
        out = np.zeros((len(x), F, H_out, W_out))
        for i, j in np.ndindex(H_out, W_out):
            top, left = i * self.stride, j * self.stride
            window = x_pad[:, :, top : top + k, left : left + k]
            out[:, :, i, j] = np.tensordot(window, self.weight, ((1, 2, 3), (1, 2, 3))) + self.bias
        self.x_pad = x_pad
        return out

    def backward(self, dout: Array) -> Array:
        k, stride, padding = self.weight.shape[2], self.stride, self.padding
        weight_grad = np.zeros(self.weight.shape)
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * stride, j * stride
            window = self.x_pad[:, :, top : top + k, left : left + k]
            weight_grad += np.tensordot(dout[:, :, i, j], window, (0, 0))
        self.weight_grad = weight_grad
        self.bias_grad = dout.sum(axis=(0, 2, 3))
        N, C, rows, columns = self.x_pad.shape
        dx_pad = np.zeros((N, C, rows, columns))
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * stride, j * stride
            dx_pad[:, :, top : top + k, left : left + k] += np.tensordot(dout[:, :, i, j], self.weight, 1)
        return dx_pad[:, :, padding : rows - padding, padding : columns - padding]

    def update(self, lr: float) -> None:
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad


layer = partial(wrong.edit, of="Conv2d", version=_Layer)

_STRIDE_AND_PADDING = "self.stride, self.padding = stride, padding"

layer(
    "forward_draws_weights",
    belief="Draws the weights anew in each forward.",
    hint="Call forward twice with the same x. If the outputs differ, what has happened to the weights in between?",
    hint_ko="같은 x로 forward를 두 번 불러 보세요. 출력이 다르다면 그사이에 가중치는 어떻게 된 걸까요?",
    changes=[
        (
            "F, _, k, _ = self.weight.shape",
            "F, _, k, _ = self.weight.shape\n        self.weight = np.random.randn(*self.weight.shape)",
        )
    ],
)
layer(
    "backward_updates_weights",
    belief="Lets backward take a step of gradient descent as well, before it works dx out.",
    hint="Print weight before and after backward. Which method is asked to change it?",
    hint_ko="backward를 부르기 전후의 weight를 출력해 보세요. 가중치를 바꾸는 일은 어느 메서드의 몫인가요?",
    changes=[
        (
            "        N, C, rows, columns = self.x_pad.shape",
            "        self.weight -= 0.01 * self.weight_grad\n"
            "        self.bias -= 0.01 * self.bias_grad\n"
            "        N, C, rows, columns = self.x_pad.shape",
        )
    ],
)
layer(
    "cache_missing",
    belief="Reads something from self in backward that no line has put there.",
    hint="Make a list of what backward reads from self. Which line puts each of them there, by that very name?",
    hint_ko="backward가 self에서 읽는 값을 모두 적어 보세요. 각각을 같은 이름으로 self에 남겨 두는 줄이 있나요?",
    changes=[("        self.x_pad = x_pad\n", "")],
)
layer(
    "ignores_padding_in_backward",
    belief="Collects dx in an array of the size of the image, as if forward had not padded it.",
    hint="In which image did the windows of forward lie: in x, or in x with its padding?",
    hint_ko="forward의 창은 원래 x 위에 있었나요, 패딩을 두른 x 위에 있었나요? backward도 같은가요?",
    changes=[
        ("np.zeros((N, C, rows, columns))", "np.zeros((N, C, rows - 2 * padding, columns - 2 * padding))"),
        ("return dx_pad[:, :, padding : rows - padding, padding : columns - padding]", "return dx_pad"),
    ],
)
layer(
    "stores_reference_to_param",
    belief="Remembers the average of the images, as if backward could do with that.",
    hint="Each weight was multiplied by certain pixels. Does backward meet those very numbers again?",
    hint_ko="forward에서 가중치와 곱해진 값은 무엇이었나요? backward가 바로 그 값을 다시 쓰고 있나요?",
    changes=[
        (
            "self.x_pad = x_pad",
            "self.x_pad = np.pad(np.full(x.shape, x.mean()), ((0, 0), (0, 0), sides, sides))",
        )
    ],
)
layer(
    "size_of_the_first_image",
    belief="Uses an output size that was worked out for an image before.",
    hint="Give one layer images of 4 x 4, 8 x 4 and 8 x 8, one after another. For which of them is the output size right?",
    hint_ko="같은 층에 4x4, 8x4, 8x8 이미지를 차례로 넣어 보세요. 출력 크기는 각각 언제 정해지나요?",
    changes=[
        (
            "H_out, W_out = (1 + (size - k) // self.stride for size in x_pad.shape[2:])",
            "sizes = [1 + (size - k) // self.stride for size in x_pad.shape[2:]]\n"
            '        H_out, W_out = vars(self).setdefault("sizes", sizes)',
        )
    ],
)
layer(
    "padding_ignored",
    belief="Works without padding, whatever the layer was made with.",
    hint="Make two layers that differ in padding alone. Which line of forward makes their outputs differ?",
    hint_ko="padding만 다른 두 층을 만들어 보세요. 두 출력을 다르게 만드는 줄이 forward에 있나요?",
    changes=[(_STRIDE_AND_PADDING, "self.stride, self.padding = stride, 0")],
)
layer(
    "stride_ignored",
    belief="Works with stride 1, whatever the layer was made with.",
    hint="Make two layers that differ in stride alone. Which line of forward makes their outputs differ?",
    hint_ko="stride만 다른 두 층을 만들어 보세요. 두 출력을 다르게 만드는 줄이 forward에 있나요?",
    changes=[(_STRIDE_AND_PADDING, "self.stride, self.padding = 1, padding")],
)
layer(
    "stride_and_padding_ignored",
    belief="Works with stride 1 and without padding, whatever the layer was made with.",
    hint="What becomes of stride and padding after __init__? Which line of forward reads them?",
    hint_ko="__init__에 들어온 stride와 padding은 그 뒤 어떻게 되나요? forward에서 그 값을 읽는 줄이 있나요?",
    changes=[(_STRIDE_AND_PADDING, "self.stride, self.padding = 1, 0")],
)
layer(
    "stride_and_padding_swapped",
    belief="Takes the stride for the padding, and the padding for the stride.",
    hint="Make Conv2d(1, 1, 3, 2, 1) and print its stride and its padding. Which of the two is which?",
    hint_ko="Conv2d(1, 1, 3, 2, 1)을 만들어 stride와 padding을 출력해 보세요. 서로 바뀌지는 않았나요?",
    changes=[(_STRIDE_AND_PADDING, "self.stride, self.padding = padding, stride")],
)
layer(
    "bias_forgotten",
    belief="Leaves the bias out of forward.",
    hint="All values of one filter are off by the same amount. What is the same everywhere in out[:, f]?",
    hint_ko="한 필터의 출력이 모두 똑같은 값만큼 어긋나 있어요. out[:, f] 전체에 똑같이 더해지는 것은 무엇일까요?",
    changes=[(" + self.bias", "")],
)
layer(
    "kernel_rotated",
    belief="Turns each filter upside down and left to right in forward, as mathematicians do for a convolution.",
    hint="Give weight a single 1 in its upper left corner. Which pixel of each window should the output show?",
    hint_ko="weight의 왼쪽 위 모서리만 1로 두고 나머지는 0으로 두세요. 출력에는 각 창의 어느 픽셀이 나와야 할까요?",
    changes=[("(window, self.weight,", "(window, self.weight[:, :, ::-1, ::-1],")],
)
layer(
    "forward_returns_cache",
    belief="Gives a cache back beside the output, as the functions of conv.py do.",
    hint="Read what forward returns in its docstring. Where can a layer keep what backward will need?",
    hint_ko="docstring에서 forward가 무엇을 반환하는지 다시 읽어 보세요. backward에 필요한 값은 층의 어디에 둘 수 있을까요?",
    changes=[("return out", "return out, x")],
)
layer(
    "remembers_the_first_images",
    belief="Keeps the images of the first forward for good.",
    hint="Give one layer two batches, one after the other. Whose pixels are in weight_grad after the second?",
    hint_ko="한 층에 배치 두 개를 차례로 넣어 보세요. 두 번째 backward 뒤의 weight_grad는 어느 배치의 픽셀로 계산되었나요?",
    changes=[("self.x_pad = x_pad", 'vars(self).setdefault("x_pad", x_pad)')],
)
layer(
    "remembers_images_of_a_size",
    belief="Keeps new images only where they have another size than those before.",
    hint="Give one layer two batches of the same shape. Whose pixels are in weight_grad after the second?",
    hint_ko="모양이 같은 배치 두 개를 한 층에 차례로 넣어 보세요. 두 번째 weight_grad에는 어느 배치의 픽셀이 들어 있나요?",
    changes=[
        (
            "self.x_pad = x_pad",
            'if vars(self).get("x_pad", np.empty(0)).shape != x_pad.shape:\n            self.x_pad = x_pad',
        )
    ],
)
layer(
    "memory_shared_by_all_layers",
    belief="Keeps the images where all layers share them.",
    hint="Run forward of layer A, then of layer B, then backward of A. Whose images does it find?",
    hint_ko="층 A의 forward, 층 B의 forward, 층 A의 backward를 차례로 불러 보세요. 어느 층의 이미지를 쓰고 있나요?",
    changes=[("self.x_pad = x_pad", "type(self).x_pad = x_pad")],
)
layer(
    "ignores_stride_in_backward",
    belief="Moves the window by one pixel in backward, whatever forward did.",
    hint="Take stride 2 and window (0, 1). Do forward and backward find it at the same column?",
    hint_ko="stride가 2일 때 (0, 1)번 창을 생각해 보세요. forward와 backward가 같은 열에서 창을 찾고 있나요?",
    changes=[
        ("k, stride, padding = self.weight.shape[2], self.stride", "k, stride, padding = self.weight.shape[2], 1")
    ],
)
layer(
    "dx_overwritten",
    belief="Writes what one output sends back over what others sent to the same pixels.",
    hint="A pixel in two windows helped to make two outputs. What happens to the first share when the second comes?",
    hint_ko="두 창에 든 픽셀은 두 출력에 쓰였어요. 두 번째 몫이 올 때 첫 번째 몫은 어떻게 되나요?",
    changes=[("left : left + k] += np", "left : left + k] = np")],
)
