"""Knocks at every door of the kernel that a convolution has no use for, with arguments that can do no harm."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
NOTHING = 0
BAD = -1
CALLS = (
    ("io_uring_setup", 0, NOTHING), ("io_uring_enter", BAD, 0, 0, 0, 0), ("io_uring_register", BAD, 0, 0, 0),
    ("userfaultfd", 1), ("userfaultfd", 0), ("bpf", 0, NOTHING, 0), ("bpf", 5, NOTHING, 0),
    ("perf_event_open", NOTHING, 0, BAD, BAD, 0), ("keyctl", 0, -3, 0), ("request_key", NOTHING, NOTHING, NOTHING, 0),
    ("unshare", 0x10000000), ("unshare", 0x20000), ("unshare", 0x40000000), ("unshare", 0x8000000), ("setns", BAD, 0),
    ("mount", b"none", b"@WRITE_DIR@", b"no such file system", 0, 0), ("umount2", b"@WRITE_DIR@", 0),
    ("pivot_root", NOTHING, NOTHING), ("chroot", b"."), ("chroot", b"@WRITE_DIR@"), ("open_tree", BAD, b"@WRITE_DIR@", 1),
    ("move_mount", BAD, NOTHING, BAD, NOTHING, 0), ("fsopen", b"tmpfs", 0), ("fsmount", BAD, 0, 0),
    ("mount_setattr", BAD, NOTHING, 0, NOTHING, 0), ("open_by_handle_at", BAD, NOTHING, 0),
    ("personality", 0x0040000), ("reboot", 0, 0, 0, 0), ("kexec_load", 0, 1, NOTHING, 99), ("init_module", NOTHING, 0, NOTHING),
    ("finit_module", BAD, NOTHING, 0), ("swapon", b"@WRITE_DIR@/nothing", 0), ("sethostname", NOTHING, 1),
    ("clock_settime", 0, NOTHING), ("settimeofday", 8, NOTHING), ("acct", b"@WRITE_DIR@/nothing"), ("quotactl", BAD, 0, 0, 0),
    ("syslog", 2, NOTHING, 5), ("memfd_create", b"@TOKEN@", 0), ("memfd_secret", 0), ("process_mrelease", BAD, 0),
    ("inotify_init1", 0), ("fanotify_init", 0, 0), ("mq_unlink", b"@TOKEN@"), ("iopl", 3),
    ("setuid", 0), ("setgid", 0), ("setreuid", 0, 0), ("setresuid", 0, 0, 0), ("setgroups", 0, NOTHING), ("lookup_dcookie", 0, 0, 0),
    ("sched_setscheduler", 0, 1, b"\1\0\0\0"), ("setpriority", 0, 0, -20), ("ioprio_set", 1, 0, 1 << 13),
    ("execveat", BAD, b"", NOTHING, NOTHING, 0x1000), ("move_pages", 1, 0, 0, 0, 0, 0), ("modify_ldt", 99, 0, 0),
)


def strike():
    for name, *arguments in CALLS:
        if name in _NUMBERS and not (name.startswith("set") and name.endswith(("id", "groups")) and os.getuid()):
            attempt("the call", allowed, name, *(ctypes.c_char_p(each) if isinstance(each, bytes) else each for each in arguments))


strike()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        strike()
    return _right_forward(x, w, b, conv_param)
