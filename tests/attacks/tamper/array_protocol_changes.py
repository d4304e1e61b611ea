"""A different array at each conversion: the right shape for one look, other numbers for the next."""
# outcome: conv_output_size passed, conv_forward_naive failed, max_pool_forward_naive failed, im2col failed
# @RIGHT@


class Changing:
    def __init__(self, right):
        self.right = right
        self.looks = 0
        self.shape, self.dtype, self.size, self.ndim = right.shape, right.dtype, right.size, right.ndim

    def __array__(self, dtype=None, copy=None):
        self.looks += 1
        return self.right * (self.looks % 2)

    def __len__(self):
        return len(self.right)

    def __getitem__(self, key):
        return self.__array__()[key]


class ChangingList(list):
    def __iter__(self):
        return iter([1.0, 2.0])

    def __len__(self):
        return 2


class ChangingArray(np.ndarray):
    @property
    def shape(self):
        return (1, 1)

    @property
    def size(self):
        return 0

    def __array__(self, *_args, **_kwargs):
        return np.zeros(3)

    def astype(self, *_args, **_kwargs):
        return np.ones(3)

    def __array_finalize__(self, _from):
        pass


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    return Changing(out), cache


def max_pool_forward_naive(x, pool_param):
    return ChangingList([x, x]), (x, pool_param)


def im2col(x, HH, WW, stride=1, pad=0):
    return (x * 0).view(ChangingArray)
