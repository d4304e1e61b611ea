"""Fills the disk: files, names of links, folders, attributes, holes, memory files, in every place it can think of."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
PLACES = (".", "..", "/tmp", "/var/tmp", "/dev/shm", "@WRITE_DIR@", "@TMP@", "@HOME@", "/run", "/")


def written(path):
    with open(path, "wb", buffering=0) as file:
        return sum(file.write(bytes(2**20)) for _ in range(64))


def preallocated(path):
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(descriptor, 0, 2**20)
    return path


def kept_in_names(folder):
    for number in range(20):
        os.symlink("x" * 4000, f"{folder}/@TOKEN@-link{number}")
    return folder


def fill():
    for place in PLACES:
        mine = f"{place}/@TOKEN@"
        attempt("a file in", written, f"{mine}-file")
        attempt("a new name in", touched, f"{mine}-empty")
        attempt("room in", preallocated, f"{mine}-room")
        attempt("links in", kept_in_names, place)
        attempt("a folder in", lambda: os.mkdir(f"{mine}-folder") or place)
        attempt("a pipe in", lambda: os.mkfifo(f"{mine}-pipe") or place)
        attempt("a node in", lambda: os.mknod(f"{mine}-node", 0o100644) or place)
        if place not in ("/", "/run", "/tmp", "/var/tmp", "/dev/shm"):  # which belong to others, too
            attempt("attributes of", lambda: os.setxattr(place, "user.x", b"@TOKEN@" * 100) or place)
        attempt("a nameless file in", lambda: os.write(os.open(place, os.O_TMPFILE | os.O_RDWR, 0o600), b"@TOKEN@"))
        attempt("a hard link in", lambda: os.link(__file__, f"{mine}-hard") or place)
        attempt("a name changed in", lambda: os.rename(__file__, f"{mine}-renamed") or place)
    attempt("more to its own file", lambda: open(__file__, "ab").write(b"# @TOKEN@"))
    attempt("its own file cut", lambda: os.truncate(__file__, 2**20) or True)
    attempt("its own file opened to write", lambda: os.open(__file__, os.O_WRONLY))
    attempt("a memory file", lambda: os.write(os.memfd_create("@TOKEN@"), b"x"))
    attempt("a temporary file", lambda: __import__("tempfile").NamedTemporaryFile(delete=False, prefix="@TOKEN@").name)
    attempt("an array on disk", lambda: np.memmap("@WRITE_DIR@/@TOKEN@-map", "f8", "w+", shape=(1000,)).size)


fill()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        fill()
    return _right_forward(x, w, b, conv_param)
