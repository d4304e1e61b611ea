"""Hints for the convolution as a matrix product."""

from grader.language import N_
from grader.steps import Steps

HINTS = {
    "im2col": Steps(
        where=N_(
            "The handout (assignment/README.md) says under “The layout of im2col” where each number goes. In im2col "
            "(im2col.py), look at the order in which the rows come about, at the order inside a row, and at each "
            "reshape: it only cuts the same row of numbers anew, and never changes their order."
        ),
        ask=(
            N_("Which window is row 1 of cols, and which pixel does it begin with?"),
            N_("From one row to the next, what changes first: the image, the output row or the output column?"),
            N_("Inside a row, what changes first: the channel, the window's row or its column?"),
            N_("If you use reshape: what were your axes, in order, just before it?"),
        ),
        before=N_(
            "Every pixel is its own address: 1012 is image 1, channel 0, row 1, column 2. So each number in cols tells "
            "where it was taken from. The windows have two rows and three columns, and move by 2."
        ),
        code="""\
from im2col import im2col
n, c, k, l = np.indices((2, 2, 4, 5))
x = 1000.0 * n + 100.0 * c + 10.0 * k + l
cols = im2col(x, 2, 3, stride=2)
print("shape:", cols.shape)
print(cols.astype(int))
""",
        after=N_(
            "There are 8 windows of 2 * 2 * 3 numbers, so the shape is (8, 12). Write down the first window on paper, "
            "channel 0 before channel 1, row by row: this must be the first row. Then look down the first column, at "
            "the upper left pixels of the windows: 0, 2, 20, 22, and the same in image 1. The first number out of "
            "place tells which axis came too early, or which step is wrong. When all is right, try pad=1."
        ),
    ),
    "col2im": Steps(
        where=N_(
            "Put your im2col beside col2im in im2col.py: it is the same way, walked backwards. Look at the line that "
            "writes into the image, at the shape of that image while it still has its padding, and at where the "
            "padding is cut off."
        ),
        ask=(
            N_("How many windows of 2x2 does the middle pixel of a 3x3 image lie in, with stride 1? And a corner?"),
            N_("So how many entries of cols belong to such a pixel, and what becomes of them?"),
            N_("If you write with index arrays: what does NumPy do where the same place occurs twice?"),
            N_("Which part of the padded image is the result?"),
        ),
        before=N_(
            "First, each entry of cols is 1: then col2im counts in how many windows a pixel lies. Then the promise of "
            "the handout is tried, with padding and stride: sum(im2col(x) * cols) equals sum(x * col2im(cols))."
        ),
        code="""\
from im2col import col2im, im2col
ones = np.ones((4, 6))
counts = col2im(ones, (1, 1, 3, 4), 2, 3)
print("windows of each pixel:", counts[0, 0], sep="\\n")
stride, pad = 2, 1
x = np.arange(48.0).reshape(2, 2, 3, 4)
windows = im2col(x, 2, 3, stride, pad)
cols = np.arange(1.0 * windows.size).reshape(windows.shape)
print("by im2col:", np.sum(windows * cols))
print("by col2im:", np.sum(x * col2im(cols, x.shape, 2, 3, stride, pad)))
""",
        after=N_(
            "The windows are 2 high and 3 wide, and there are four of them: draw them on a 3x4 image and count for "
            "each pixel. You must see your counts, 1 in the corners. If your im2col is right, the two sums below must "
            "be equal; if only they differ, try stride 1, then pad 0, in the line that sets them: which of the two is "
            "it?"
        ),
    ),
    "conv_forward_im2col": Steps(
        where=N_(
            "Look at the shapes in conv_forward_im2col (im2col.py): that of the windows' matrix, of the filters' "
            "matrix and of their product. Then at the lines that make (N, F, H', W') out of the product; most faults "
            "are there."
        ),
        ask=(
            N_("What is one row of your product, and what is one column?"),
            N_(
                "In which order do image, output row and output column follow each other in it? And where is the "
                "filter?"
            ),
            N_("Which axis has to move to its place in (N, F, H', W')? Does reshape move axes?"),
            N_("Are the numbers of a filter in the same order as those of a window?"),
            N_("Is there still a Python loop over single pixels?"),
        ),
        before=N_(
            "Three filters of a single weight 1 copy the image, and the bias says which filter it was. Every output is "
            "its own address: 2112 is filter 2, image 1, row 1, column 2. Then a larger case is compared with your "
            "conv_forward_naive."
        ),
        code="""\
from im2col import conv_forward_im2col
from conv import conv_forward_naive
n, c, k, l = np.indices((2, 1, 2, 3))
x = 100.0 * n + 10.0 * k + l
b = np.array([0.0, 1000.0, 2000.0])
w = np.ones((3, 1, 1, 1))
out, cache = conv_forward_im2col(x, w, b, {"stride": 1, "pad": 0})
print("image 1, filter 2:", out[1, 2], sep="\\n")
x = np.arange(80.0).reshape(2, 2, 4, 5)
w = np.arange(36.0).reshape(3, 2, 2, 3)
out, cache = conv_forward_im2col(x, w, b, {"stride": 2, "pad": 1})
naive, cache = conv_forward_naive(x, w, b, {"stride": 2, "pad": 1})
print("shapes:", out.shape, naive.shape)
print("largest difference:", np.max(np.abs(out - naive)))
""",
        after=N_(
            "All six numbers must begin with 21, and go on with their own row and column: 2100 at the upper left, 2112 "
            "at the lower right. A number from elsewhere tells by its digits which two axes changed places. If your "
            "conv_forward_naive is right, the shapes must be equal and the difference 0.0; if only it is not, compare "
            "the order inside a filter's row with that of a window."
        ),
    ),
    "conv_backward_im2col": Steps(
        where=N_(
            "In conv_backward_im2col (im2col.py), look first at how dout becomes a matrix: its order must be that of "
            "the product in your forward. Then at each product: which matrices, and which of them is transposed? Last, "
            "at what happens to the windows' gradient until it is dx."
        ),
        ask=(
            N_(
                "Write the shapes of forward's three matrices side by side: windows, filters, product. Which two of "
                "windows, filters and dout give something shaped like the filters? And like the windows?"
            ),
            N_("Over which axes of dout is db the sum?"),
            N_("Where do N and F change places? Is it a transpose there, or only a reshape?"),
            N_("A pixel lies in several windows: what adds its gradients up?"),
        ),
        before=N_(
            "Only one output has a gradient: image 1, filter 2, row 0, column 1. So you can say of every number in dx, "
            "dw and db where it comes from."
        ),
        code="""\
from im2col import conv_backward_im2col, conv_forward_im2col
x = np.arange(24.0).reshape(2, 1, 3, 4)
w = np.arange(101.0, 113.0).reshape(3, 1, 2, 2)
out, cache = conv_forward_im2col(x, w, np.zeros(3), {"stride": 1, "pad": 0})
dout = np.zeros(out.shape)
dout[1, 2, 0, 1] = 1
dx, dw, db = conv_backward_im2col(dout, cache)
print("db:", db)
print("image 1:", x[1, 0], "dw of filter 2:", dw[2, 0], sep="\\n")
print("filter 2:", w[2, 0], "dx of image 1:", dx[1, 0], sep="\\n")
print("sums elsewhere:", np.sum(dw[:2]), np.sum(dx[0]))
""",
        after=N_(
            "db must be 1 for filter 2 and 0 for the others. dw of filter 2 must be the window that this output saw in "
            "image 1; dx of image 1 must be filter 2, at the place of that window, with zeros around. Both sums "
            "elsewhere must be 0. What stands in the wrong place tells which axes were mixed up. Then set dout[1, 2, "
            "0, 0] to 1 as well: where the two windows overlap, what must dx be?"
        ),
    ),
}
