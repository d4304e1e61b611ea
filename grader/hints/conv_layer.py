"""Hints for the convolution as a layer."""

from grader.language import N_
from grader.steps import Steps

HINTS = {
    "Conv2d": Steps(
        where=N_(
            "In class Conv2d (conv_layer.py), begin with __init__: what does it keep, and under which names? The "
            "handout (assignment/README.md) has a table of them under “Conv2d”. Then look at what forward keeps for "
            "backward, and at where backward and update read and write the weights and their gradients."
        ),
        ask=(
            N_("Which of your variables belong to the layer (self.…), and which to a single call?"),
            N_("If somebody writes other numbers into layer.weight, does the next forward use them?"),
            N_("If backward is called twice, is weight_grad that of the last call, or of both?"),
            N_("How many numbers feed one output? Where does the spread of the first weights use that?"),
        ),
        before=N_(
            "A layer with known weights lives through a step: forward, backward twice, update. Then a large layer "
            "shows the spread of its first weights."
        ),
        code="""\
from conv_layer import Conv2d
layer = Conv2d(1, 1, 2)
layer.weight[...] = [[1, 2], [3, 4]]
layer.bias[...] = 10
x = np.arange(9.0).reshape(1, 1, 3, 3)
out = layer.forward(x)
print("out:", out[0, 0], sep="\\n")
dx = layer.backward(np.ones(out.shape))
dx = layer.backward(np.ones(out.shape))
print("weight_grad:", layer.weight_grad[0, 0], sep="\\n")
print("bias_grad:", layer.bias_grad)
layer.update(0.5)
print("new weight:", layer.weight[0, 0], sep="\\n")
print("new bias:", layer.bias)
layer = Conv2d(50, 40, 3)
print("spread:", layer.weight.std(), "wanted:", np.sqrt(2 / 450))
""",
        after=N_(
            "By hand, out begins with 0*1 + 1*2 + 3*3 + 4*4 + 10 = 37. weight_grad must be that of one backward: at "
            "the upper left 0 + 1 + 3 + 4 = 8, from the four windows, and bias_grad 4. update must take half of each "
            "gradient away: 1 - 4 = -3 at the upper left, 10 - 2 = 8 for the bias. The spread must be near the wanted "
            "one; it is never quite the same."
        ),
    ),
}
