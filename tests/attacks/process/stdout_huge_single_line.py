"""Prints 200 MB in one line, and then answers right."""
# outcome: conv_output_size passed, conv_forward_naive crashed
# options: --printed-mib 8
# says: printed without end
# @RIGHT@
import os


def conv_forward_naive(x, w, b, conv_param):
    os.write(1, b"x" * (200 * 2**20))
    return _right_forward(x, w, b, conv_param)
