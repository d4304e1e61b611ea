from __future__ import print_function

import numpy as np

try:
    from cs231n.im2col_cython import col2im_6d_cython
except ImportError:
    print("run the following from the cs231n directory and try again:")
    print("python setup.py build_ext --inplace")
    print("You may also need to restart your iPython kernel")

from cs231n.im2col_helper import col2im_indices, im2col_indices


def conv_forward_fast(x, w, b, conv_param):
    F, _, HH, WW = w.shape
    stride, pad = conv_param["stride"], conv_param["pad"]
    cols = im2col_indices(x, HH, WW, pad, stride)
    H_out = (x.shape[2] + 2 * pad - HH) // stride + 1
    out = (w.reshape(F, -1).dot(cols) + b.reshape(-1, 1)).reshape(F, H_out, -1, x.shape[0])
    return out.transpose(3, 0, 1, 2), (x, w, b, conv_param, cols)


def conv_backward_fast(dout, cache):
    x, w, b, conv_param, cols = cache
    F, _, HH, WW = w.shape
    flat = dout.transpose(1, 2, 3, 0).reshape(F, -1)
    dx = col2im_indices(w.reshape(F, -1).T.dot(flat), x.shape, HH, WW, conv_param["pad"], conv_param["stride"])
    return dx, flat.dot(cols.T).reshape(w.shape), flat.sum(axis=1)
