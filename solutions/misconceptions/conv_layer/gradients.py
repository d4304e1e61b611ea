"""Misconceptions about the layer that owns its weights: the gradients that it finds and keeps."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv_layer")

layer = partial(wrong.edit, of="Conv2d")

layer(
    "grad_accumulates",
    belief="Adds each new gradient to the old one, and never starts again from zero.",
    hint="Run forward and backward again on the same batch: is weight_grad what it was the first time?",
    hint_ko="같은 입력으로 forward와 backward를 한 번 더 해 보세요. weight_grad가 처음과 같은 값인가요?",
    changes=[
        ("self.weight_grad = None", "self.weight_grad = np.zeros(self.weight.shape)"),
        ("self.bias_grad = None", "self.bias_grad = np.zeros(self.bias.shape)"),
        ("self.weight_grad = weight_grad", "self.weight_grad += weight_grad"),
        ("self.bias_grad = dout.sum", "self.bias_grad += dout.sum"),
    ],
)
layer(
    "bias_grad_forgotten",
    belief="Finds the gradient of the weights, and none of the biases.",
    hint="Print bias_grad after backward. Which line puts a new array there?",
    hint_ko="backward를 부른 뒤 bias_grad를 출력해 보세요. 거기에 새 배열을 넣는 줄이 있나요?",
    changes=[("        self.bias_grad = dout.sum(axis=(0, 2, 3))\n", "")],
)
layer(
    "gradients_in_local_names",
    belief="Finds the gradients, and leaves them in names that end with the call.",
    hint="Print weight_grad after backward. Which line puts the new array into self?",
    hint_ko="backward를 부른 뒤 weight_grad를 출력해 보세요. 새 배열을 self에 넣는 줄이 있나요?",
    changes=[
        ("self.weight_grad = weight_grad", "weight_grad = weight_grad"),
        ("self.bias_grad = dout", "bias_grad = dout"),
    ],
)
layer(
    "gradients_mean_over_batch",
    belief="Divides both gradients by the number of images.",
    hint="If the loss is an average, dout has been divided already. Which line of the formula divides by N?",
    hint_ko="손실이 평균이라면 나눗셈은 이미 dout에 들어 있어요. 기울기 식에 N으로 나누는 부분이 있나요?",
    changes=[
        ("transpose(0, 3, 1, 2)", "transpose(0, 3, 1, 2) / N"),
        ("dout.sum(axis=(0, 2, 3))", "dout.sum(axis=(0, 2, 3)) / N"),
    ],
)
layer(
    "weight_grad_mean_over_batch",
    belief="Divides the gradient of the weights by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to weight_grad, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. weight_grad는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[("transpose(0, 3, 1, 2)", "transpose(0, 3, 1, 2) / N")],
)
layer(
    "weight_grad_overwritten",
    belief="Ends with what the last image alone says about the weights.",
    hint="Compare weight_grad of a batch of two with the two images alone. Where does the first one's share get lost?",
    hint_ko="이미지 두 장을 함께 넣은 weight_grad와 한 장씩 넣은 weight_grad를 비교해 보세요. 첫 번째 이미지의 몫은 어디에서 사라지나요?",
    changes=[("weight_grad += dout_rows", "weight_grad = dout_rows")],
)
layer(
    "bias_grad_mean",
    belief="Takes the average of dout where its sum belongs.",
    hint="Raise bias[f] by 1: every output of filter f rises by 1. Do their effects on the loss add up or average out?",
    hint_ko="bias[f]를 1만큼 키우면 필터 f의 모든 출력이 1씩 커져요. 손실에 주는 영향은 더해질까요, 평균이 될까요?",
    changes=[("dout.sum(", "dout.mean(")],
)
layer(
    "backward_returns_all",
    belief="Gives all three gradients back, as the functions of conv.py do.",
    hint="Read what backward returns in its docstring. Where does a layer keep the other two?",
    hint_ko="docstring에서 backward가 무엇을 반환하는지 다시 읽어 보세요. 나머지 두 기울기는 어디에 두나요?",
    changes=[("self.padding : right]", "self.padding : right], self.weight_grad, self.bias_grad")],
)
layer(
    "backward_returns_nothing",
    belief="Keeps the gradients of its own numbers, and gives none to the layer before.",
    hint="Print what a call of backward is equal to. What does the layer before this one need?",
    hint_ko="backward를 호출한 결과를 그대로 출력해 보세요. 앞에 있는 층은 무엇을 받아야 할까요?",
    changes=[("return dx_pad", "self.dx = dx_pad")],
)
layer(
    "dx_not_cropped",
    belief="Gives back the gradient of the padded image.",
    hint="Is dx.shape the same as x.shape? Some of its rows belong to zeros that the layer added itself.",
    hint_ko="dx.shape가 x.shape와 같은가요? 층이 직접 덧붙인 0에 해당하는 행이 섞여 있지는 않은지 확인해 보세요.",
    changes=[("dx_pad[:, :, self.padding : bottom, self.padding : right]", "dx_pad")],
)
layer(
    "dx_crop_negative_padding",
    belief="Cuts with [p:-p], which leaves nothing when the padding is 0.",
    hint="Try [1, 2, 3][0:-0] in Python. How else could you say where the image ends?",
    hint_ko="파이썬에서 [1, 2, 3][0:-0]을 실행해 보세요. 이미지가 끝나는 위치를 다르게 나타낼 방법은 없을까요?",
    changes=[(" : bottom,", " : -self.padding,"), (" : right]", " : -self.padding]")],
)
