"""Honest archives, as the systems of students write them."""

import gzip
import hashlib
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission
from grader.intake.limits import MAX_FILES

CODE = b"def im2col(x):\n    return x\n"


def regular(name: str) -> tarfile.TarInfo:
    """A header for a regular file."""
    return tarfile.TarInfo(name)


def test_a_zip_is_unpacked_into_a_package_of_its_name(zip_of: Callable[..., Path]) -> None:
    path = zip_of({"hw/": b"", "hw/conv.py": CODE, "hw/data.txt": b"1 2", "top.py": b""}, "kim.zip")
    before = path.read_bytes()
    with open_submission(path) as submission:
        assert (submission.name, submission.package) == ("kim.zip", "kim")
        assert submission.files == ("top.py", "hw/conv.py")
        assert (submission.root / "kim" / "hw" / "conv.py").read_bytes() == CODE
        assert (submission.folder / "hw" / "data.txt").read_bytes() == b"1 2"
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["kim.tar.gz", "kim.tgz", "kim.tar", "KIM.TAR.GZ"])
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_is_unpacked_with_long_and_korean_names(tar_of: Callable[..., Path], name: str, form: int) -> None:
    long_name = "layers_" * 13 + "x" * 50 + "/conv.py"
    members = [(regular("./합성곱.py"), CODE), (regular(long_name), b"x" * 513), (regular("e.py"), b"")]
    with open_submission(tar_of(members, name, format=form)) as submission:
        assert submission.package == name.partition(".")[0]
        assert submission.files == ("e.py", "합성곱.py", long_name)
        assert (submission.folder / long_name).read_bytes() == b"x" * 513


def test_folders_in_a_tar_have_no_content_whatever_size_they_give(tar_of: Callable[..., Path]) -> None:
    top, inner = regular("./"), regular("hw")
    top.type = inner.type = tarfile.DIRTYPE
    inner.size = 4096
    with open_submission(tar_of([(top, b""), (inner, b""), (regular("hw/conv.py"), CODE)])) as submission:
        assert submission.files == ("hw/conv.py",)


def test_a_pax_header_may_give_the_size(tar_of: Callable[..., Path]) -> None:
    info = regular("conv.py")
    info.pax_headers = {"size": str(len(CODE)), "mtime": "1.5"}
    with open_submission(tar_of([(info, CODE), (regular("b.py"), CODE)], "a.tar")) as submission:
        assert submission.files == ("b.py", "conv.py")


def test_a_global_pax_header_as_git_writes_it_is_passed_over(tar_of: Callable[..., Path]) -> None:
    path = tar_of([(regular("conv.py"), CODE)], "a.tar", format=tarfile.PAX_FORMAT, pax_headers={"comment": "1f"})
    with open_submission(path) as submission:
        assert submission.files == ("conv.py",)


def test_an_archive_is_recognised_by_its_content_first(
    zip_of: Callable[..., Path], tar_of: Callable[..., Path]
) -> None:
    paths = [
        zip_of({"conv.py": CODE}, "zip.tar.gz"),
        zip_of({"conv.py": CODE}, "zip.tar"),
        zip_of({"conv.py": CODE}, "zip"),
        tar_of([(regular("conv.py"), CODE)], "tar.zip"),
        tar_of([(regular("conv.py"), CODE)], "tar.py"),
    ]
    for path in paths:
        with open_submission(path) as submission:
            assert submission.files == ("conv.py",)


def test_the_permissions_in_an_archive_are_not_taken_over(tar_of: Callable[..., Path], tmp_path: Path) -> None:
    info = regular("conv.py")
    info.mode = 0o6777
    (tmp_path / "b.zip").touch()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        member = zipfile.ZipInfo("conv.py")
        member.external_attr = (stat.S_IFREG | 0o4000) << 16
        archive.writestr(member, CODE)
    for path in (tar_of([(info, CODE)]), tmp_path / "b.zip"):
        with open_submission(path) as submission:
            assert stat.S_IMODE((submission.folder / "conv.py").stat().st_mode) == 0o600


def test_a_zip_made_by_windows_with_backslashes_has_folders(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"hw\\": b"", "hw\\conv.py": CODE})) as submission:
        assert submission.files == ("hw/conv.py",)


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("합성곱.py".encode("cp949"), "합성곱.py"),
        ("합성곱.py".encode(), "합성곱.py"),
        ("\u1112\u1161\u11b8.py".encode(), "합.py"),
        (b"\xff\xff.py", "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}.py"),
    ],
)
def test_names_without_the_utf8_flag_stay_usable(
    zip_of: Callable[..., Path], tar_of: Callable[..., Path], stored: bytes, name: str
) -> None:
    stand_in = "x" * (len(stored) - 3) + ".py"
    zipped, tarred = zip_of({stand_in: CODE}), tmp_tar(tar_of, stored)
    zipped.write_bytes(zipped.read_bytes().replace(stand_in.encode(), stored))
    for path in (zipped, tarred):
        with open_submission(path) as submission:
            assert submission.files == (name,)
            assert (submission.folder / name).read_bytes() == CODE


def tmp_tar(tar_of: Callable[..., Path], stored: bytes) -> Path:
    """A tar whose one member is named by these bytes."""
    name = stored.decode("utf-8", "surrogateescape")
    return tar_of([(regular(name), CODE)], format=tarfile.USTAR_FORMAT, errors="surrogateescape")


