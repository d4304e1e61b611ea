"""Half characters, NUL, characters that are none: they break writers of UTF-8, JSON and XML."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive failed, im2col failed, col2im failed
# @RIGHT@
import os
import sys

EVIL = "\ud800\udfff\x00\ufffe\uffff\U0010ffff\udcff\udce9 half"


def conv_forward_naive(x, w, b, conv_param):
    print(EVIL)
    os.write(1, EVIL.encode("utf-8", "surrogatepass") + b"\xc3\x28\xf5\x80\xed\xa0\x80\x00")
    sys.stderr.write(EVIL)
    conv_param[EVIL] = 1
    raise ValueError(EVIL)


def max_pool_forward_naive(x, pool_param):
    pool_param[EVIL] = EVIL
    pool_param.pop("stride")
    return type("\ud800".encode("utf-8", "replace").decode(), (), {})(), EVIL


class Half:
    __class__ = property(lambda self: EVIL)


def im2col(x, HH, WW, stride=1, pad=0):
    return Half()


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    return [EVIL]
