"""Right values in legal but rare forms: big-endian, byte-swapped, unaligned, reversed and read-only views."""
# outcome: conv_output_size passed, conv_forward_naive passed, max_pool_forward_naive passed
# @RIGHT@


def unaligned(array):
    raw = np.zeros(array.nbytes + 1, np.uint8)
    view = raw[1:].view(array.dtype).reshape(array.shape)
    view[...] = array
    return view


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    return unaligned(out.astype(">f8")), cache


def max_pool_forward_naive(x, pool_param):
    out, cache = _right_max_pool(x, pool_param)
    swapped = out.byteswap().view(out.dtype.newbyteorder())[..., ::-1]
    swapped = np.asfortranarray(swapped)[..., ::-1]
    swapped.flags.writeable = False
    return swapped, cache
