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
            "A layer with known weights and padding 1 lives through a step: forward, backward twice, update. Then a "
            "large layer shows the spread of its first weights."
        ),
        code="""\
from conv_layer import Conv2d
layer = Conv2d(1, 1, 2, padding=1)
layer.weight[...] = [[1, 2], [3, 4]]
layer.bias[...] = 10
x = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
out = layer.forward(x)
print("out:", out[0, 0], sep="\\n")
dx = layer.backward(np.ones(out.shape))
dx = layer.backward(np.ones(out.shape))
print("dx:", dx[0, 0], sep="\\n")
print("weight_grad:", layer.weight_grad[0, 0], sep="\\n")
print("bias_grad:", layer.bias_grad)
layer.update(0.5)
print("new weight:", layer.weight[0, 0], sep="\\n")
print("new bias:", layer.bias)
layer = Conv2d(50, 40, 3)
print("spread:", layer.weight.std(), "wanted:", np.sqrt(2 / 450))
""",
        after=N_(
            "In the middle of out, the window is the image itself: 1*1 + 2*2 + 3*3 + 4*4 + 10 = 40. Every pixel meets "
            "each weight once, so dx must be 1 + 2 + 3 + 4 = 10 everywhere, and so must weight_grad; there are 9 "
            "outputs, so bias_grad is 9. (20 and 18 would be both backwards together.) update(0.5) takes half of each "
            "gradient away: 1 - 5 = -4 at the upper left, 10 - 4.5 = 5.5 for the bias. The spread must be near the "
            "wanted one, but never quite the same."
        ),
    ),
}
