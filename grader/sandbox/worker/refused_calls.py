"""Which system calls a worker is refused whatever their arguments, and why: the seccomp filter is made from this.

Code that calculates needs memory, threads, clocks, its own signals, and files to read. The table refuses what leads
out of the process. Numbers are those of Linux' arch/x86/entry/syscalls/syscall_64.tbl and scripts/syscall.tbl
(aarch64); `-` where a processor has no such call.
"""

from collections.abc import Iterator

# The last number that was looked at when the table was written. A newer call is answered as an older kernel would.
LAST = 462

# name, x86_64, aarch64
_REFUSED = """
# Other programs, other processes, other sessions.
execve                    59  221
execveat                 322  281
uselib                   134    -
fork                      57    -
vfork                     58    -
setsid                   112  157
setpgid                  109  154

# The network. `socketpair` is looked at more closely: asyncio needs it.
socket                    41  198
connect                   42  203
bind                      49  200
listen                    50  201
accept                    43  202
accept4                  288  242
setsockopt                54  208
recvmmsg                 299  243
sendmmsg                 307  269

# Other processes' memory, descriptors, state.
ptrace                   101  117
process_vm_readv         310  270
process_vm_writev        311  271
process_madvise          440  440
process_mrelease         448  448
kcmp                     312  272
pidfd_open               434  434
pidfd_getfd              438  438
pidfd_send_signal        424  424
get_robust_list          274  100
migrate_pages            256  238
move_pages               279  239
perf_event_open          298  241

# What outlives a process, is shared between them, or is memory that no limit counts.
shmget                    29  194
shmat                     30  196
shmctl                    31  195
shmdt                     67  197
msgget                    68  186
msgsnd                    69  189
msgrcv                    70  188
msgctl                    71  187
semget                    64  190
semop                     65  193
semtimedop               220  192
semctl                    66  191
mq_open                  240  180
mq_unlink                241  181
mq_timedsend             242  182
mq_timedreceive          243  183
mq_notify                244  184
mq_getsetattr            245  185
memfd_create             319  279
memfd_secret             447  447
flock                     73   32
add_key                  248  217
request_key              249  218
keyctl                   250  219

# Watching what others do with files.
inotify_init             253    -
inotify_init1            294   26
inotify_add_watch        254   27
inotify_rm_watch         255   28
fanotify_init            300  262
fanotify_mark            301  263

# Changing files. Modes, owners, times and attributes are nothing that Landlock looks at.
creat                     85    -
truncate                  76   45
ftruncate                 77   46
fallocate                285   47
mkdir                     83    -
mkdirat                  258   34
rmdir                     84    -
unlink                    87    -
unlinkat                 263   35
rename                    82    -
renameat                 264   38
renameat2                316  276
link                      86    -
linkat                   265   37
symlink                   88    -
symlinkat                266   36
mknod                    133    -
mknodat                  259   33
chmod                     90    -
fchmod                    91   52
fchmodat                 268   53
fchmodat2                452  452
chown                     92    -
fchown                    93   55
lchown                    94    -
fchownat                 260   54
utime                    132    -
utimes                   235    -
futimesat                261    -
utimensat                280   88
setxattr                 188    5
lsetxattr                189    6
fsetxattr                190    7
removexattr              197   14
lremovexattr             198   15
fremovexattr             199   16
quotactl                 179   60
quotactl_fd              443  443

# Ways to a file that pass its path by, and writing out everybody's files.
name_to_handle_at        303  264
open_by_handle_at        304  265
openat2                  437  437
sync                     162   81
syncfs                   306  267

# Namespaces, mounts, roots.
unshare                  272   97
setns                    308  268
chroot                   161   51
pivot_root               155   41
mount                    165   40
umount2                  166   39
move_mount               429  429
open_tree                428  428
fsopen                   430  430
fsconfig                 431  431
fsmount                  432  432
fspick                   433  433
mount_setattr            442  442
statmount                457  457
listmount                458  458

# Who the process is.
setuid                   105  146
setgid                   106  144
setreuid                 113  145
setregid                 114  143
setresuid                117  147
setresgid                119  149
setfsuid                 122  151
setfsgid                 123  152
setgroups                116  159
capset                   126   91
personality              135   92

# Layers of its own, which can only get in the way of ours.
seccomp                  317  277
landlock_create_ruleset  444  444
landlock_add_rule        445  445
landlock_restrict_self   446  446
lsm_set_self_attr        460  460

# A larger share of the machine.
setpriority              141  140
ioprio_set               251   30
sched_setaffinity        203  122
sched_setscheduler       144  119
sched_setparam           142  118
sched_setattr            314  274

# Corners of the kernel in which faults were found again and again, and which no calculation needs.
bpf                      321  280
userfaultfd              323  282
io_uring_setup           425  425
io_uring_enter           426  426
io_uring_register        427  427
io_setup                 206    0
io_submit                209    2
io_destroy               207    1
io_cancel                210    3
io_getevents             208    4
io_pgetevents            333  292
splice                   275   76
tee                      276   77
vmsplice                 278   75
modify_ldt               154    -
remap_file_pages         216  234

# The machine itself.
kexec_load               246  104
kexec_file_load          320  294
init_module              175  105
finit_module             313  273
delete_module            176  106
reboot                   169  142
swapon                   167  224
swapoff                  168  225
settimeofday             164  170
clock_settime            227  112
clock_adjtime            305  266
adjtimex                 159  171
sethostname              170  161
setdomainname            171  162
acct                     163   89
syslog                   103  116
vhangup                  153   58
iopl                     172    -
ioperm                   173    -
lookup_dcookie           212   18
nfsservctl               180   42
_sysctl                  156    -
sysfs                    139    -
ustat                    136    -
"""


def refused(processor: int) -> Iterator[int]:
    """The numbers of the calls that are refused, for the processor in column `processor`."""
    for line in _REFUSED.splitlines():
        if line and not line.startswith("#"):
            number = line.split()[1 + processor]
            if number != "-":
                yield int(number)
