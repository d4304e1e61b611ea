"""Misconceptions about the layer that owns its weights: edits of the plain version below."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("conv_layer")

UNDETECTABLE: dict[tuple[str, str], str] = {}
"""Faults of (exercise, name) that no legal input shows, and why: none here."""


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
        k, padding = self.weight.shape[2], self.padding
        weight_grad = np.zeros(self.weight.shape)
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * self.stride, j * self.stride
            window = self.x_pad[:, :, top : top + k, left : left + k]
            weight_grad += np.tensordot(dout[:, :, i, j], window, (0, 0))
        self.weight_grad = weight_grad
        self.bias_grad = dout.sum(axis=(0, 2, 3))
        N, C, rows, columns = self.x_pad.shape
        dx_pad = np.zeros((N, C, rows, columns))
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * self.stride, j * self.stride
            dx_pad[:, :, top : top + k, left : left + k] += np.tensordot(dout[:, :, i, j], self.weight, 1)
        return dx_pad[:, :, padding : rows - padding, padding : columns - padding]

    def update(self, lr: float) -> None:
        self.weight = self.weight - lr * self.weight_grad
        self.bias = self.bias - lr * self.bias_grad


layer = partial(wrong.edit, of="Conv2d", version=_Layer)

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
    "grad_accumulates",
    belief="Adds each new gradient to the old one, and never starts again from zero.",
    hint="Run forward and backward again on the same batch: is weight_grad what it was the first time?",
    hint_ko="같은 입력으로 forward와 backward를 한 번 더 해 보세요. weight_grad가 처음과 같은 값인가요?",
    changes=[
        ("self.weight_grad: Any = None", "self.weight_grad = np.zeros(self.weight.shape)"),
        ("self.bias_grad: Any = None", "self.bias_grad = np.zeros(self.bias.shape)"),
        ("self.weight_grad = weight_grad", "self.weight_grad += weight_grad"),
        ("self.bias_grad = dout.sum", "self.bias_grad += dout.sum"),
    ],
)
layer(
    "he_xavier",
    belief="Draws the weights with a variance of 1 / fan_in, which is the rule for layers without a ReLU.",
    hint="Make a layer with thousands of weights: is weight.std() the number that the docstring asks for?",
    hint_ko="가중치가 수천 개인 층을 만들어 weight.std()를 구해 보세요. docstring의 식과 같은 값이 나오나요?",
    changes=[("np.sqrt(2 /", "np.sqrt(1 /")],
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
    "init_one_kernel_repeated",
    belief="Draws one filter and uses it for every output channel.",
    hint="Print weight[0] and weight[1]. What would make two filters that start alike grow apart?",
    hint_ko="weight[0]과 weight[1]을 출력해 보세요. 똑같이 시작한 두 필터가 나중에 서로 달라질 수 있을까요?",
    changes=[
        (
            "np.random.randn(out_channels, in_channels, kernel_size, kernel_size)",
            "np.repeat(np.random.randn(1, in_channels, kernel_size, kernel_size), out_channels, axis=0)",
        )
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
    "update_divides_by_batch",
    belief="Divides the step by the number of images.",
    hint="Take lr = 1: is the difference between the old and the new weight exactly weight_grad?",
    hint_ko="lr을 1로 두고 업데이트해 보세요. weight가 정확히 weight_grad만큼 줄어드나요?",
    changes=[
        ("lr * self.weight_grad", "lr * self.weight_grad / len(self.x_pad)"),
        ("lr * self.bias_grad", "lr * self.bias_grad / len(self.x_pad)"),
    ],
)
layer(
    "update_forgets_bias",
    belief="Takes the weights to be all that a layer learns.",
    hint="Which attributes of the layer have a gradient? Does update touch every one of them?",
    hint_ko="기울기가 있는 속성을 모두 적어 보세요. update가 그 전부를 바꾸고 있나요?",
    changes=[("        self.bias = self.bias - lr * self.bias_grad\n", "")],
)
layer(
    "update_local_name",
    belief="Leaves the layer with the weights that it had: no new array gets into self.",
    hint="Print layer.weight before and after update. Which line puts a new array into the layer itself?",
    hint_ko="update 전후의 layer.weight를 출력해 보세요. 새로 계산한 배열을 self에 넣는 줄이 있나요?",
    changes=[
        ("self.weight = self.weight - lr", "weight = self.weight - lr"),
        ("self.bias = self.bias - lr", "bias = self.bias - lr"),
    ],
)
layer(
    "update_wrong_sign",
    belief="Walks along the gradient instead of against it.",
    hint="Work the loss out before and after a tiny step. Which way does the gradient point?",
    hint_ko="아주 작은 lr로 한 걸음 옮기기 전과 후의 손실을 비교해 보세요. 기울기는 어느 쪽을 가리키나요?",
    changes=[
        ("self.weight - lr * self.weight_grad", "self.weight + lr * self.weight_grad"),
        ("self.bias - lr * self.bias_grad", "self.bias + lr * self.bias_grad"),
    ],
)
layer(
    "weight_in_out_order",
    belief="Puts the input channels first when it makes the weights.",
    hint="Make a layer of 2 input and 3 output channels. How many filters does len(weight) say it has?",
    hint_ko="입력 채널 2개, 출력 채널 3개로 층을 만들어 보세요. len(weight)가 필터 수와 같은가요?",
    changes=[
        (
            "np.random.randn(out_channels, in_channels, kernel_size, kernel_size)",
            "np.random.randn(in_channels, out_channels, kernel_size, kernel_size)",
        )
    ],
)
layer(
    "update_scales_the_gradients",
    belief="Multiplies the gradients themselves by the learning rate, so that a second update takes a smaller step.",
    hint="Print weight_grad before and after update. Did anybody ask for it to change?",
    hint_ko="update 전후의 weight_grad를 출력해 보세요. 값이 바뀌어도 되는 걸까요?",
    changes=[
        (
            "self.weight = self.weight - lr * self.weight_grad",
            "self.weight_grad *= lr\n        self.weight = self.weight - self.weight_grad",
        )
    ],
)
layer(
    "size_of_the_first_image",
    belief="Works out the output size once, for the first image that comes.",
    hint="Give one layer an image of 4 rows, then one of 8. Where does the output size come from?",
    hint_ko="같은 층에 4행 이미지와 8행 이미지를 차례로 넣어 보세요. 출력 크기는 언제 정해지나요?",
    changes=[
        (
            "H_out, W_out = (1 + (size - k) // self.stride for size in x_pad.shape[2:])",
            "sizes = [1 + (size - k) // self.stride for size in x_pad.shape[2:]]\n"
            '        H_out, W_out = vars(self).setdefault("sizes", sizes)',
        )
    ],
)
