from builtins import range

import numpy as np

# the star import in layers.py takes only these two
__all__ = ["get_im2col_indices", "conv_out_dim"]


def conv_out_dim(size, field, padding, stride):
    return (size + 2 * padding - field) // stride + 1


def get_im2col_indices(x_shape, field_height, field_width, padding=1, stride=1):
    """Channel, row and column of every entry of the column matrix, shapes broadcast to (C * fh * fw, L)."""
    N, C, H, W = x_shape
    rows_out = conv_out_dim(H, field_height, padding, stride)
    cols_out = conv_out_dim(W, field_width, padding, stride)

    channel, row, col = np.meshgrid(range(C), range(field_height), range(field_width), indexing="ij")
    top, left = np.meshgrid(range(rows_out), range(cols_out), indexing="ij")
    i = row.reshape(-1, 1) + stride * top.reshape(1, -1)
    j = col.reshape(-1, 1) + stride * left.reshape(1, -1)
    return channel.reshape(-1, 1), i, j


def im2col_indices(x, field_height, field_width, padding=1, stride=1):
    """(C * fh * fw, L * N): the layout of the course, not the one of the fast layers here."""
    p = padding
    x_padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="constant")
    k, i, j = get_im2col_indices(x.shape, field_height, field_width, padding, stride)
    cols = x_padded[:, k, i, j]
    return cols.transpose(1, 2, 0).reshape(field_height * field_width * x.shape[1], -1)


def col2im_indices(cols, x_shape, field_height, field_width, padding=1, stride=1):
    N, C, H, W = x_shape
    x_padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding), dtype=cols.dtype)
    k, i, j = get_im2col_indices(x_shape, field_height, field_width, padding, stride)
    np.add.at(x_padded, (slice(None), k, i, j), cols.reshape(C * field_height * field_width, -1, N).transpose(2, 0, 1))
    return x_padded[:, :, padding : padding + H, padding : padding + W]
