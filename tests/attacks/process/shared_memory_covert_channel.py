"""Leaves answers where another submission can find them: shared memory, queues, semaphores, locks, keys, names."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
import fcntl
from multiprocessing import shared_memory

KEY = int("@IPC_KEY@")


def locked(path):
    descriptor = os.open(path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return path


def leave():
    attempt("System V memory", lambda: system_call("shmget", KEY, 4096, 0o1666) + 1)
    attempt("System V private memory", lambda: system_call("shmget", 0, 4096, 0o1666) + 1)
    attempt("System V semaphores", lambda: system_call("semget", KEY, 1, 0o1666) + 1)
    attempt("a System V queue", lambda: system_call("msgget", KEY, 0o1666) + 1)
    attempt("a POSIX queue", lambda: system_call("mq_open", b"@TOKEN@", os.O_CREAT | os.O_RDWR, 0o666, 0) + 1)
    attempt("POSIX memory", lambda: shared_memory.SharedMemory("@TOKEN@", create=True, size=4096).name)
    attempt("POSIX memory by libc", lambda: libc.shm_open(b"/@TOKEN@-libc", os.O_CREAT | os.O_RDWR, 0o666) >= 0)
    attempt("a POSIX semaphore", lambda: __import__("_multiprocessing").SemLock(1, 1, 1, "/@TOKEN@-sem", False).name)
    attempt("a key", lambda: system_call("add_key", b"user", b"@TOKEN@", b"answer", 6, -4))
    attempt("a key of the session", lambda: system_call("add_key", b"user", b"@TOKEN@", b"answer", 6, -3))
    attempt("a keyring", lambda: system_call("keyctl", 1, b"@TOKEN@"))
    attempt("an abstract name", lambda: socket.socket(socket.AF_UNIX).bind("\0@TOKEN@") or True)
    attempt("a port", lambda: socket.socket().bind(("127.0.0.1", 0)) or True)
    attempts("a lock of", locked, ("@TMP@", "@WRITE_DIR@", "@SITE@", "@PROJECT@", "."))
    attempts("a mark in", lambda place: touched(f"{place}/@TOKEN@-left"), ("/dev/shm", "/tmp", "/var/tmp", "@TMP@", "@HOME@",
             "/run/lock", "/dev/mqueue", "..", "."))
    attempts("a time of", lambda path: os.utime(path, (7, 7)) or path, (".", "..", "@TMP@", __file__, "@SITE@"))
    attempts("rights of", lambda path: os.chmod(path, 0o755) or path, (".", "..", __file__))
    attempts("a neighbour in", os.listdir, ("../..", "/tmp", "@TMP@", "/dev/shm"))


leave()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        leave()
    return _right_forward(x, w, b, conv_param)
