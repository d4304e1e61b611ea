"""Really huge arrays: 2 GB, and one just above what a reply may hold, many times over."""
# outcome: conv_output_size passed, conv_forward_naive error|failed, max_pool_forward_naive failed
# options: --memory-mib 512
# @RIGHT@


def conv_forward_naive(x, w, b, conv_param):
    return np.ones(2**28), (x, w, b, conv_param)


def max_pool_forward_naive(x, pool_param):
    return np.ones((9, 2**20 // 2)), (x, pool_param)
