"""Archives that no archiver wrote: what is odd in them is left out with a word, or all is refused in one sentence."""

import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.errors import MachineryError
from grader.intake import open_submission

CODE = b"def im2col(x):\n    return x\n"


pytestmark = pytest.mark.usefixtures("scratch_place")  # below tmp_path, where a name that leads out would show

OUTSIDE = "Names that lead out of the archive, left out"
UNUSABLE = "Names that are too long or can't be used here, left out"


def notes_of(path: Path) -> tuple[str, ...]:
    """The notes on an archive of which conv.py is taken in."""
    with open_submission(path) as submission:
        assert submission.files == ("conv.py",)
        assert [file.name for file in submission.root.rglob("*") if file.is_file()] == ["conv.py"]
        return submission.notes


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../../../evil.py", OUTSIDE),
        ("hw/../../evil.py", OUTSIDE),
        ("hw/..", OUTSIDE),
        ("..\\..\\evil.py", OUTSIDE),
        (".git/../../evil.py", OUTSIDE),
        ("/etc/cron.d/evil.py", OUTSIDE),
        ("//server/share/evil.py", OUTSIDE),
        ("\\\\server\\share\\evil.py", OUTSIDE),
        ("C:\\evil.py", OUTSIDE),
        ("c:evil.py", OUTSIDE),
        ("evil\n.py", UNUSABLE),
        ("evil\x1b[2J.py", UNUSABLE),
        ("evil\u2028.py", UNUSABLE),
        ("a/" * 32 + "evil.py", "More than 32 folders deep, left out"),
        ("a/" * 999 + "evil.py", UNUSABLE),
        ("e" * 256, UNUSABLE),
        ("한" * 86, UNUSABLE),
        ("e" * 50_000, UNUSABLE),
        ("e" + "\u0301" * 30_000, UNUSABLE),
    ],
    ids=lambda text: ascii(text)[1:20],
)
def test_a_name_that_reaches_out_or_that_no_file_can_have_costs_its_member_alone(
    in_both: Callable[..., list[Path]], tmp_path: Path, name: str, why: str
) -> None:
    for path in in_both([name]):
        (note,) = notes_of(path)
        assert note.startswith(f"{why}: ")
        assert note.isprintable()
        assert len(note) < 1_000
    assert list(tmp_path.rglob("evil*")) == []


def test_where_nothing_usable_is_left_the_sentence_says_why(
    refusal: Callable[..., str], zip_of: Callable[..., Path]
) -> None:
    sentence = refusal(zip_of({"/conv.py": CODE, "../pool.py": CODE}))
    assert sentence.endswith(f"hand in the files that you filled in. {OUTSIDE}: /conv.py, ../pool.py.")


def test_of_many_members_that_are_left_out_the_first_three_are_named(in_both: Callable[..., list[Path]]) -> None:
    for path in in_both([f"../{number}.py" for number in range(1_500)]):
        assert notes_of(path) == (f"{OUTSIDE}: ../0.py, ../1.py, ../2.py and 1,497 more.",)


def test_a_nul_in_a_name_does_not_end_it(zip_of: Callable[..., Path]) -> None:
    path = zip_of({"conv.py": CODE, "evilX.py": CODE})
    path.write_bytes(path.read_bytes().replace(b"evilX.py", b"evil\0.py"))
    assert notes_of(path) == (f"{UNUSABLE}: evil\\x00.py.",)


# Several members with one name.


