"""Ends its process by abort, and stops it by a signal: a stopped process never ends by itself."""
# outcome: conv_output_size passed, conv_forward_naive crashed, max_pool_forward_naive timeout, im2col crashed
# options: --call-seconds 0.1
# says: ended its process by signal 6
# @RIGHT@
import os
import signal


def conv_forward_naive(x, w, b, conv_param):
    os.abort()


def max_pool_forward_naive(x, pool_param):
    os.kill(os.getpid(), signal.SIGSTOP)
    return _right_max_pool(x, pool_param)


def im2col(x, HH, WW, stride=1, pad=0):
    os._exit(0)