def test_what_tools_leave_does_not_count_and_may_be_a_link(tar_of: Callable[..., Path]) -> None:
    link = regular(".venv/bin/python")
    link.type, link.linkname = tarfile.SYMTYPE, "/usr/bin/python3"
    other = regular("mine/bin/python")
    other.type, other.linkname = tarfile.SYMTYPE, "/usr/bin/python3"
    many = [(regular(f"node_modules/{number}.py"), b"") for number in range(MAX_FILES)]
    rest = [(regular(name), CODE) for name in ("mine/pyvenv.cfg", "__MACOSX/._conv.py", "._conv.py", "conv.py")]
    with open_submission(tar_of([(link, b""), (other, b""), *many, *rest])) as submission:
        assert submission.files == ("conv.py",)
        assert submission.notes == ()
        assert [path.name for path in submission.folder.iterdir()] == ["conv.py"]


def test_a_mark_of_a_virtual_environment_at_the_top_hides_nothing(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"pyvenv.cfg": b"", "conv.py": CODE})) as submission:
        assert submission.files == ("conv.py",)


def test_sizes_are_judged_as_in_a_folder(zip_of: Callable[..., Path]) -> None:
    path = zip_of({"conv.py": CODE, "big.py": b"#" * 2_000_000, "a.npy": bytes(2_000_000)})
    with open_submission(path) as submission:
        assert submission.files == ("conv.py",)
        assert submission.broken == {"big.py": "big.py is larger than 1 MiB: move its data to other files"}
        assert submission.notes == ("Larger than 1 MiB, left out: a.npy.",)


def test_an_archive_within_an_archive_is_not_opened(refusal: Callable[..., str], zip_of: Callable[..., Path]) -> None:
    inner = zip_of({"conv.py": CODE}, "inner.zip").read_bytes()
    assert "only the archive hw/inner.zip: unpack it" in refusal(zip_of({"hw/inner.zip": inner}))
    assert "holds no .py or .ipynb file" in refusal(zip_of({"1.zip": inner, "2.zip": inner}))
    with open_submission(zip_of({"inner.zip": inner, "pool.py": CODE})) as submission:
        assert submission.files == ("pool.py",)


def test_an_archive_without_sources_is_told(
    refusal: Callable[..., str], zip_of: Callable[..., Path], tar_of: Callable[..., Path]
) -> None:
    assert "is empty" in refusal(zip_of({}))
    assert "is empty" in refusal(tar_of([]))
    assert "holds no .py or .ipynb file" in refusal(zip_of({"word/document.xml": b"<x/>"}, "report.docx"))


def test_of_an_archive_with_broken_sources_only_the_first_is_told(
    refusal: Callable[..., str], zip_of: Callable[..., Path]
) -> None:
    assert refusal(zip_of({"b.py": b"\xff", "a/a.py": b"\xff"})).startswith("b.py is not UTF-8")


def cut(path: Path, end: int) -> Path:
    """`path` with its bytes up to `end` alone."""
    path.write_bytes(path.read_bytes()[:end])
    return path


@pytest.mark.parametrize("end", [1_000, 10_000, -1])
def test_a_truncated_archive_is_told(
    refusal: Callable[..., str], zip_of: Callable[..., Path], tar_of: Callable[..., Path], end: int
) -> None:
    content = hashlib.shake_128(b"").digest(10_000)  # nothing that packs well
    members = [(regular(name), content) for name in ("a.py", "b.py")]
    padding = 30 * 1024 - 2 * (512 + 20 * 512)  # zeros that end a tar
    whole = [zip_of({"a.py": content}), tar_of(members), cut(tar_of(members, "a.tar"), -padding)]
    for path in whole:
        assert "is damaged or cut short: make the archive again" in refusal(cut(path, end))


def test_a_tar_that_ends_between_two_members_is_cut_short(
    refusal: Callable[..., str], tar_of: Callable[..., Path]
) -> None:
    path = tar_of([(regular("a.py"), b"x" * 512), (regular("b.py"), b"x" * 512)], "a.tar")
    path.write_bytes(path.read_bytes()[:1024])
    assert "cut short" in refusal(path)


def test_a_flipped_byte_in_the_content_is_told(refusal: Callable[..., str], zip_of: Callable[..., Path]) -> None:
    path = zip_of({"a.py": CODE})
    content = bytearray(path.read_bytes())
    content[30 + len("a.py") + 3] ^= 0xFF
    path.write_bytes(content)
    assert "is damaged" in refusal(path)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar"])
def test_a_file_that_is_an_archive_by_name_alone_is_told(
    refusal: Callable[..., str], tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"<html>Please log in</html>")
    assert "is damaged" in refusal(tmp_path / name)


def test_a_packed_file_that_is_no_tar_is_told(refusal: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "conv.py.gz").write_bytes(gzip.compress(CODE))
    assert "is damaged" in refusal(tmp_path / "conv.py.gz")


def test_a_zip_after_other_bytes_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("conv.py", CODE)
    (tmp_path / "a.zip").write_bytes(b"#!/bin/sh\n" + packed.getvalue())
    with open_submission(tmp_path / "a.zip") as submission:
        assert submission.files == ("conv.py",)
