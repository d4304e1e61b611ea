"""Archives and folders that no honest tool makes, each with a right conv_output_size in it.

What should come of each is said in its docstring, in the words of `grader`'s report: see tests/attacks/attack.py.
"""

import io
import os
import stat
import struct
import tarfile
import unicodedata
import warnings
import zipfile
import zlib
from pathlib import Path

from tests.attacks.built.text import SIZE, Fill, with_parts

TRAP = b"raise SystemExit('this file should not have been here')\n"


def gen_zip_absolute_names(folder: Path, fill: Fill) -> Path:
    """Members whose names are absolute, or lead out by dots, in the ways of three systems.

    outcome: conv_output_size passed
    """
    names = ["/etc/cron.d/@TOKEN@", "C:\\@TOKEN@.py", "//server/share/@TOKEN@.py", "\\\\server\\share\\@TOKEN@.py"]
    names += ["../@TOKEN@.py", "a/../../@TOKEN@.py", "..\\..\\@TOKEN@.py", "@WRITE_DIR@/@TOKEN@.py", "@TMP@/@TOKEN@.py"]
    return _zipped(folder, "absolute.zip", [(fill(name), TRAP) for name in names])


def gen_zip_duplicates_and_case(folder: Path, fill: Fill) -> Path:
    """Two members of one name, and names that differ in case, in composition, in dots and spaces at their ends.

    outcome: conv_output_size passed
    """
    composed, taken_apart = "한글.py", unicodedata.normalize("NFD", "한글.py")
    names = [
        "twice.py",
        "twice.py",
        "Case.py",
        "case.py",
        "CASE.PY",
        composed,
        taken_apart,
        "dot.py.",
        "dot.py ",
        "dot.py",
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile doesn't like it either
        return _zipped(folder, "duplicates.zip", [(name, b"VALUE = 1\n") for name in names])


def gen_zip_lying_size(folder: Path, fill: Fill) -> Path:
    """The table of contents says ten bytes, the member has 100 MB; another one overlaps with it.

    status: 2
    says: lying.zip
    """
    path = _zipped(folder, "lying.zip", [("large.py", b"#" * 100_000_000)])
    content = bytearray(path.read_bytes())
    packed = struct.pack("<I", 100_000_000)
    at = content.find(packed)
    while at >= 0:
        content[at : at + 4] = struct.pack("<I", 10)
        at = content.find(packed)
    path.write_bytes(content)
    return path


def gen_zip_overlapping(folder: Path, fill: Fill) -> Path:
    """Ten thousand names for one and the same packed megabyte of zeros.

    status: 2
    says: overlapping.zip
    """
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(bytes(2**20)) + body.flush()
    facts = struct.pack("<III", zlib.crc32(bytes(2**20)), len(packed), 2**20)
    local = struct.pack("<IHHHHH", 0x04034B50, 20, 0, 8, 0, 33) + facts + struct.pack("<HH", 5, 0) + b"00.py" + packed
    entries = b"".join(
        struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 8, 0, 33) + facts + struct.pack("<HHHHHII", 9, 0, 0, 0, 0, 0, 0)
        + f"{number:06}.py".encode()
        for number in range(10_000)
    )  # fmt: skip
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 10_000, 10_000, len(entries), len(local), 0)
    path = folder / "overlapping.zip"
    path.write_bytes(local + entries + end)
    return path


def gen_zip_many_members(folder: Path, fill: Fill) -> Path:
    """A hundred thousand empty members.

    status: 2
    says: more than 20,000 members
    """
    return _zipped(folder, "many.zip", [(f"{number}.py", b"") for number in range(100_000)])


def gen_zip_bomb(folder: Path, fill: Fill) -> Path:
    """Zeros that unpack to a thousand times their size, in many members.

    status: 2
    says: unpacks to more than 64 MiB
    """
    return _zipped(folder, "bomb.zip", [(f"{number}.py", bytes(2**20)) for number in range(200)])


def gen_zip_symlink(folder: Path, fill: Fill) -> Path:
    """Members that are links: to passwords, to the reference, to a folder that other members then lie in.

    outcome: conv_output_size passed
    """
    path = _zipped(folder, "symlink.zip", [])
    with zipfile.ZipFile(path, "a") as archive:
        links = {"conv.py.lnk": "/etc/passwd", "pooling.py": "@SOLUTIONS@/pooling.py", "im2col.py": "@SECRET_FILE@"}
        for name, target in {**links, "out": "@WRITE_DIR@"}.items():
            member = zipfile.ZipInfo(name)
            member.create_system = 3
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(member, fill(target))
        archive.writestr(fill("out/@TOKEN@.py"), TRAP)
    return path


