"""Hints for the convolution by loops."""

from grader.language import N_
from grader.steps import Steps

HINTS = {
    "conv_output_size": Steps(
        where=N_(
            "Look at the one line of conv.py that computes the size, and at the formula in the docstring above it. The "
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
            "yours must be that number, written without a point. If one is not, put its four numbers into your line on "
            "paper, in the order in which Python works it out."
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
            "meets. Here the 1 is at the upper right of a 2x2 filter, so you see which pixels your windows take."
        ),
        code="""\
from conv import conv_forward_naive
x = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)
w = np.zeros((1, 1, 2, 2))
w[0, 0, 0, 1] = 1
b = np.zeros(1)
print("image:", x[0, 0], sep="\\n")
out, cache = conv_forward_naive(x, w, b, {"stride": 1, "pad": 0})
print("stride 1, pad 0:", out[0, 0], sep="\\n")
out, cache = conv_forward_naive(x, w, b, {"stride": 2, "pad": 1})
print("stride 2, pad 1:", out[0, 0], sep="\\n")
""",
        after=N_(
            "With stride 1 and pad 0 you must see the image without its first column and its last row. With stride 2 "
            "and pad 1, draw the image with its ring of zeros and mark the upper right corner of each window: those "
            "are the six numbers to see, 5 and 7 among them. Then put the 1 elsewhere, set b to 10, or add a channel, "
            "and say what has to come out before you run it."
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
            "A gradient foretells what happens if one number grows by 1; for a convolution it does so exactly. Here "
            "one pixel (the 5), one weight (the 2) and the bias grow by 1 in turn. The loss is sum(out * dout)."
        ),
        code="""\
from conv import conv_backward_naive, conv_forward_naive
x = np.arange(12.0).reshape(1, 1, 3, 4)
w = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
b = np.zeros(1)
conv_param = {"stride": 1, "pad": 1}
out, cache = conv_forward_naive(x, w, b, conv_param)
dout = 1.0 + np.arange(out.size).reshape(out.shape)
dx, dw, db = conv_backward_naive(dout, cache)
loss = lambda x, w, b: np.sum(conv_forward_naive(x, w, b, conv_param)[0] * dout)
before = loss(x, w, b)
print("pixel 5:  loss grows by", loss(x + (x == 5), w, b) - before)
print("          your dx says ", dx[0, 0, 1, 1])
print("weight 2: loss grows by", loss(x, w + (w == 2), b) - before)
print("          your dw says ", dw[0, 0, 0, 1])
print("the bias: loss grows by", loss(x, w, b + 1) - before)
print("          your db says ", db[0])
""",
        after=N_(
            "There are three pairs of lines, and both numbers of a pair must be the same. Begin with the first pair "
            "that differs: that gradient is the one to mend. If all agree, change one thing at a time (another pixel, "
            "pad 0, stride 2, two images, two channels) until a pair differs: what you changed last is where the fault "
            "is."
        ),
    ),
}
