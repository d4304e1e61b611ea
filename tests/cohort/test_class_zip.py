"""The zip of a class: what can be unpacked is, the rest is listed, and nothing gets out of the scratch folder."""

import os
import struct
import time
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import pytest

from grader.cohort import Cohort, class_zip, digest, open_cohort
from grader.errors import MachineryError
from tests.cohort.conftest import named, reasons

CODE = b"x = 1\n"
Made = Callable[..., Path]
Form = Literal["NFC", "NFD"]
LINK, PIPE = 0o120777 << 16, 0o010600 << 16


@pytest.fixture
def zip_of(tmp_path: Path) -> Made:
    """`zip_of({"kim/conv.py": b"..."})` writes the zip of a class with lee and park in it; a name may be a ZipInfo."""

    def make(members: Mapping[str | zipfile.ZipInfo, bytes], name: str = "class.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in {"lee/conv.py": CODE, "park/conv.py": CODE, **members}.items():
                archive.writestr(member, content)
        return path

    return make


def info(
    name: str, attributes: int = 0o100600 << 16, date: tuple[int, ...] = (2026, 3, 1, 12, 0, 0)
) -> zipfile.ZipInfo:
    """The header of a member."""
    made = zipfile.ZipInfo(name, date)  # type: ignore[arg-type]  # a date has six numbers
    made.external_attr = attributes
    return made


def taken(path: Path) -> Cohort:
    """The cohort of a zip, when it is closed."""
    with open_cohort(path) as cohort:
        for hand_in in cohort.hand_ins:
            assert all(part.path.exists() for part in hand_in.parts)
        return cohort


@pytest.mark.parametrize(
    ("member", "told"),
    [
        ("../../kim/conv.py", "leads out of the zip, left out"),
        ("kim/../../conv.py", "leads out of the zip, left out"),
        ("/kim/conv.py", "leads out of the zip, left out"),
        ("C:/kim/conv.py", "leads out of the zip, left out"),
        ("\\\\server\\kim", "leads out of the zip, left out"),
        ("kim\x1b/conv.py", "has a name that is too long or can't be used here, left out"),
        ("kim\n::set-env.py", "has a name that is too long or can't be used here, left out"),
        ("k" * 300, "has a name that is too long or can't be used here, left out"),
        ("k/" * 50 + "conv.py", "has a name that is too long or can't be used here, left out"),
        (info("kim", LINK), "is a link, and links are not followed"),
        (info("kim", PIPE), "is neither a file nor a folder"),
    ],
)
def test_a_member_that_is_an_attack_is_listed_and_costs_nobody_else(
    member: str | zipfile.ZipInfo, told: str, zip_of: Made, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    path = zip_of({member: b"/etc/passwd"})
    cohort = taken(path)
    assert sorted(named(cohort)) == ["lee", "park"]
    (reason,) = reasons(cohort.unrecognised).values()
    assert reason.endswith(told)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_a_bad_file_costs_itself_and_its_student_is_still_there(zip_of: Made) -> None:
    path = zip_of({info("kim/link", LINK): b"/etc/passwd", "kim/conv.py": CODE, info("choi/link", LINK): b"x"})
    cohort = taken(path)
    assert sorted(named(cohort)) == ["choi", "kim", "lee", "park"]
    assert sorted(reasons(cohort.unrecognised)) == ["choi/link", "kim/link"]


def test_many_of_one_kind_are_told_together(zip_of: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_zip, "MOST_LISTED", 2)
    cohort = taken(zip_of({f"../{number}": b"" for number in range(7)}))
    assert len(cohort.unrecognised) == 3
    told = "5 more like this: ../1 leads out of the zip, left out"
    assert told in [passed.reason for passed in cohort.unrecognised]


def test_encrypted_and_oddly_packed_members_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kim/conv.py", CODE)
        archive.writestr("kim/odd.py", CODE, compress_type=zipfile.ZIP_BZIP2)
        archive.writestr("lee/secret.py", CODE)
    content = path.read_bytes()
    at = content.rindex(b"lee/secret.py") - 46  # the member's entry in the directory
    path.write_bytes(content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :])
    cohort = taken(path)
    assert reasons(cohort.unrecognised) == {
        "kim/odd.py": "kim/odd.py is packed with an unusual method: unpack it, and name the folder",
        "lee/secret.py": "lee/secret.py is encrypted: unpack it with its password, and name the folder",
    }
    assert sorted(named(cohort)) == ["kim", "lee"]


def test_a_member_that_is_damaged_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kim/a.py", b"a" * 1000)
        archive.writestr("lee/b.py", b"b" * 1000)
    path.write_bytes(path.read_bytes().replace(b"a" * 1000, b"a" * 999 + b"!"))
    cohort = taken(path)
    assert reasons(cohort.unrecognised) == {"kim/a.py": "kim/a.py is damaged in the zip, left out"}
    assert sorted(named(cohort)) == ["kim", "lee"]


def test_what_is_too_large_whatever_its_header_says_is_listed(zip_of: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_zip, "_MAX_BYTES", 1000)
    path = zip_of({"kim/big.py": b"x" * 1001, "kim/fits.py": b"x" * 1000})
    content = path.read_bytes()
    lying = content.replace(struct.pack("<I", 1001), struct.pack("<I", 10))
    assert lying != content
    assert reasons(taken(path).unrecognised) == {"kim/big.py": "kim/big.py is larger than 0.000954 MiB, left out"}
    path.write_bytes(lying)
    assert reasons(taken(path).unrecognised) == {"kim/big.py": "kim/big.py is damaged in the zip, left out"}


def test_members_beyond_the_most_that_are_looked_at_are_listed(zip_of: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_zip, "MAX_MEMBERS", 3)
    cohort = taken(zip_of({"kim/a.py": CODE, "kim/b.py": CODE}))
    assert reasons(cohort.unrecognised) == {"kim/b.py": "kim/b.py is beyond the first 3 members, left out"}


def test_a_disk_without_room_is_not_filled_up(zip_of: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_zip, "_KEPT_FREE", 10**15)
    with pytest.raises(MachineryError, match="no room"), open_cohort(zip_of({})):
        pass


def test_a_disk_that_is_full_is_no_fault_of_the_students(zip_of: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_options: object) -> int:
        raise OSError(28, "No space left on device")

    path = zip_of({})
    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(MachineryError, match="no space left"), open_cohort(path):
        pass


@pytest.mark.parametrize(("form", "other"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_students_who_differ_in_the_form_of_an_accent_alone_stay_two(form: Form, other: Form, zip_of: Made) -> None:
    names = [unicodedata.normalize(one, "Zoë") for one in (form, other)]
    with open_cohort(zip_of({f"{names[0]}/conv.py": b"a", f"{names[1]}/conv.py": b"b", "ZOË/conv.py": b"c"})) as cohort:
        digests = {digest(hand_in) for hand_in in cohort.hand_ins if "Z" in hand_in.name}
        found = len(cohort.hand_ins) - 2 + len(cohort.unrecognised)  # some systems don't tell them apart: then listed
    assert found == 3
    assert len(digests) + len(cohort.unrecognised) == 3


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_members_with_one_name_the_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for content in (b"first", b"second"):
            archive.writestr("kim.py", content)
        archive.writestr("lee.py", CODE)
    with open_cohort(path) as cohort:
        assert named(cohort)["kim"].parts[0].path.read_bytes() == b"second"
        assert reasons(cohort.unrecognised) == {
            "kim.py": "kim.py is in the zip more than once, where the last one counts"
        }


def test_a_file_where_a_folder_is_costs_the_one_that_comes_later(zip_of: Made) -> None:
    cohort = taken(zip_of({"kim": b"a file", "kim/conv.py": CODE}))
    assert (
        "kim/conv.py has another member's name on this file system, left out" in reasons(cohort.unrecognised).values()
    )


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_names_of_old_korean_zips_are_read(encoding: str, tmp_path: Path) -> None:
    raw = "김민수/합성곱.py".encode(encoding)
    stand_in = ("k" * (len(raw) - 3) + ".py").encode()
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(stand_in.decode(), CODE)
        archive.writestr("lee/conv.py", CODE)
    path.write_bytes(path.read_bytes().replace(stand_in, raw))
    assert sorted(named(taken(path))) == ["lee", "김민수"]


def test_a_student_stays_one_whatever_letters_the_files_have(tmp_path: Path) -> None:
    # CP949 in the folder's name, and a file whose name is no CP949: read as a whole, the two would differ.
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("AAAAAA/a.py", "AAAAAA/B.py", "lee/conv.py"):
            archive.writestr(name, CODE)
    path.write_bytes(path.read_bytes().replace(b"AAAAAA", "김민수".encode("cp949")).replace(b"B.py", b"\xff.py"))
    cohort = taken(path)
    assert sorted(named(cohort)) == ["lee", "김민수"]


def test_backslashes_of_windows_are_folders(zip_of: Made) -> None:
    assert sorted(named(taken(zip_of({"kim\\hw\\conv.py": CODE})))) == ["kim", "lee", "park"]


def test_times_are_kept_since_the_newest_counts(zip_of: Made) -> None:
    members = {info("kim.py", date=(2026, 3, 2, 0, 0, 0)): b"new", info("kim.ipynb", date=(2026, 3, 1, 0, 0, 0)): b"{}"}
    with open_cohort(zip_of(members)) as cohort:
        (part,) = named(cohort)["kim"].parts
        assert time.localtime(os.lstat(part.path).st_mtime)[:3] == (2026, 3, 2)
        assert sorted(reasons(cohort.older)) == ["kim.ipynb"]


def test_an_empty_folder_in_the_zip_is_a_student_with_its_own_time(zip_of: Made) -> None:
    members = {info("kim/", 0o40700 << 16, (2020, 1, 1, 0, 0, 0)): b"", info("kim.py"): CODE}
    cohort = taken(zip_of(members))
    assert named(cohort)["kim"].place == "kim.py"


def test_an_impossible_date_is_no_reason_to_stop(zip_of: Made) -> None:
    path = zip_of({info("kim.py", date=(2026, 3, 1, 0, 0, 0)): CODE})
    date = struct.pack("<HH", 0, (2026 - 1980) << 9 | 3 << 5 | 1)
    path.write_bytes(path.read_bytes().replace(date, struct.pack("<HH", 0, 0)))
    assert sorted(named(taken(path))) == ["kim", "lee", "park"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_or_cut_short_is_refused(content: bytes, tmp_path: Path, refusal: Callable[[Path], str]) -> None:
    (tmp_path / "class.zip").write_bytes(content)
    assert refusal(tmp_path / "class.zip").endswith("is no zip, or damaged, or cut short: download it again")


def test_a_zip_without_members_holds_no_submissions(tmp_path: Path, refusal: Callable[[Path], str]) -> None:
    (tmp_path / "class.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    assert refusal(tmp_path / "class.zip").endswith("holds no submissions: name the folder that they are in")


def test_members_that_share_their_bytes_are_refused(zip_of: Made, refusal: Callable[[Path], str]) -> None:
    path = zip_of({"kim.py": CODE})
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02") + 42  # where the first member's entry says that the member begins
    second = content.index(b"PK\x03\x04", 10)
    path.write_bytes(content[:at] + struct.pack("<I", second) + content[at + 4 :])
    assert "damaged" in refusal(path)
