"""Archives that are or claim to be too much: each is refused before it can hurt."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from grader.intake.limits import MAX_ARCHIVE_BYTES, MAX_FILES, MAX_SEEN, MIB

CODE = b"def im2col(x):\n    return x\n"


def test_too_many_members_are_refused(refusal: Callable[..., str], in_both: Callable[..., list[Path]]) -> None:
    for path in in_both([f"{number}.txt" for number in range(MAX_FILES)]):
        assert "has more than 2,000 members" in refusal(path)


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


def test_many_names_for_the_same_bytes_count_each_time(refusal: Callable[..., str], tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", bytes(MIB))
        first = archive.infolist()[0]
        for number in range(1, 65):
            other = zipfile.ZipInfo(f"{number}.py")
            other.file_size, other.compress_size, other.CRC = first.file_size, first.compress_size, first.CRC
            other.compress_type, other.header_offset = first.compress_type, first.header_offset
            archive.filelist.append(other)
            archive.NameToInfo[other.filename] = other
    (tmp_path / "a.zip").write_bytes(packed.getvalue())
    assert "unpacks to more than 64 MiB" in refusal(tmp_path / "a.zip")
