"""Two of all the functions; a third is called by almost the same name."""
# outcome: conv_output_size passed, conv_forward_naive passed
# says: conv_bakward_naive
# @RIGHT@


def conv_forward_naive(x, w, b, conv_param):
    return _right_forward(x, w, b, conv_param)


def conv_bakward_naive(dout, cache):
    return None
