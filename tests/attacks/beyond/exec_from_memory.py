"""Starts programs that no file holds, or by descriptors, scripts, loaders: every way to become another program."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")


def vector(*words):
    return (ctypes.c_char_p * (len(words) + 1))(*[os.fsencode(word) for word in words], None)


def executed(path):
    """A failed exec comes back; one that succeeds doesn't, and its program leaves a mark."""
    words = vector(path, "-c", "mkdir @WRITE_DIR@/@TOKEN@-exec")
    try:
        system_call("execve", ctypes.c_char_p(os.fsencode(path)), words, vector())
    except OSError as error:
        return "it is looked at" if error.errno in (errno.ENOEXEC, errno.ENOENT) else None


def from_memory():
    descriptor = os.memfd_create("@TOKEN@", 0)
    os.write(descriptor, b"#!/bin/sh\nmkdir @WRITE_DIR@/@TOKEN@-memory\n")
    return system_call("execveat", descriptor, ctypes.c_char_p(b""), vector("x"), vector(), 0x1000)


def by_descriptor():
    descriptor = os.open("/bin/sh", os.O_PATH)
    return system_call("execveat", descriptor, ctypes.c_char_p(b""), vector("sh", "-c", "mkdir @WRITE_DIR@/@TOKEN@-fd"), vector(), 0x1000)


def strike():
    for way in (from_memory, by_descriptor):
        attempt(way.__name__, way)
    attempts("exec", executed, ("/bin/sh", "/usr/bin/env", "/proc/self/exe", sys.executable, "./nothing", *LOADERS))
    attempt("fexecve", lambda: os.execve(os.open(sys.executable, os.O_RDONLY), ["python", "-c", "import os; os.mkdir('@WRITE_DIR@/@TOKEN@-f')"], {}))
    attempt("a library of its own", lambda: ctypes.CDLL("@SITE@/numpy/__init__.py"))
    attempt("a library elsewhere", lambda: ctypes.CDLL("@WRITE_DIR@/nothing.so"))


strike()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        strike()
    return _right_forward(x, w, b, conv_param)
