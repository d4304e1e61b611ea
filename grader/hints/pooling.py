"""Hints for pooling."""

from grader.language import N_
from grader.steps import Steps

HINTS = {
    "max_pool_forward_naive": Steps(
        where=N_(
            "Look at three spots of max_pool_forward_naive in pooling.py: the size of out, the line where a window "
            "begins and ends, and what your maximum starts from. pool_param has three numbers, and each has a task of "
            "its own."
        ),
        ask=(
            N_("With a 3x3 pool and stride 2, where does the window of out[n, c, 1, 1] begin?"),
            N_("Which numbers compete in a window: those of one channel, or of several?"),
            N_("If all pixels are negative, is your result still one of them?"),
            N_("If no whole window is left for the last column, what becomes of it?"),
        ),
        before=N_(
            "An image of negative numbers; a window of one row and three columns; stride 2. Channel 1 is channel 0 "
            "less 1000."
        ),
        code="""\
from pooling import max_pool_forward_naive
upper = [[-9.0, -2, -7, -4, -1, -3], [-5, -6, -8, -10, -11, -25]]
lower = [[-15, -16, -18, -13, -14, -12], [-17, -19, -20, -22, -23, -24]]
image = np.array(upper + lower)
x = np.stack((image, image - 1000)).reshape(1, 2, 4, 6)
pool_param = {"pool_height": 1, "pool_width": 3, "stride": 2}
out, cache = max_pool_forward_naive(x, pool_param)
print("channel 0:", x[0, 0], sep="\\n")
print("your out, channel 0:", out[0, 0], sep="\\n")
print("your out, channel 1:", out[0, 1], sep="\\n")
""",
        after=N_(
            "Draw the windows on the image that is printed, from one to the next two steps to the right or two steps "
            "down: four of them fit. The largest number of each must be in channel 0 of your output, and the same less "
            "1000 in channel 1. Another number tells which pixels your window saw; a 0 was in no window at all. Then "
            "try pool_height 2."
        ),
    ),
    "max_pool_backward_naive": Steps(
        where=N_(
            "Look at two spots of max_pool_backward_naive in pooling.py: how you find the largest pixel of a window "
            "and turn its place in the window into a place in the image; and the line that writes into dx."
        ),
        ask=(
            N_(
                "Make a pixel that is not the largest of its window a little larger: does any output change? So who "
                "gets the window's gradient?"
            ),
            N_("You know where the largest pixel is inside its window. Where is it in the image?"),
            N_(
                "If one pixel is the largest of several windows, what happens to its first gradient when the second "
                "arrives?"
            ),
            N_("What do pixels get that are in no window?"),
        ),
        before=N_(
            "Six windows of two rows and three columns that overlap, each with a gradient of its own: 1, 10, 100 in "
            "the upper row, 1000, 10000, 100000 in the lower one. So each digit of dx tells which window sent it."
        ),
        code="""\
from pooling import max_pool_backward_naive, max_pool_forward_naive
image = np.array([[1.0, 2, 3, 12, 4], [5, 11, 6, 7, 8], [9, 10, 13, 14, 15]])
x = image.reshape(1, 1, 3, 5)
pool_param = {"pool_height": 2, "pool_width": 3, "stride": 1}
out, cache = max_pool_forward_naive(x, pool_param)
dout = 10.0 ** np.arange(6).reshape(1, 1, 2, 3)
dx = max_pool_backward_naive(dout, cache)
np.set_printoptions(suppress=True)
print("image:", x[0, 0], sep="\\n")
print("your dx:", dx[0, 0], sep="\\n")
print("sum of dout:", np.sum(dout), "sum of your dx:", np.sum(dx))
""",
        after=N_(
            "Find the largest pixel of each window on paper. The 12 wins twice, so two digits must be 1 in its place; "
            "11, 13, 14 and 15 win once each, and all others get 0. The two sums must be the same: a smaller one shows "
            "that gradients were lost, a larger one that some were sent twice."
        ),
    ),
    "avg_pool_forward_naive": Steps(
        where=N_(
            "Windows and sizes are those of max pooling: if your max_pool_forward_naive is right, put it beside "
            "avg_pool_forward_naive in pooling.py. Then look at what you do with a window, above all at what you "
            "divide by."
        ),
        ask=(
            N_("How many numbers does a window of 2 rows and 3 columns hold?"),
            N_("Does that depend on the stride, or on the number of channels?"),
            N_("Which numbers belong to the window of out[n, c, i, j]? Is there one of another channel among them?"),
        ),
        before=N_(
            "A pool of 2 rows and 3 columns with stride 2: first on an image with 1 everywhere in channel 0 and 10 "
            "everywhere in channel 1, then on an image that counts its pixels."
        ),
        code="""\
from pooling import avg_pool_forward_naive
pool_param = {"pool_height": 2, "pool_width": 3, "stride": 2}
x = np.ones((1, 2, 4, 5))
x[0, 1] = 10
out, cache = avg_pool_forward_naive(x, pool_param)
print("your out, all 1:", out[0, 0], sep="\\n")
print("your out, all 10:", out[0, 1], sep="\\n")
x = np.arange(20.0).reshape(1, 1, 4, 5)
out, cache = avg_pool_forward_naive(x, pool_param)
print("image:", x[0, 0], sep="\\n")
print("your out:", out[0, 0], sep="\\n")
""",
        after=N_(
            "The mean of equal numbers is that number: first 1 everywhere, then 10. If not, count what you add and "
            "what you divide by. In the last array, work out the upper left mean by hand. From it, the next one to the "
            "right must be 2 more, since all its pixels are 2 more, and the one below 10 more."
        ),
    ),
    "avg_pool_backward_naive": Steps(
        where=N_(
            "avg_pool_backward_naive in pooling.py visits the windows of the forward pass, and needs no search for a "
            "largest pixel. Look at how large the share of one pixel is, and at the line that writes it into dx."
        ),
        ask=(
            N_("If one pixel of a 2x3 window grows by 1, by how much does the mean grow? Does it matter which pixel?"),
            N_(
                "With stride 1, one pixel lies in several windows. What happens to its first share when the second "
                "arrives?"
            ),
            N_("What does a pixel get that is in no window?"),
        ),
        before=N_(
            "Four windows of 2 rows and 3 columns that overlap. Their gradients are 6, 60, 600 and 6000, so that the "
            "digits of dx tell which windows sent a share."
        ),
        code="""\
from pooling import avg_pool_backward_naive, avg_pool_forward_naive
x = np.zeros((1, 1, 3, 4))
pool_param = {"pool_height": 2, "pool_width": 3, "stride": 1}
out, cache = avg_pool_forward_naive(x, pool_param)
dout = np.array([[6.0, 60.0], [600.0, 6000.0]]).reshape(1, 1, 2, 2)
dx = avg_pool_backward_naive(dout, cache)
np.set_printoptions(suppress=True)
print("your dx:", dx[0, 0], sep="\\n")
print("sum of dout:", np.sum(dout), "sum of your dx:", np.sum(dx))
""",
        after=N_(
            "Every corner lies in one window: from the upper left, you must see 1, 10, 100 and 1000 there. For each "
            "other pixel, say which windows it lies in; its number has a 1 for each of them. A window only shares out "
            "what it got, so both sums must be the same, but for a tiny rest of rounding."
        ),
    ),
}
