"""Never comes back, and catches whatever might make it."""
# outcome: conv_output_size passed, conv_forward_naive timeout, max_pool_forward_naive timeout
# options: --call-seconds 0.1
# says: did not finish within 0.1 s
# @RIGHT@
import signal

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)


def conv_forward_naive(x, w, b, conv_param):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def max_pool_forward_naive(x, pool_param):
    try:
        return max_pool_forward_naive(x, pool_param)
    except RecursionError:
        while True:
            pass