def gen_tar_links_and_devices(folder: Path, fill: Fill) -> Path:
    """A tar with hard links, symbolic links, devices, pipes and names that lead out.

    outcome: conv_output_size passed
    """
    path = folder / "links.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        _add(archive, "conv.py", SIZE)
        for name, kind, target in (
            ("pooling.py", tarfile.SYMTYPE, "@SOLUTIONS@/pooling.py"),
            ("im2col.py", tarfile.LNKTYPE, "@SECRET_FILE@"),
            ("memory", tarfile.CHRTYPE, ""),
            ("disk", tarfile.BLKTYPE, ""),
            ("pipe.py", tarfile.FIFOTYPE, ""),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, fill(target)
            member.devmajor, member.devminor = 1, 1
            archive.addfile(member)
        _add(archive, fill("../../@TOKEN@.py"), TRAP)
        _add(archive, fill("@WRITE_DIR@/@TOKEN@.py"), TRAP)
    return path


def gen_shadowing_modules(folder: Path, fill: Fill) -> Path:
    """Files that stand in for NumPy, for the standard library and for what Python starts with.

    outcome: conv_output_size passed, max_pool_forward_naive passed
    """
    names = [
        "numpy",
        "random",
        "json",
        "struct",
        "sitecustomize",
        "usercustomize",
        "conftest",
        "os",
        "sys",
        "io",
        "_io",
    ]
    names += ["importlib", "ctypes", "resource", "signal", "socket", "_grader_worker", "grader", "ast", "re", "pickle"]
    for name in names:
        (folder / f"{name}.py").write_bytes(TRAP)
    for package in ("encodings", "hypothesis", "numpy", "solutions", "collections"):
        (folder / "more" / package).mkdir(parents=True)
        (folder / "more" / package / "__init__.py").write_bytes(TRAP)
    (folder / "pyvenv.txt").write_text("home = /\n")
    (folder / "python311._pth").write_text(".\n")
    (folder / "trap.pth").write_text("import os; os._exit(0)\n")
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '-p trap'\n")
    right = with_parts("# @RIGHT@")
    lazy = "import json, random, struct, ctypes, importlib, collections, encodings.idna, numpy.fft, numpy.polynomial\n"
    lazy += "assert json.dumps([1]) == '[1]' and random.random() < 1 and numpy.fft.fft([1]).size == 1\n"
    pool = "def max_pool_forward_naive(x, pool_param):\n    import json, random, numpy.ma\n"
    pool += "    return _right_max_pool(x, pool_param)\n"
    (folder / "conv.py").write_text(f"{lazy}{right}\n\n{pool}")
    return folder


def gen_100mb_source(folder: Path, fill: Fill) -> Path:
    """A source of 100 MB, of comments and one giant literal, beside an honest file.

    outcome: conv_output_size passed
    says: larger than 1 MiB
    """
    (folder / "conv.py").write_bytes(SIZE)
    with (folder / "large.py").open("wb") as file:
        file.write(b"def conv_forward_naive(x, w, b, conv_param):\n    return x\n")
        for _ in range(50):
            file.write(b"# " + b"x" * (2**20 - 3) + b"\n")
        file.write(b"DATA = '" + b"y" * (50 * 2**20) + b"'\n")
    return folder


def gen_folder_links_and_pipes(folder: Path, fill: Fill) -> Path:
    """A folder with links to a secret, to the reference and to itself, and a pipe that nobody writes to.

    outcome: conv_output_size passed
    """
    (folder / "conv.py").write_bytes(SIZE)
    (folder / "pooling.py").symlink_to(fill("@SOLUTIONS@/pooling.py"))
    (folder / "im2col.py").symlink_to(fill("@SECRET_FILE@"))
    (folder / "all").symlink_to(fill("@SOLUTIONS@"))
    (folder / "again").symlink_to(folder)
    os.mkfifo(folder / "waits.py")
    return folder


def _zipped(folder: Path, name: str, members: list[tuple[str, bytes]]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conv.py", SIZE)
        for member, content in members:
            archive.writestr(member, content)
    path = folder / name
    path.write_bytes(buffer.getvalue())
    return path


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
