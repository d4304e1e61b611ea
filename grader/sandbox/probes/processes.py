"""Attempts on other processes, and to be more than one, or to live longer."""

import ctypes
import os
import signal
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH = 0x4206, 0x4207, 17
WAIT_FOR_ALL = 0x40000000  # __WALL: also for those that are no child
PR_SET_PDEATHSIG = 1
GONE_ELSEWHERE = 42  # the exit status of the program that is run instead of this one
FOREVER = 10**6


def opens_memory(pid: int) -> int:
    """Open a process's memory."""
    try:
        os.close(os.open(f"/proc/{pid}/mem", os.O_RDONLY))
    except OSError:
        return 0
    return 1


def copies_memory(pid: int) -> int:
    """Copy from a process's memory. Where nothing is, too: who may not, is told something else."""
    ours = (ctypes.c_void_p * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    theirs = (ctypes.c_void_p * 2)(4096, 8)
    copied = LIBC.process_vm_readv(pid, ours, ctypes.c_ulong(1), theirs, ctypes.c_ulong(1), ctypes.c_ulong(0))
    return int(copied >= 0 or os.strerror(ctypes.get_errno()) == "Bad address")


def traces(pid: int) -> int:
    """Trace a process, for a moment."""
    if LIBC.ptrace(PTRACE_SEIZE, pid, None, None):
        return 0
    LIBC.ptrace(PTRACE_INTERRUPT, pid, None, None)  # it can only be let go while it stands still
    os.waitpid(pid, WAIT_FOR_ALL)
    LIBC.ptrace(PTRACE_DETACH, pid, None, None)
    return 1


def reads_environment(pid: int) -> int:
    """Read a process's environment."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            file.read()
    except OSError:
        return 0
    return 1


def signals(pid: int) -> int:
    """Ask whether a process could be sent a signal. `pid` 0: the one that started this one."""
    try:
        os.kill(pid or os.getppid(), 0)
    except OSError:
        return 0
    return 1


def kills(pid: int) -> int:
    """End a process."""
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        return 0
    return 1


def runs_a_program() -> int:
    """Become another program."""
    try:
        os.execv("/bin/sh", ["sh", "-c", f"exit {GONE_ELSEWHERE}"])  # noqa: S606  # it is to be refused
    except OSError:
        return 0


def forks() -> int:
    """Be two."""
    try:
        pid = os.fork()
    except OSError:
        return 0
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return 1


def leaves_a_daemon() -> int:
    """Start a process in a session of its own. Returns its number: whether it stays is seen from outside."""
    read, write = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        return 0
    if pid == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            os.write(write, str(os.getpid()).encode())
            time.sleep(FOREVER)
        os._exit(0)
    os.waitpid(pid, 0)
    return int(os.read(read, 20))


def sleeps() -> int:
    """Wait for something that never comes."""
    time.sleep(FOREVER)
    return 0


def calculates() -> int:
    """Calculate without end, and without a look at anything else."""
    return sum(range(10**18))


def outlives_its_parent() -> int:
    """Take back that this process ends with the one that started it."""
    return int(LIBC.prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0)
