"""Attempts with the less known parts of the kernel: what outlives a process, namespaces, new machinery."""

import ctypes
import errno
import os
import platform

LIBC = ctypes.CDLL(None, use_errno=True)
PRIVATE, NEW, REMOVE = 0, 0o1600, 0  # System V: a key of nobody's, IPC_CREAT with rights, IPC_RMID
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
# Calls that the C library has no name for: x86_64, aarch64.
NUMBERS = {
    "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "add_key": (248, 217),
}
USER_MODE_ONLY = 1
MAP_CREATE = 0
OWN_SESSION_KEYS = -3


def shares_memory() -> int:
    """Make memory that outlives the process."""
    number = LIBC.shmget(PRIVATE, ctypes.c_size_t(4096), NEW)
    return _made(number, lambda: LIBC.shmctl(number, REMOVE, None))


def leaves_messages() -> int:
    """Make a queue that outlives the process."""
    number = LIBC.msgget(PRIVATE, NEW)
    return _made(number, lambda: LIBC.msgctl(number, REMOVE, None))


def shares_semaphores() -> int:
    """Make a semaphore that outlives the process."""
    number = LIBC.semget(PRIVATE, 1, NEW)
    return _made(number, lambda: LIBC.semctl(number, 0, REMOVE))


def leaves_posix_messages(name: str) -> int:
    """Make a queue with a name."""
    number = LIBC.mq_open(name.encode(), os.O_CREAT | os.O_RDWR, 0o600, None)
    return _made(number, lambda: LIBC.mq_unlink(name.encode()))


def makes_a_file_of_memory() -> int:
    """Make a file that is nowhere, whose memory no limit counts."""
    try:
        os.close(os.memfd_create("escaped"))
    except OSError:
        return 0
    return 1


def leaves_a_key() -> int:
    """Leave a note in the kernel's keyring."""
    return int(_call("add_key", b"user", b"escaped", b"x", ctypes.c_size_t(1), OWN_SESSION_KEYS) >= 0)


def uses_io_uring() -> int:
    """Get a ring whose orders no filter sees."""
    return int(_call("io_uring_setup", 1, ctypes.create_string_buffer(120)) >= 0)


def uses_userfaultfd() -> int:
    """Stop the kernel wherever it reads our memory."""
    return int(_call("userfaultfd", USER_MODE_ONLY) >= 0)


def uses_bpf() -> int:
    """Get a map of the kernel's other machine: an array of one number."""
    attributes = ctypes.create_string_buffer(b"".join(part.to_bytes(4, "little") for part in (2, 4, 8, 1)), 128)
    return int(_call("bpf", MAP_CREATE, attributes, 128) >= 0)


def uses_perf() -> int:
    """Count what the processor does, for all processes."""
    attributes = ctypes.create_string_buffer((1).to_bytes(4, "little") + (112).to_bytes(4, "little"), 112)
    return int(_call("perf_event_open", attributes, -1, 0, -1, ctypes.c_ulong(0)) >= 0)


def makes_a_user_namespace() -> int:
    """Be root, if only among itself."""
    return int(LIBC.unshare(CLONE_NEWUSER) == 0)


def makes_namespaces() -> int:
    """Have mounts and a network of its own."""
    return int(LIBC.unshare(CLONE_NEWNS) == 0 or LIBC.unshare(CLONE_NEWNET) == 0)


def mounts(folder: str) -> int:
    """Mount what there is not: who may, is told so."""
    failed = LIBC.mount(b"none", folder.encode(), b"no-such-file-system", ctypes.c_ulong(0), None)
    return int(not failed or ctypes.get_errno() == errno.ENODEV)


def changes_root(folder: str) -> int:
    """Take another folder for the root of all files."""
    try:
        os.chroot(folder)
    except OSError:
        return 0
    return 1


def becomes_root() -> int:
    """Be somebody else: another user, then root again, which only who has capabilities can."""
    try:
        if os.getuid() == 0:
            os.setresuid(1, 1, 0)
        os.setresuid(0, 0, 0)
    except OSError:
        return 0
    return 1


def _made(number: int, remove: object) -> int:
    if number < 0:
        return 0
    assert callable(remove)
    remove()
    return 1


def _call(name: str, *arguments: object) -> int:
    column = {"x86_64": 0, "aarch64": 1}.get(platform.machine())
    if column is None:
        return -1
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(LIBC.syscall(ctypes.c_long(NUMBERS[name][column]), *words))
