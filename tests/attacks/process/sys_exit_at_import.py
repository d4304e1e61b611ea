"""Leaves with exit status 0 while it is imported, as if all had been well."""
# outcome: conv_output_size error, conv_forward_naive error
# says: SystemExit
# @RIGHT@
import sys


def conv_forward_naive(x, w, b, conv_param):
    return _right_forward(x, w, b, conv_param)


sys.exit(0)
