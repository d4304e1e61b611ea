"""The right numbers in dtypes that no convolution has, another one at each call."""
# outcome: conv_output_size passed, conv_forward_naive failed|error <16, max_pool_forward_naive failed|error, im2col failed
# @RIGHT@
DTYPES = ("c16", "O", "M8[s]", "m8[s]", "?", "S8", "V8", "U8", "c32", [("re", "f8"), ("im", "f8")], "i1", "u8")
CALLS = []


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    CALLS.append(1)
    dtype = DTYPES[len(CALLS) % len(DTYPES)]
    return np.full(out.shape, 7).astype(dtype) if isinstance(dtype, str) else np.zeros(out.shape, dtype), cache


def max_pool_forward_naive(x, pool_param):
    return np.rec.fromarrays([x, x]), (x, pool_param)


def im2col(x, HH, WW, stride=1, pad=0):
    return np.zeros((3, 3), "V1000000")