def both(tar_of: Callable[..., Path], tmp_path: Path, members: list[tuple[str, bytes]]) -> list[Path]:
    """A zip and a tar with these members."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return [tmp_path / "a.zip", tar_of([(tarfile.TarInfo(name), content) for name, content in members])]


@pytest.mark.parametrize(
    ("first", "second"), [("conv.py", "conv.py"), ("conv.py", "./conv.py"), ("합.py", "\u1112\u1161\u11b8.py")]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_members_with_one_name_the_last_counts_as_for_who_unpacks_the_archive(
    tar_of: Callable[..., Path], tmp_path: Path, first: str, second: str
) -> None:
    for path in both(tar_of, tmp_path, [(first, b"old = 1"), (second, b"newer = 2"), (second, b"new = 3")]):
        with open_submission(path) as submission:
            assert submission.files == (first,)
            assert (submission.folder / first).read_bytes() == b"new = 3"
            assert submission.notes == (f"More than once in the archive, where the last one counts: {first}, {first}.",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("layers.py", "Layers.PY"),
        ("a/layers.py", "A/layers.py"),
        ("layers.py", "layers.py. ."),
        ("straße.py", "STRASSE.py"),
    ],
)
def test_names_that_only_some_systems_take_for_one_are_two_and_both_are_graded(
    tar_of: Callable[..., Path], tmp_path: Path, first: str, second: str
) -> None:
    for path in both(tar_of, tmp_path, [(first, b"x = 1"), (second, b"y = 2")]):
        with open_submission(path) as submission:
            assert (submission.folder / first).read_bytes() == b"x = 1"
            assert (submission.folder / second).read_bytes() == b"y = 2"
            (note,) = submission.notes
            assert note.startswith("Taken in, but under one name on Windows or a Mac: ")


def test_where_the_file_system_takes_two_names_for_one_nothing_is_graded_rather_than_one_of_them(
    zip_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = os.open

    def as_on_a_mac(path: str | Path, *rest: Any, **more: Any) -> int:
        return original(str(path).replace("Layers.py", "layers.py"), *rest, **more)

    monkeypatch.setattr(os, "open", as_on_a_mac)
    path = zip_of({"Layers.py": CODE, "layers.py": CODE})
    with pytest.raises(MachineryError, match="have one name on this file system"), open_submission(path):
        pass


@pytest.mark.parametrize("members", [["layers.py", "layers.py/inner.py"], ["layers.py/inner.py", "layers.py"]])
def test_a_file_with_the_name_of_a_folder_goes_before_what_is_in_it(
    tar_of: Callable[..., Path], tmp_path: Path, members: list[str]
) -> None:
    for path in both(tar_of, tmp_path, [(name, b"x = 1") for name in members]):
        with open_submission(path) as submission:
            assert submission.files == ("layers.py",)
            assert submission.notes == ("Left out beside another file of the same name: layers.py/inner.py.",)


def test_a_folder_named_twice_is_fine(zip_of: Callable[..., Path]) -> None:
    with open_submission(zip_of({"hw/": b"", "hw/a.py": CODE, "HW/b.py": CODE})) as submission:
        assert submission.files == ("HW/b.py", "hw/a.py")
        assert submission.notes == ()


# What is no file.

LINK = "Links are not followed: evil.py."
SPECIAL = "Neither files nor folders, left out: evil.py."


@pytest.mark.parametrize(("mode", "note"), [(stat.S_IFLNK, LINK), (stat.S_IFCHR, SPECIAL), (stat.S_IFIFO, SPECIAL)])
@pytest.mark.parametrize("system", [0, 3])
def test_a_zip_member_that_is_a_link_or_a_device_is_left_out(tmp_path: Path, mode: int, note: str, system: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("evil.py")
        info.create_system = system
        info.external_attr = (mode | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("conv.py", CODE)
    assert notes_of(tmp_path / "a.zip") == (note,)


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        (tarfile.SYMTYPE, LINK),
        (tarfile.LNKTYPE, LINK),
        (tarfile.CHRTYPE, SPECIAL),
        (tarfile.BLKTYPE, SPECIAL),
        (tarfile.FIFOTYPE, SPECIAL),
        (b"Q", SPECIAL),
    ],
)
def test_a_tar_member_that_is_a_link_or_a_device_is_left_out(
    tar_of: Callable[..., Path], kind: bytes, note: str
) -> None:
    info = tarfile.TarInfo("evil.py")
    info.type, info.linkname = kind, "/etc/passwd"
    assert notes_of(tar_of([(info, b""), (tarfile.TarInfo("conv.py"), CODE)])) == (note,)


def test_what_is_written_through_a_link_of_the_same_archive_lands_inside(
    tar_of: Callable[..., Path], tmp_path: Path
) -> None:
    link = tarfile.TarInfo("out")
    link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path)
    members = [(link, b""), (tarfile.TarInfo("out/evil.py"), CODE)]
    with open_submission(tar_of(members)) as submission:
        assert submission.files == ("out/evil.py",)
        assert (submission.folder / "out" / "evil.py").read_bytes() == CODE
    assert not (tmp_path / "evil.py").exists()


def test_a_sparse_tar_member_is_left_out(tar_of: Callable[..., Path]) -> None:
    info = tarfile.TarInfo("evil.py")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.size": str(10**12)}
    assert notes_of(tar_of([(info, CODE), (tarfile.TarInfo("conv.py"), CODE)])) == (SPECIAL,)


@pytest.mark.parametrize("more", [0, 1, 3])
def test_a_sparse_member_s_further_headers_are_passed_over(tmp_path: Path, more: int) -> None:
    info, rest = tarfile.TarInfo("evil.py"), tarfile.TarInfo("conv.py")
    info.type, info.size, rest.size = tarfile.GNUTYPE_SPARSE, 5, len(CODE)
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[482] = more > 0
    header[148:156] = b"%06o\0 " % (sum(header[:148] + header[156:]) + 8 * ord(" "))
    further = b"".join(bytes(504) + bytes([number < more]) + bytes(7) for number in range(1, more + 1))
    content = bytes(header) + further + b"12345".ljust(512, b"\0") + rest.tobuf() + CODE.ljust(512, b"\0")
    (tmp_path / "a.tar").write_bytes(content + bytes(1024))
    assert notes_of(tmp_path / "a.tar") == (SPECIAL,)


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
    assert f"{OUTSIDE}: ../../evil.p." in refusal(tmp_path / "a.tar")
    (tmp_path / "b.tar").write_bytes(with_extended_header(b"/etc/evil.py\0", tarfile.GNUTYPE_LONGNAME))
    assert f"{OUTSIDE}: /etc/evil.py." in refusal(tmp_path / "b.tar")


@pytest.mark.parametrize("key", [b"comment", b"SCHILY.xattr.user.x"])
def test_a_huge_value_in_an_extended_header_is_passed_over(tmp_path: Path, key: bytes) -> None:
    value = b"x" * 2**22
    record = b" %b=%b\n" % (key, value)
    (tmp_path / "a.tar").write_bytes(with_extended_header(b"%d%b" % (len(record) + 7, record)))
    assert notes_of(tmp_path / "a.tar") == ()


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
