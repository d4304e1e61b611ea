"""Prints 200 MB in one line, and then answers right."""
# outcome: conv_output_size passed, conv_forward_naive crashed
# options: --printed-mib 8
# says: printed without end
# @RIGHT@


def conv_forward_naive(x, w, b, conv_param):
    print("x" * (200 * 2**20), end="", flush=True)
    return _right_forward(x, w, b, conv_param)
