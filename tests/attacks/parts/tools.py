import ctypes
import errno
import gc
import os
import platform
import socket
import struct
import sys
import threading
import time

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
_PARENT = os.getppid() if os.getppid() not in (1, int("@TEST_PID@")) else int("@CANARY_PID@")  # never anybody else's process
_PIDS = (_PARENT, int("@GRADER_PID@"), int("@CANARY_PID@"))
_ASKED = []


def got(what):
    text = ("ESC" "APED:" + ascii(str(what))[1:150].replace("\\", "/") + "\n").encode()
    for descriptor in (1, 2):
        try:
            os.write(descriptor, text)
        except OSError:
            pass
    try:
        os.mkdir("@WRITE_DIR@/@TOKEN@-" + "".join(c if c.isalnum() else "_" for c in str(what))[:60])
    except OSError:
        pass


def attempt(what, action, *arguments):
    """Whatever comes of it but None and False is something that should not be had."""
    try:
        result = action(*arguments)
    except BaseException:
        return None
    if result is not None and result is not False:
        got(f"{what} {str(result)[:80]}")
    return result


def attempts(what, action, those):
    for each in those:
        attempt(f"{what} {each}", action, each)


def first_time():
    """Whether this process is asked for the first time."""
    _ASKED.append(1)
    return len(_ASKED) == 1


def content(path):
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(descriptor, 2**16) or None
    finally:
        os.close(descriptor)


def touched(path):
    """A new file there, if it can be made."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    return path


_NUMBERS = {
    "x86_64": dict(
        ptrace=101, process_vm_readv=310, process_vm_writev=311, kill=62, tkill=200, tgkill=234, pidfd_open=434,
        pidfd_send_signal=424, pidfd_getfd=438, rt_sigqueueinfo=129, rt_tgsigqueueinfo=297, memfd_create=319,
        execveat=322, io_uring_setup=425, io_uring_enter=426, io_uring_register=427, userfaultfd=323, bpf=321,
        perf_event_open=298, add_key=248, keyctl=250, request_key=249, unshare=272, setns=308, mount=165, umount2=166,
        pivot_root=155, chroot=161, open_tree=428, move_mount=429, fsopen=430, fsmount=432, mount_setattr=442,
        name_to_handle_at=303, open_by_handle_at=304, shmget=29, shmat=30, shmctl=31, semget=64, semctl=66, msgget=68,
        msgctl=71, msgsnd=69, mq_open=240, mq_unlink=241, prlimit64=302, setpriority=141, sched_setaffinity=203,
        sched_setscheduler=144, ioprio_set=251, setsid=112, setpgid=109, personality=135, reboot=169, kexec_load=246,
        init_module=175, finit_module=313, swapon=167, sethostname=170, clock_settime=227, settimeofday=164,
        acct=163, quotactl=179, syslog=103, iopl=172, kcmp=312, memfd_secret=447, process_madvise=440,
        process_mrelease=448, clone=56, clone3=435, fork=57, vfork=58, execve=59, socket=41, socketpair=53,
        connect=42, bind=49, sendto=44, sendmsg=46, sendmmsg=307, inotify_init1=294, fanotify_init=300, setuid=105,
        setgid=106, setreuid=113, setresuid=117, setgroups=116, capset=126, prctl=157, seccomp=317, landlock=444,
        openat2=437, faccessat2=439, migrate_pages=256, move_pages=279, set_mempolicy=238, lookup_dcookie=212,
        modify_ldt=154, timer_create=222, signalfd4=289, splice=275, vmsplice=278, tee=276, truncate=76,
    ),
    "aarch64": dict(
        ptrace=117, process_vm_readv=270, process_vm_writev=271, kill=129, tkill=130, tgkill=131, pidfd_open=434,
        pidfd_send_signal=424, pidfd_getfd=438, rt_sigqueueinfo=138, rt_tgsigqueueinfo=240, memfd_create=279,
        execveat=281, io_uring_setup=425, io_uring_enter=426, io_uring_register=427, userfaultfd=282, bpf=280,
        perf_event_open=241, add_key=217, keyctl=219, request_key=218, unshare=97, setns=268, mount=40, umount2=39,
        pivot_root=41, chroot=51, open_tree=428, move_mount=429, fsopen=430, fsmount=432, mount_setattr=442,
        name_to_handle_at=264, open_by_handle_at=265, shmget=194, shmat=196, shmctl=195, semget=190, semctl=191,
        msgget=186, msgctl=187, msgsnd=189, mq_open=180, mq_unlink=181, prlimit64=261, setpriority=140,
        sched_setaffinity=122, sched_setscheduler=119, ioprio_set=30, setsid=157, setpgid=154, personality=92,
        reboot=142, kexec_load=104, init_module=105, finit_module=273, swapon=224, sethostname=161, clock_settime=112,
        settimeofday=170, acct=89, quotactl=60, syslog=116, kcmp=272, memfd_secret=447, process_madvise=440,
        process_mrelease=448, clone=220, clone3=435, execve=221, socket=198, socketpair=199, connect=203, bind=200,
        sendto=206, sendmsg=211, sendmmsg=269, inotify_init1=26, fanotify_init=262, setuid=146, setgid=144,
        setreuid=145, setresuid=147, setgroups=159, capset=91, prctl=167, seccomp=277, landlock=444, openat2=437,
        faccessat2=439, migrate_pages=238, move_pages=239, set_mempolicy=237, lookup_dcookie=18, timer_create=107,
        signalfd4=74, splice=76, vmsplice=75, tee=77, truncate=45,
    ),
}[platform.machine()]


def system_call(name, *arguments):
    """The result of a system call. Raises OSError."""
    ctypes.set_errno(0)
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in (_NUMBERS[name], *arguments)]
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(*wide)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


def allowed(name, *arguments):
    """Whether the kernel gets as far as looking at (deliberately useless) arguments."""
    try:
        system_call(name, *arguments)
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES, errno.ENOSYS):
            return None
        return f"{name}: {errno.errorcode.get(error.errno)}"
    return name
