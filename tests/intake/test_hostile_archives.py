"""Archives that no archiver wrote: each is refused in one sentence, and nothing is written outside."""

import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission

CODE = b"def im2col(x):\n    return x\n"


pytestmark = pytest.mark.usefixtures("scratch_place")  # where a name that leads out would be seen to do so


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../../../evil.py", "leads out of the archive"),
        ("hw/../../evil.py", "leads out of the archive"),
        ("hw/..", "leads out of the archive"),
        ("..\\..\\evil.py", "leads out of the archive"),
        (".git/../../evil.py", "leads out of the archive"),
        ("/etc/cron.d/evil.py", "absolute name"),
        ("//server/share/evil.py", "absolute name"),
        ("\\\\server\\share\\evil.py", "absolute name"),
        ("C:\\evil.py", "absolute name"),
        ("c:evil.py", "absolute name"),
        ("evil\n.py", "control characters"),
        ("evil\x1b[2J.py", "control characters"),
        ("a/" * 32 + "evil.py", "folders deep"),
        ("e" * 256, "too long"),
        ("한" * 86, "too long"),
    ],
)
def test_a_name_that_reaches_out_or_that_no_file_can_have_is_refused(
    refusal: Callable[..., str], in_both: Callable[..., list[Path]], tmp_path: Path, name: str, why: str
) -> None:
    for path in in_both([name]):
        sentence = refusal(path)
        assert f"{path} can't be unpacked: its member '" in sentence
        assert why in sentence
    assert list(tmp_path.rglob("evil*")) == []


def test_a_nul_in_a_name_does_not_end_it(refusal: Callable[..., str], zip_of: Callable[..., Path]) -> None:
    path = zip_of({"evilX.py": CODE})
    path.write_bytes(path.read_bytes().replace(b"evilX.py", b"evil\0.py"))
    assert "'evil\\x00.py' has a name with control characters" in refusal(path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("layers.py", "layers.py"),
        ("layers.py", "Layers.PY"),
        ("layers.py", "./layers.py"),
        ("a/layers.py", "A/layers.py"),
        ("합.py", "\u1112\u1161\u11b8.py"),
        ("layers.py", "layers.py. ."),
        ("layers.py", "layers.py/inner.py"),
        ("layers.py/inner.py", "layers.py"),
        ("layers.py/", "layers.py"),
        ("straße.py", "STRASSE.py"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_with_one_name_on_some_system_are_refused(
    refusal: Callable[..., str], tar_of: Callable[..., Path], tmp_path: Path, first: str, second: str
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (first, second):
            archive.writestr(name, b"")
    members = [(tarfile.TarInfo(name), b"") for name in (first, second)]
    for path in (tmp_path / "a.zip", tar_of(members)):
        assert "shares its name with another member" in refusal(path)


def test_a_folder_named_twice_is_fine(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"hw/": b"", "hw/a.py": CODE, "HW/b.py": CODE})) as submission:
        assert submission.files == ("HW/b.py", "hw/a.py")


@pytest.mark.parametrize(
    ("mode", "why"), [(stat.S_IFLNK, "is a link"), (stat.S_IFCHR, "is neither"), (stat.S_IFIFO, "is neither")]
)
@pytest.mark.parametrize("system", [0, 3])
def test_a_zip_member_that_is_a_link_or_a_device_is_refused(
    refusal: Callable[..., str], tmp_path: Path, mode: int, why: str, system: int
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("conv.py")
        info.create_system = system
        info.external_attr = (mode | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert f"'conv.py' {why}" in refusal(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a link"),
        (tarfile.CHRTYPE, "is neither"),
        (tarfile.BLKTYPE, "is neither"),
        (tarfile.FIFOTYPE, "is neither"),
        (b"Q", "is neither"),
    ],
)
def test_a_tar_member_that_is_a_link_or_a_device_is_refused(
    refusal: Callable[..., str], tar_of: Callable[..., Path], kind: bytes, why: str
) -> None:
    info = tarfile.TarInfo("conv.py")
    info.type, info.linkname = kind, "/etc/passwd"
    assert f"'conv.py' {why}" in refusal(tar_of([(info, b""), (tarfile.TarInfo("a.py"), CODE)]))


def test_a_sparse_tar_member_is_refused(refusal: Callable[..., str], tar_of: Callable[..., Path]) -> None:
    info = tarfile.TarInfo("conv.py")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.size": str(10**12)}
    assert "is neither" in refusal(tar_of([(info, CODE)]))


def with_flag(path: Path, flag: int, method: int | None = None) -> Path:
    """The zip at `path` with a flag, and a method of packing, in both headers of its one member."""
    content = bytearray(path.read_bytes())
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= flag
        if method is not None:
            content[at + 2] = method
    path.write_bytes(content)
    return path


def test_an_encrypted_zip_is_refused(refusal: Callable[..., str], zip_of: Callable[..., Path]) -> None:
    assert "'conv.py' is encrypted" in refusal(with_flag(zip_of({"conv.py": CODE}), 0x1))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 99])
def test_a_zip_with_an_unusual_method_is_refused(
    refusal: Callable[..., str], zip_of: Callable[..., Path], method: int
) -> None:
    path = with_flag(zip_of({"conv.py": CODE}), 0, method)
    assert "'conv.py' is packed with an unusual method" in refusal(path)


def with_extended_header(payload: bytes, kind: bytes = tarfile.XHDTYPE) -> bytes:
    """A tar whose one member has an extended header with this content."""
    header, info = tarfile.TarInfo("x"), tarfile.TarInfo("conv.py")
    header.type, header.size, info.size = kind, len(payload), len(CODE)
    padded = [part.ljust(-(-len(part) // 512) * 512, b"\0") for part in (payload, CODE)]
    return header.tobuf() + padded[0] + info.tobuf() + padded[1] + bytes(1024)


@pytest.mark.parametrize(
    "payload",
    [
        b"no length",
        b"5",
        b"-1 path=x\n",
        b"+9 path=x\n",
        b"+14 path=x.py\n",
        b"0 path=x\n",
        b"99 path=x\n",
        b"9" * 19 + b" path=x\n",
        b"11 size=-5\n",
        b"11 size=1e\n",
        b"15 size=999999\n",
        b"9" * 200_000,
    ],
)
def test_a_broken_extended_header_is_told(refusal: Callable[..., str], tmp_path: Path, payload: bytes) -> None:
    (tmp_path / "a.tar").write_bytes(with_extended_header(payload))
    assert "is damaged" in refusal(tmp_path / "a.tar")


def test_a_name_in_an_extended_header_is_judged_as_any_other(refusal: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(with_extended_header(b"21 path=../../evil.p\n"))
    assert "leads out" in refusal(tmp_path / "a.tar")
    (tmp_path / "b.tar").write_bytes(with_extended_header(b"/etc/evil.py\0", tarfile.GNUTYPE_LONGNAME))
    assert "absolute name" in refusal(tmp_path / "b.tar")


def test_ten_thousand_extended_headers_in_a_row_are_no_recursion(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type = tarfile.XHDTYPE
    (tmp_path / "a.tar").write_bytes(header.tobuf() * 10_000 + with_extended_header(b""))
    with open_submission(tmp_path / "a.tar") as submission:
        assert submission.files == ("conv.py",)


def test_a_header_with_an_impossible_size_is_told(refusal: Callable[..., str], tmp_path: Path) -> None:
    info = tarfile.TarInfo("conv.py")
    for size in (513, 2**33, 2**80, -1, -512):
        info.size = size
        (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(512))
        assert "cut short" in refusal(tmp_path / "a.tar")
