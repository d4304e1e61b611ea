"""Watches what others do: names of their files, their folders, their locks, their time, by calls that read no file."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@


def watched(path):
    descriptor = libc.inotify_init1(os.O_NONBLOCK)
    if descriptor < 0:
        return None
    return libc.inotify_add_watch(descriptor, os.fsencode(path), 0xFFF) > 0 or None


def strike():
    attempts("a watch of", watched, ("/tmp", "@TMP@", "@PROJECT@", "@HERE@", "/"))
    attempts("a listing of", os.listdir, ("../..", "../../..", "@TMP@", "/tmp", "@HERE@", "@OUT@", "/proc", "/sys", "/dev"))
    attempt("others' clocks", lambda: time.clock_gettime((~int("@CANARY_PID@") << 3) | 2) and None)
    attempt("mounts", lambda: content("/proc/self/mountinfo"))
    attempt("a handle of a file", lambda: system_call("name_to_handle_at", -100, ctypes.c_char_p(b"@SECRET_FILE@"), struct.pack("<II", 128, 0).ljust(200, b"\0"), ctypes.byref(ctypes.c_int()), 0) + 1)
    attempt("the kernel's log", lambda: system_call("syslog", 3, ctypes.create_string_buffer(100), 100))
    attempt("a view by mapping", lambda: __import__("mmap").mmap(os.open("/dev/zero", os.O_RDWR), 100))
    attempt("a fanotify", allowed, "fanotify_init", 0, 0)


strike()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        strike()
    return _right_forward(x, w, b, conv_param)
