"""Which system calls a worker may make with some arguments only: the seccomp filter is made from this, too."""

from typing import NamedTuple

OWN, OWN_GROUP = "own", "own group"  # stand for the worker's process id, and for its negative


class Condition(NamedTuple):
    """A call is let through if its argument `position`, its low 32 bits masked with `mask`, is one of `allowed`."""

    position: int
    allowed: tuple[int | str, ...]
    mask: int = 0xFFFFFFFF


class Limited(NamedTuple):
    """A call that is let through under conditions, all of which must hold."""

    numbers: tuple[int, int]
    conditions: tuple[Condition, ...]


# linux/sched.h. A thread is not a process; no flag beside it may ask for a namespace.
_CLONE_THREAD = 0x0001_0000
_CLONE_NEW = 0x7E02_0080
# Its own signals, also to its own group, in which it is alone: raise and abort are how programs end.
_TO_ITSELF = (Condition(0, (OWN, OWN_GROUP, 0)),)
# linux/prctl.h: the name of a thread, names of memory, and questions. The rest would undo what holds a worker.
_PRCTL = (3, 15, 16, 21, 23, 39, 0x53564D41)
# asm-generic/ioctls.h: what `isatty`, `set_blocking` and `set_inheritable` ask. Others write to files that are open
# for reading only (flags, fs-verity), or type into a terminal.
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x802C542A)
# linux/fcntl.h: duplicates and flags. Locks and leases can be seen by others; F_SETOWN signals them.
_FCNTL = (0, 1, 2, 3, 4, 1030, 1032)
_AF_UNIX, _SOCK_STREAM, _SOCK_KIND = 1, 1, 0xF

LIMITED = (
    Limited((56, 220), (Condition(0, (_CLONE_THREAD,), _CLONE_THREAD | _CLONE_NEW),)),  # clone
    Limited((62, 129), _TO_ITSELF),  # kill
    Limited((200, 130), _TO_ITSELF),  # tkill
    Limited((234, 131), _TO_ITSELF),  # tgkill
    Limited((129, 138), _TO_ITSELF),  # rt_sigqueueinfo
    Limited((297, 240), _TO_ITSELF),  # rt_tgsigqueueinfo
    Limited((157, 167), (Condition(0, _PRCTL),)),  # prctl
    Limited((16, 29), (Condition(1, _IOCTL),)),  # ioctl
    Limited((72, 25), (Condition(1, _FCNTL),)),  # fcntl
    Limited((302, 261), (Condition(0, (OWN, 0)),)),  # prlimit64
    # Both ends are the worker's. One for datagrams could send to an address.
    Limited((53, 199), (Condition(0, (_AF_UNIX,)), Condition(1, (_SOCK_STREAM,), _SOCK_KIND))),  # socketpair
)
# clone3: its flags lie in memory, which a filter can't read; the C library falls back on clone.
UNKNOWN = ((435, 435),)
