"""Wrong programs as edits of the solutions, careless, odd, or wrong in a corner: few of them are misconceptions."""

from grader.misconception import Catalogue

WRONG = [Catalogue(stem) for stem in ("conv", "im2col", "pooling", "conv_layer")]
_conv, _im2col, _pooling, _layer = WRONG


def _edit(catalogue: Catalogue, of: str, name: str, old: str, new: str) -> None:
    catalogue.edit(name, of=of, belief="", hint="", changes=[(old, new)])


_SIZE = "return 1 + (size + 2 * pad - kernel) // stride"
_edit(_conv, "conv_output_size", "size_of_odd_kernels", _SIZE, f"{_SIZE} + (kernel % 2 == 0)")
_edit(_conv, "conv_output_size", "at_most_five", _SIZE, "return min(5, 1 + (size + 2 * pad - kernel) // stride)")
_edit(_conv, "conv_output_size", "pad_once_with_stride", _SIZE, _SIZE.replace("2", "(2 if stride == 1 else 1)"))

_SUM = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
_forward = "conv_forward_naive"
for _name, _new in {
    "bias_only_for_rows_below": "out[n, f, i, j] = np.sum(window * w[f]) + (b[f] if i else 0)",
    "bias_twice": "out[n, f, i, j] = np.sum(window * w[f]) + 2 * b[f]",
    "bias_of_first_filter": "out[n, f, i, j] = np.sum(window * w[f]) + b[0]",
    "last_column_left_out": "out[n, f, i, j] = (np.sum(window * w[f]) + b[f]) * (j < W_out - 1 or W_out == 1)",
    "absolute_products": "out[n, f, i, j] = abs(np.sum(window * w[f]) + b[f])",
    "relu": "out[n, f, i, j] = max(0.0, np.sum(window * w[f]) + b[f])",
    "negated": "out[n, f, i, j] = -(np.sum(window * w[f]) + b[f])",
    "times_stride": "out[n, f, i, j] = stride * (np.sum(window * w[f]) + b[f])",
    "divided_by_batch": "out[n, f, i, j] = (np.sum(window * w[f]) + b[f]) / N",
    "wrong_for_stride_2_with_pad": "out[n, f, i, j] = np.sum(window * w[f]) + b[f] + (stride > 1 and pad > 0)",
    "wrong_for_three_images": "out[n, f, i, j] = np.sum(window * w[f]) + b[f] + (n == 2)",
    "wrong_for_pad_or_channels": "out[n, f, i, j] = np.sum(window * w[f]) + b[f] + (pad > 0 or x.shape[1] > 1)",
    "wrong_in_corner": "out[n, f, i, j] = np.sum(window * w[f]) + b[f] + (i == j == 0)",
    "nan_at_border": "out[n, f, i, j] = np.sum(window * w[f]) + b[f] if i or pad == 0 else np.nan",
    "rows_upside_down": "out[n, f, H_out - 1 - i, j] = np.sum(window * w[f]) + b[f]",
    "one_row_late": "out[n, f, (i + 1) % H_out, j] = np.sum(window * w[f]) + b[f]",
    "whole_numbers": "out[n, f, i, j] = int(np.sum(window * w[f]) + b[f])",
    "previous_filter": "out[n, f, i, j] = np.sum(window * w[f - 1]) + b[f]",
}.items():
    _edit(_conv, _forward, _name, _SUM, _new)
_edit(_conv, _forward, "raises_for_one_output", "out = np.zeros(", "assert H_out * W_out > 1\n    out = np.zeros(")
_edit(_conv, _forward, "size_from_height_only", "W_out = 1 + (W", "W_out = 1 + (H")
_edit(_conv, _forward, "pads_with_ones", "(pad, pad), (pad, pad)))", "(pad, pad), (pad, pad)), constant_values=1)")

_DW, _DX, _DB = (
    "dw[f] += dout[n, f, i, j] * window",
    "dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]",
    "db[f] += dout[n, f, i, j]",
)
_backward = "conv_backward_naive"
_edit(_conv, _backward, "db_by_batch", _DB, "db[f] += dout[n, f, i, j] / N")
_edit(_conv, _backward, "db_without_last_row", _DB, "db[f] += dout[n, f, i, j] * (i < H_out - 1 or H_out == 1)")
_edit(_conv, _backward, "dw_turned_around", _DW, "dw[f] += dout[n, f, i, j] * window[:, ::-1, ::-1]")
_edit(_conv, _backward, "dw_of_first_image_twice", _DW, "dw[f] += dout[n, f, i, j] * window * (2 if n == 0 else 1)")
_edit(_conv, _backward, "dw_times_windows", _DW, "dw[f] += dout[n, f, i, j] * window * H_out * W_out")
_edit(_conv, _backward, "dx_halved_at_stride_2", _DX, f"{_DX} / min(stride, 2)")
_edit(_conv, _backward, "dx_of_first_channel", "dx_pad[n, :, top", "dx_pad[n, :1, top")

_RESHAPE = "windows = windows.transpose(0, 4, 5, 1, 2, 3)"
for _name, _order in {
    "place_before_channel": "0, 4, 5, 2, 3, 1",
    "columns_before_rows": "0, 5, 4, 1, 2, 3",
    "images_last": "4, 5, 0, 1, 2, 3",
    "place_turned_around": "0, 4, 5, 1, 3, 2",
}.items():
    _edit(_im2col, "im2col", _name, _RESHAPE, f"windows = windows.transpose({_order})")
_edit(_im2col, "im2col", "windows_in_columns", "return windows.reshape(N * H_out * W_out, C * HH * WW)",
      "return windows.reshape(N * H_out * W_out, C * HH * WW).T")  # fmt: skip
_edit(_im2col, "im2col", "padded_with_minus_one", "(pad, pad), (pad, pad)))",
      "(pad, pad), (pad, pad)), constant_values=-1)")  # fmt: skip
_edit(_im2col, "col2im", "halves_overlaps", "return x_pad[:, :, pad : pad + H, pad : pad + W]",
      "return x_pad[:, :, pad : pad + H, pad : pad + W] / (2 if stride < HH else 1)")  # fmt: skip
_edit(_im2col, "col2im", "forgets_last_place", "for q in range(WW)", "for q in range(WW - (WW > 2))")
_edit(_im2col, "conv_forward_im2col", "not_transposed",
      "return out.reshape(N, F, H_out, W_out), (x, w, b, conv_param)",
      "return out.reshape(N, F, -1).transpose(0, 2, 1).reshape(N, F, H_out, W_out), (x, w, b, conv_param)",
      )  # fmt: skip

_edit(_pooling, "max_pool_forward_naive", "smallest", "np.maximum(largest", "np.minimum(largest")
_edit(_pooling, "max_pool_forward_naive", "without_sign", "return out,", "return abs(out),")
_edit(_pooling, "max_pool_forward_naive", "left_to_right", "return out,", "return out[..., ::-1].copy(),")
_edit(_pooling, "avg_pool_forward_naive", "one_less", "total /= count", "total /= max(1, count - 1)")
_edit(_pooling, "avg_pool_forward_naive", "divided_by_height",
      'pool_param["pool_height"] * pool_param["pool_width"]', 'pool_param["pool_height"] ** 2')  # fmt: skip
_edit(_pooling, "avg_pool_backward_naive", "not_shared", "share = dout[block] / places", "share = dout[block] * 1.0")
_edit(_pooling, "max_pool_backward_naive", "summed_over_stride", "left = dout[block]",
      'left = dout[block] / pool_param["stride"]')  # fmt: skip

MODELS = [model for catalogue in WRONG for model in catalogue.models]
