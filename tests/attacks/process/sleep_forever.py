"""Uses no processor at all: sleeps, waits for itself, reads from where nothing will come."""
# outcome: conv_output_size passed, conv_forward_naive timeout, max_pool_forward_naive timeout, im2col timeout
# options: --call-seconds 0.1
# says: did not finish within 0.1 s
# @RIGHT@
import os
import threading
import time


def conv_forward_naive(x, w, b, conv_param):
    while True:
        time.sleep(1000)


def max_pool_forward_naive(x, pool_param):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def im2col(x, HH, WW, stride=1, pad=0):
    reading, _writing = os.pipe()
    return os.read(reading, 1)
