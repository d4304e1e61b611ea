"""A message of 100 MB, a name of 10 MB, a line of a megabyte, a return type that goes on and on."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive error|failed, im2col failed
# outcome: avg_pool_forward_naive error
# @RIGHT@


def conv_forward_naive(x, w, b, conv_param):
    raise ValueError("x" * 10**8)


def max_pool_forward_naive(x, pool_param):
    raise type("N" * 10**7, (Exception,), {})("x")


def avg_pool_forward_naive(x, pool_param):
    exec(compile("raise ValueError('" + "y" * 10**6 + "')", "z" * 10**6, "exec"))


def im2col(x, HH, WW, stride=1, pad=0):
    return np.zeros(3, [("f" * 10000 + str(number), "f8") for number in range(100)])
