"""Arrays full of objects that run code when they are compared, copied, converted or pickled."""
# outcome: conv_output_size passed, conv_forward_naive failed, max_pool_forward_naive failed|error, im2col failed
# @TOOLS@
# @RIGHT@


class Armed(float):
    def __float__(self):
        attempt("a file", touched, "@WRITE_DIR@/@TOKEN@-object")
        return 0.0

    __reduce__ = __deepcopy__ = __copy__ = __eq__ = __sub__ = lambda self, *_args: os.system("/bin/true")
    __hash__ = float.__hash__


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    return np.vectorize(Armed, otypes=[object])(out), cache


def max_pool_forward_naive(x, pool_param):
    return [[Armed(1), Armed(2)], Armed(3)], (x, pool_param)


def im2col(x, HH, WW, stride=1, pad=0):
    hidden = np.zeros(3, [("a", object)])
    hidden["a"][:] = [Armed(1), None, lambda: 1]
    return hidden
