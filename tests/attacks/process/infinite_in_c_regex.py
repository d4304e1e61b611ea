"""Runs for ever in C, where no Python signal handler gets a turn: a regular expression, a power, a sort."""
# outcome: conv_output_size passed, conv_forward_naive timeout, max_pool_forward_naive timeout
# options: --call-seconds 0.1
# says: did not finish within 0.1 s
# @RIGHT@
import re
import signal


def conv_forward_naive(x, w, b, conv_param):
    return re.match(r"(a+)+$", "a" * 60 + "b")


def max_pool_forward_naive(x, pool_param):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    return sum(range(10**18))
