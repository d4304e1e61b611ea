"""Threads that never end and don't let the process end."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @RIGHT@
import atexit
import signal
import threading
import time

STARTED = []


def forever():
    while True:
        time.sleep(1)


def conv_forward_naive(x, w, b, conv_param):
    if not STARTED:
        STARTED.append(1)
        for number in range(8):
            threading.Thread(target=forever, daemon=number % 2 == 0).start()
        atexit.register(forever)
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except OSError:
                pass
    return _right_forward(x, w, b, conv_param)
