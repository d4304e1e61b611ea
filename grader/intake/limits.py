"""How much of a submission is taken in: far above honest work, far below what hurts the machine."""

KIB = 1024
MIB = 1024 * KIB

MAX_FILES = 2_000
MAX_TOTAL_BYTES = 64 * MIB
MAX_DEPTH = 32

MAX_PYTHON_BYTES = 1 * MIB
MAX_NOTEBOOK_BYTES = 20 * MIB  # a notebook carries its pictures
MAX_OTHER_BYTES = 1 * MIB

# What is seen of a folder or an archive before the caps above apply, ignored folders included: an
# honest .git or node_modules beside the work has thousands of files.
MAX_SEEN = 20_000

MAX_ARCHIVE_BYTES = 64 * MIB
# A tar has no table of contents: what will be ignored must be decompressed to get past it.
MAX_TAR_BYTES = 128 * MIB

# The limits of ext4, APFS and NTFS for one part of a path, and room for our own folder before it.
MAX_PART_BYTES = 255
MAX_NAME_BYTES = 2 * KIB

# JSON containers in one notebook; each costs some 70 bytes of memory for 3 bytes of file.
MAX_NOTEBOOK_CONTAINERS = 1_000_000


def mebibytes(size: int) -> str:
    """`size` in bytes as people read it: "64 MiB", "1.5 MiB"."""
    return f"{size / MIB:.3g} MiB" if size < 1000 * MIB else f"{size / MIB:.0f} MiB"
