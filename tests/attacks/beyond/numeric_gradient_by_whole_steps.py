"""Central differences with a step of one are exact, for a convolution is linear: right values are right."""
# outcome: conv_output_size passed, conv_backward_naive passed
# @RIGHT@
STEP = 1.0


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    return tuple(_differences(array, dout, x, w, b, conv_param) for array in (x, w, b))


def _differences(array, dout, x, w, b, conv_param):
    gradient = np.zeros(array.shape)
    for index in np.ndindex(*array.shape):
        kept = array[index]
        sums = []
        for step in (STEP, -STEP):
            array[index] = kept + step
            sums.append(np.sum(_right_forward(x, w, b, conv_param)[0] * dout))
        array[index] = kept
        gradient[index] = (sums[0] - sums[1]) / (2 * STEP)
    return gradient
