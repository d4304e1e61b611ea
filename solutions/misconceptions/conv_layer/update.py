"""Misconceptions about the layer that owns its weights: the step of gradient descent."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv_layer")

layer = partial(wrong.edit, of="Conv2d")

layer(
    "update_divides_by_batch",
    belief="Divides the step by the number of images.",
    hint="Take lr = 1: is the difference between the old and the new weight exactly weight_grad?",
    hint_ko="lr을 1로 두고 업데이트해 보세요. weight가 정확히 weight_grad만큼 줄어드나요?",
    changes=[
        ("lr * self.weight_grad", "lr * self.weight_grad / len(self._x_pad)"),
        ("lr * self.bias_grad", "lr * self.bias_grad / len(self._x_pad)"),
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
    "update_forgets_weight",
    belief="Changes the bias alone.",
    hint="Which attributes of the layer have a gradient? Does update touch every one of them?",
    hint_ko="기울기가 있는 속성을 모두 적어 보세요. update가 그 전부를 바꾸고 있나요?",
    changes=[("        self.weight = self.weight - lr * self.weight_grad\n", "")],
)
layer(
    "update_ignores_lr",
    belief="Takes the whole gradient for the step.",
    hint="Call update(0.1) and update(0.2) from the same start. Does the step differ?",
    hint_ko="같은 상태에서 update(0.1)과 update(0.2)를 각각 불러 보세요. 바뀌는 양이 다른가요?",
    changes=[("- lr * self.weight_grad", "- self.weight_grad"), ("- lr * self.bias_grad", "- self.bias_grad")],
)
layer(
    "update_own_lr",
    belief="Takes a learning rate of its own, whatever it is given.",
    hint="Call update(0.1) and update(0.2) from the same start. Which line reads lr?",
    hint_ko="같은 상태에서 update(0.1)과 update(0.2)를 각각 불러 보세요. lr을 읽는 줄이 있나요?",
    changes=[
        ("- lr * self.weight_grad", "- 0.01 * self.weight_grad"),
        ("- lr * self.bias_grad", "- 0.01 * self.bias_grad"),
    ],
)
layer(
    "update_equals_minus",
    belief="Writes `=-` for `-=`, and so puts the step in the place of the weights.",
    hint="With lr = 0 nothing should change. What is weight after update(0)?",
    hint_ko="lr이 0이면 아무것도 바뀌지 않아야 해요. update(0)을 부르고 나면 weight가 어떻게 되나요?",
    changes=[
        ("self.weight = self.weight - lr", "self.weight = -lr"),
        ("self.bias = self.bias - lr", "self.bias = -lr"),
    ],
)
layer(
    "update_divides_by_lr",
    belief="Divides the gradient by the learning rate.",
    hint="A smaller lr is for smaller steps. Does your step shrink when lr does?",
    hint_ko="lr이 작을수록 걸음도 작아져야 해요. lr을 줄이면 바뀌는 양도 줄어드나요?",
    changes=[("lr * self.weight_grad", "self.weight_grad / lr"), ("lr * self.bias_grad", "self.bias_grad / lr")],
)
layer(
    "update_bias_without_lr",
    belief="Multiplies the weights' gradient by the learning rate, and not the biases'.",
    hint="Call update(0): nothing should change. Is that true of both attributes?",
    hint_ko="update(0)을 불러 보세요. 아무것도 바뀌지 않아야 하는데, 두 속성 모두 그런가요?",
    changes=[("- lr * self.bias_grad", "- self.bias_grad")],
)
