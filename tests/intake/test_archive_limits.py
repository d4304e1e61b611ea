"""Archives that are or claim to be too much: each is refused before it can hurt."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.errors import InputError
from grader.intake import open_submission
from grader.intake.archive import archive_entries
from grader.intake.left_out import LeftOut
from grader.intake.limits import MAX_ARCHIVE_BYTES, MAX_FILES, MAX_SEEN, MIB
from grader.intake.members import Member

CODE = b"def im2col(x):\n    return x\n"


def test_too_many_members_are_refused(refusal: Callable[..., str], in_both: Callable[..., list[Path]]) -> None:
    for path in in_both([f"{number}.txt" for number in range(MAX_FILES)]):
        assert "has more than 2,000 files" in refusal(path)


def test_too_many_members_are_refused_even_where_tools_left_them(refusal: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x01\x02" * (MAX_SEEN + 1))  # counted before zipfile sees them
    header = tarfile.TarInfo(".git/x").tobuf()
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(header * (MAX_SEEN + 1) + bytes(1024), 1))
    for name in ("a.zip", "a.tar.gz"):
        assert "has more than 20,000 members" in refusal(tmp_path / name)


def test_a_bomb_is_refused_by_what_it_unpacks_to(
    refusal: Callable[..., str], zip_of: Callable[..., Path], tar_of: Callable[..., Path]
) -> None:
    zeros = bytes(33 * MIB)
    paths = [
        zip_of({"conv.py": CODE, "a.bin": zeros, "b.bin": zeros}),
        tar_of([(tarfile.TarInfo(name), zeros) for name in ("a.bin", "b.py")], compresslevel=1),
    ]
    for path in paths:
        assert path.stat().st_size < MIB
        assert "unpacks to more than 64 MiB" in refusal(path)


def test_a_gzip_bomb_is_not_unpacked_to_its_end(refusal: Callable[..., str], tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(16 * MIB), 1)
    (tmp_path / "a.tar.gz").write_bytes(bomb * 9)
    assert "unpacks to more than 128 MiB" in refusal(tmp_path / "a.tar.gz")
    (tmp_path / "b.tar.gz").write_bytes(bomb * 8)
    assert "is empty" in refusal(tmp_path / "b.tar.gz")


def test_a_gzip_of_countless_parts_is_refused(refusal: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(b"") * 100_000)
    assert "is damaged" in refusal(tmp_path / "a.tar.gz")


def test_an_archive_that_is_itself_too_large_is_refused(refusal: Callable[..., str], tmp_path: Path) -> None:
    with (tmp_path / "a.zip").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(MAX_ARCHIVE_BYTES + 1)
    assert "is larger than 64 MiB" in refusal(tmp_path / "a.zip")


def with_declared_size(path: Path, true: int, claimed: int) -> Path:
    """The zip at `path` with another size of its one member in both headers."""
    content = path.read_bytes()
    found = struct.pack("<L", true)
    assert content.count(found) == 2
    path.write_bytes(content.replace(found, struct.pack("<L", claimed)))
    return path


def test_a_zip_that_lies_about_a_size_is_refused(refusal: Callable[..., str], zip_of: Callable[..., Path]) -> None:
    large = 40 * MIB + 12_345
    path = with_declared_size(zip_of({"conv.py": bytes(large)}), large, 10)
    assert "is damaged" in refusal(path)
    path = with_declared_size(zip_of({"conv.py": b"#" * 12_345}), 12_345, 2**32 - 2)
    assert "unpacks to more than 64 MiB" in refusal(path)


def with_shared_bytes(path: Path, count: int) -> Path:
    """A zip of one packed file that `count` entries of its table of contents name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", bytes(MIB))
        first = archive.infolist()[0]
        for number in range(1, count):
            other = zipfile.ZipInfo(f"{number}.py")
            other.file_size, other.compress_size, other.CRC = first.file_size, first.compress_size, first.CRC
            other.compress_type, other.header_offset = first.compress_type, first.header_offset
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
    path.write_bytes(packed.getvalue())
    return path


@pytest.mark.parametrize("count", [2, 65])
def test_members_that_share_their_bytes_are_refused(refusal: Callable[..., str], tmp_path: Path, count: int) -> None:
    assert "is damaged" in refusal(with_shared_bytes(tmp_path / "a.zip", count))


# What archives say of themselves.


def with_table(count: int, said: int, zip64: bool = False) -> bytes:
    """A zip whose table of contents has `count` empty members, and says that it has `said`."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 7, 0) + b"conv.py"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0) + b"conv.py"
    table = entry * count
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, said & 0xFFFF, said & 0xFFFF, len(table), len(local), 0)
    if zip64:
        large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, said, said, len(table), len(local))
        end = large + struct.pack("<4sLQL", b"PK\6\7", 0, len(local) + len(table), 1) + end
    return local + table + end


@pytest.mark.parametrize("zip64", [False, True])
@pytest.mark.parametrize("said", [1, 100_000, 2**40])
def test_what_a_zip_says_of_its_members_number_is_not_believed(
    refusal: Callable[..., str], tmp_path: Path, said: int, zip64: bool
) -> None:
    (tmp_path / "many.zip").write_bytes(with_table(100_000, said, zip64))
    assert "has more than 20,000 members" in refusal(tmp_path / "many.zip")
    (tmp_path / "one.zip").write_bytes(with_table(1, said, zip64))
    with open_submission(tmp_path / "one.zip") as submission:
        assert submission.files == ("conv.py",)


def test_no_more_members_are_looked_at_than_may_be_there() -> None:
    seen = 0

    def endless() -> Iterator[Member]:
        nonlocal seen
        while True:
            seen += 1
            yield Member(f"{seen}.py", "file", 0, lambda _limit: b"")

    with pytest.raises(InputError, match="has more than 20,000 members"):
        archive_entries(endless(), "hw.tar", LeftOut())
    assert seen == MAX_SEEN + 1


def extended(payload: bytes) -> bytes:
    """An extended header of a tar."""
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, len(payload)
    return header.tobuf() + payload + bytes(-len(payload) % 512)


@pytest.mark.parametrize("header", [extended(b""), extended(b"5 a=\n" * 100)], ids=["headers", "records"])
def test_headers_without_end_are_refused(
    refusal: Callable[..., str], tmp_path: Path, header: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.tar").write_bytes(header * 100 + tarfile.TarInfo("conv.py").tobuf() + bytes(1024))
    with open_submission(tmp_path / "a.tar") as submission:
        assert submission.files == ("conv.py",)
    monkeypatch.setattr("grader.intake.tar_archive._MOST_EFFORT", 999)
    assert "has far more headers than files" in refusal(tmp_path / "a.tar")
