"""Takes and touches memory without end, in arrays, in mappings, in threads' stacks, in lists."""
# outcome: conv_output_size passed, conv_forward_naive error|crashed, max_pool_forward_naive error|crashed
# outcome: im2col error|crashed
# options: --memory-mib 512
# @RIGHT@
import mmap

KEPT = []


def conv_forward_naive(x, w, b, conv_param):
    while True:
        KEPT.append(np.ones(2**22))


def max_pool_forward_naive(x, pool_param):
    while True:
        area = mmap.mmap(-1, 2**26)
        area.write(bytes(2**26))
        KEPT.append(area)


def im2col(x, HH, WW, stride=1, pad=0):
    many = [0]
    while True:
        many += many
