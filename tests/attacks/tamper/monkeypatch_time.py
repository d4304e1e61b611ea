"""Stops every clock that Python has, so that whatever is slow takes no time."""
# outcome: conv_output_size passed, conv_forward_im2col failed <6, conv_forward_naive timeout
# options: --call-seconds 0.1
# @RIGHT@
import os
import resource
import time

for name in ("time", "perf_counter", "monotonic", "process_time", "thread_time", "clock_gettime"):
    setattr(time, name, lambda *_args: 0.0)
    if name != "clock_gettime":
        setattr(time, f"{name}_ns", lambda *_args: 0)
os.times = lambda: (0.0,) * 5
resource.getrusage = lambda _who: (0,) * 16


def conv_forward_im2col(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    if len(w) >= 16:
        for _ in range(3 * 10**5):
            pass
    return out, cache


def conv_forward_naive(x, w, b, conv_param):
    while True:
        time.sleep(0)
