"""Raises the hidden inputs: in messages, class names, file names, causes, notes, prints, warnings and return types."""
# outcome: conv_output_size passed, conv_forward_naive error
# outcome: max_pool_forward_naive error, avg_pool_forward_naive error, im2col failed, col2im error
# options: --feedback hint
# never: SMUGGLED
import sys
import warnings

import numpy as np

# @RIGHT@


def said(*arrays):
    return "SMUGGLED" + "_".join(f"{number:g}" for array in arrays for number in np.ravel(array)[:20])


def conv_forward_naive(x, w, b, conv_param):
    text = said(x, w, b)
    print(text)
    print(text, file=sys.stderr)
    warnings.warn(text)
    error = ValueError(text)
    error.add_note(text)
    raise error from RuntimeError(text)


def max_pool_forward_naive(x, pool_param):
    raise type(said(x), (Exception,), {"__module__": said(x)})(said(x))


def avg_pool_forward_naive(x, pool_param):
    # The name of the file and the text of the line are the student's, too.
    exec(compile(f"raise KeyError('{said(x)}')  # {said(x)}", f"{said(x)}.py", "exec"))


def im2col(x, HH, WW, stride=1, pad=0):
    return type(said(x), (), {})()


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    raise SyntaxError(said(cols), (said(cols) + ".py", 1, 1, said(cols)))
