"""Uses no processor at all: sleeps, and waits for itself."""
# outcome: conv_output_size passed, conv_forward_naive timeout, max_pool_forward_naive timeout
# options: --call-seconds 0.05
# says: did not finish within 0.05 s
# @RIGHT@
import threading
import time


def conv_forward_naive(x, w, b, conv_param):
    while True:
        time.sleep(1000)


def max_pool_forward_naive(x, pool_param):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
