"""Thousands of threads with small stacks, which use up the machine's process ids."""
# outcome: conv_output_size passed, conv_forward_naive passed|error|crashed
# @TOOLS@
# @RIGHT@
MOST = 3000


def strike():
    threading.stack_size(2**15)
    wait = threading.Event()
    started = []
    try:
        while len(started) < MOST:
            thread = threading.Thread(target=wait.wait, daemon=True)
            thread.start()
            started.append(thread)
    except RuntimeError:
        pass
    if len(started) == MOST:
        got(f"{MOST} threads")
    wait.set()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        strike()
    return _right_forward(x, w, b, conv_param)
