"""Hints for the convolution by loops."""

from grader.language import N_
from grader.steps import Steps

HINTS = {
    "conv_output_size": Steps(
        where=N_(
            "Look at the line of conv.py that computes the size, and at the formula in the docstring above it. The "
            "handout (assignment/README.md) explains it under “Sizes”. Three spots matter: what is divided, what "
            "happens to a remainder, and when the 1 is added."
        ),
        ask=(
            N_("Draw 5 pixels in a row and a window of 3. How often does it fit when it moves by 1? And by 2?"),
            N_("Which part of the formula counts the first place, and which part the further ones?"),
            N_("How much longer is the row with pad=1?"),
            N_("If some pixels are left over at the end, is there one more window for them?"),
        ),
        before=N_(
            "Two rows of pixels, 5 and 4 of them, with one zero at each end (pad=1). The window is 3 wide and moves by "
            "2. Python draws the windows, and your function counts them."
        ),
        code="""\
from conv import conv_output_size
five = np.array([0, 1, 2, 3, 4, 5, 0])
print("windows:", five[0:3], five[2:5], five[4:7])
print("your count:", conv_output_size(5, 3, 2, 1))
four = np.array([0, 1, 2, 3, 4, 0])
print("windows:", four[0:3], four[2:5], four[4:7])
print("your count:", conv_output_size(4, 3, 2, 1))
""",
        after=N_(
            "Count the windows that hold 3 numbers: a shorter one hangs over the edge and does not fit. Each count of "
            "yours must be that number, an int (without a point). If one is not, put its four numbers into your line "
            "on paper, in the order in which Python works it out."
        ),
    ),
    "conv_forward_naive": Steps(
        where=N_(
            "Look at three spots of conv_forward_naive in conv.py, in this order: where you compute the size of out, "
            "where the padded image is made, and where you cut out the window for out[n, f, i, j]. The formula in the "
            "docstring names all three. The first x under conv_forward_naive in `make grade` tells which to begin "
            "with."
        ),
        ask=(
            N_("In which row and which column of the padded image does the window of out[0, 0, 1, 2] begin?"),
            N_("How many rows and columns does this window have, and how many channels?"),
            N_("Which filter does it meet, and what becomes of all the products?"),
            N_("What is added only once?"),
        ),
        before=N_(
            "A filter with a single 1 and zeros elsewhere does nothing but copy: each output is the pixel that this 1 "
            "meets. Here the 1 is at the upper right of a filter of two rows and three columns, so you see which "
            "pixels your windows take. Then two images, three channels and two filters, all at once."
        ),
        code="""\
from conv import conv_forward_naive
x = np.arange(1.0, 21.0).reshape(1, 1, 4, 5)
w = np.zeros((1, 1, 2, 3))
w[0, 0, 0, 2] = 1
b = np.zeros(1)
print("image:", x[0, 0], sep="\\n")
out, cache = conv_forward_naive(x, w, b, {"stride": 1, "pad": 0})
print("stride 1, pad 0:", out[0, 0], sep="\\n")
out, cache = conv_forward_naive(x, w, b, {"stride": 2, "pad": 1})
print("stride 2, pad 1:", out[0, 0], sep="\\n")
x, w = np.ones((2, 3, 2, 2)), np.ones((2, 3, 2, 2))
x[1], w[1] = 2, 10
b = np.array([0.5, 0.25])
out, cache = conv_forward_naive(x, w, b, {"stride": 1, "pad": 0})
print("images down, filters across:", out[:, :, 0, 0], sep="\\n")
""",
        after=N_(
            "With stride 1 and pad 0 you must see the image without its first two columns and its last row. With "
            "stride 2 and pad 1, draw the image with its ring of zeros and mark the upper right corner of each window: "
            "these are the nine numbers to see, 7 and 19 among them. In the last array, 12 ones are added up, and the "
            "bias once: 12.5. Image 1 has twice as large pixels, filter 1 ten times as large weights and another bias: "
            "say what the other three must be."
        ),
    ),
    "conv_backward_naive": Steps(
        where=N_(
            "Put conv_forward_naive beside conv_backward_naive in conv.py: backward visits the same windows. Look at "
            "each line that writes into dx, dw or db, and at the end, where the padding is taken off dx again. If the "
            "report says that your forward is wrong, mend that first."
        ),
        ask=(
            N_(
                "Forward multiplies a pixel by a weight. If the pixel grows by 1, by how much does the output grow? "
                "And if the weight grows by 1?"
            ),
            N_(
                "One pixel lies in several windows, and one weight meets many pixels. When a second share arrives, "
                "what happens to the first?"
            ),
            N_("Which outputs does a bias have a part in?"),
            N_("What does your last cut do when pad is 0?"),
        ),
        before=N_(
            "A gradient tells how the loss changes when numbers are pushed; for a convolution it does so exactly, even "
            "if they are pushed far. Here all pixels are pushed, each by another amount, then all weights, then the "
            "biases. The loss is sum(out * dout)."
        ),
        code="""\
from conv import conv_backward_naive, conv_forward_naive
N, C, F, stride, pad = 2, 2, 3, 2, 1
x = np.arange(N * C * 20.0).reshape(N, C, 4, 5)
w = np.arange(F * C * 6.0).reshape(F, C, 2, 3)
b = np.arange(F * 1.0)
conv_param = {"stride": stride, "pad": pad}
out, cache = conv_forward_naive(x, w, b, conv_param)
dout = 1.0 + np.arange(out.size).reshape(out.shape)
dx, dw, db = conv_backward_naive(dout, cache)
loss = lambda x, w, b: np.sum(conv_forward_naive(x, w, b, conv_param)[0] * dout)
push_x, push_w, push_b = x % 7, w % 5, 1 + b
print("shapes:", dx.shape == x.shape, dw.shape == w.shape, db.shape == b.shape)
print("x: loss grows by", loss(x + push_x, w, b) - loss(x, w, b))
print("   your dx says ", np.sum(dx * push_x))
print("w: loss grows by", loss(x, w + push_w, b) - loss(x, w, b))
print("   your dw says ", np.sum(dw * push_w))
print("b: loss grows by", loss(x, w, b + push_b) - loss(x, w, b))
print("   your db says ", np.sum(db * push_b))
""",
        after=N_(
            "Each gradient has the shape of what it belongs to: True three times. Then there are three pairs of lines, "
            "and both numbers of a pair must be the same; the first pair that differs names the gradient to mend. Make "
            "the case simpler, one thing at a time in the line of N, C, F, stride and pad: one image, one channel, one "
            "filter, stride 1, pad 0. When the pair agrees, what you changed last tells where the fault is. To ask "
            "about one pixel alone, let push_x be 0 everywhere else."
        ),
    ),
}
