"""The way of a hand-in to the intake: on this machine, packed for another one, and its digest."""

import os
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cohort import Cohort, HandIn, Parcel, Part, Student, digest, on_disk, packed, parcel, unpacked
from grader.errors import InputError, MachineryError
from grader.intake import open_submission
from grader.intake.limits import MAX_DEPTH, MAX_OTHER_BYTES, MIB
from grader.language import speaking

Taken = Callable[..., Cohort]
CODE = b"x = 1\n"


def hand_in_of(*parts: Part) -> HandIn:
    """A hand-in of these parts."""
    return HandIn("kim-1", "Kim", (Student("Kim"),), parts, "kim")


def whole(path: Path) -> HandIn:
    """A hand-in that is this file or folder."""
    return hand_in_of(Part(path.name if path.is_file() else "", path))


def seen(path: Path) -> tuple[object, ...]:
    """What the intake makes of a path, but for the sentences with the path itself."""
    try:
        with open_submission(path) as submission:
            contents = {file: (submission.folder / file).read_bytes() for file in submission.files}
            return submission.name, submission.package, contents, submission.remarks
    except InputError as error:
        return (str(error).replace(str(path), "PATH"),)


@pytest.fixture
def odd(class_of: Callable[..., Path]) -> Path:
    """A folder with all that can be met in one."""
    files = {
        "conv.py": CODE,
        "deep/im2col.py": b"y",
        "data.bin": b"x" * (MAX_OTHER_BYTES + 1),
        "Huge.py": b"#" * (MIB + 1),
        "latin.py": b"\xe9",
        "con\x1btrol.py": CODE,
        ".git/hooks/post-checkout": b"#!/bin/sh",
        "env/pyvenv.cfg": b"",
        "mine/pyvenv.cfg": b"",
        "mine/lib.py": b"",
        "/".join("d" * (MAX_DEPTH + 2)) + "/x.py": CODE,
        "empty": None,
    }
    folder = class_of(files, "kim")
    (folder / "link.py").symlink_to("/etc/passwd")
    (folder / "deep" / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    return folder


def test_a_hand_in_that_lies_in_one_place_is_taken_from_there(class_of: Callable[..., Path]) -> None:
    folder = class_of({"conv.py": CODE}, "kim")
    for path in (folder, folder / "conv.py"):
        with on_disk(whole(path)) as there:
            assert there == path


def test_files_get_the_names_that_the_student_gave_them(class_of: Callable[..., Path], scratch_place: Path) -> None:
    top = class_of({"kim_1_2_conv-3.py": CODE, "kim_1_4_im2col.py": b"y"})
    parts = [Part("conv.py", top / "kim_1_2_conv-3.py"), Part("im2col.py", top / "kim_1_4_im2col.py")]
    with on_disk(hand_in_of(*parts)) as path:
        assert {child.name: child.read_bytes() for child in path.iterdir()} == {"conv.py": CODE, "im2col.py": b"y"}
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    with on_disk(hand_in_of(parts[0])) as path:
        assert (path.name, path.read_bytes()) == ("conv.py", CODE)
    assert list(scratch_place.iterdir()) == []


def test_the_intake_sees_the_same_on_another_machine(odd: Path) -> None:
    sent = packed(whole(odd))
    expected = seen(odd)
    assert len(expected) == 4
    shutil.rmtree(odd)
    with unpacked(sent) as path:
        assert seen(path) == expected


@pytest.mark.parametrize("name", ["conv.py", "hw.zip", "kim.tar", "notes.txt", "empty.py", "big.py"])
def test_a_single_file_travels_as_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("conv.py", CODE)
    elif name.endswith(".tar"):
        with tarfile.open(path, "w") as tar:
            tar.addfile(tarfile.TarInfo("conv.py"))
    else:
        path.write_bytes({"empty.py": b"", "big.py": b"#" * (MIB + 1)}.get(name, CODE))
    sent = packed(whole(path))
    assert sent == Parcel(name, path.read_bytes())
    with unpacked(sent) as there:
        assert seen(there) == seen(path)


def test_nothing_in_a_parcel_is_followed_or_a_tool_s(odd: Path) -> None:
    sent = packed(whole(odd))
    assert b"root:" not in sent.content
    assert b"post-checkout" not in sent.content
    assert b"mine" not in sent.content


def test_files_that_cannot_be_read_are_told_before_a_parcel_leaves(
    class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = class_of({"conv.py": CODE}, "kim")
    original = os.open

    def closed(path: str | Path, *args: int, **options: int) -> int:
        if os.path.basename(path) == "conv.py":
            raise PermissionError(13, "Permission denied")
        return original(path, *args, **options)

    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(InputError, match=r"^kim/conv.py can't be read \(permission denied\)"):
        packed(whole(folder))


def test_folders_that_cannot_be_read_are_told_before_a_parcel_leaves(
    class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = class_of({"conv.py": CODE, "closed/a.py": CODE}, "kim")
    original = os.scandir

    def closed(path: str | Path) -> object:
        if os.path.basename(path) == "closed":
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(InputError, match=r"^kim/closed can't be read \(permission denied\)"):
        packed(whole(folder))


def test_a_file_that_became_a_link_meanwhile_is_not_followed(class_of: Callable[..., Path]) -> None:
    top = class_of({"k_1_1_a.py": CODE, "k_1_2_b.py": CODE})
    hand_in = hand_in_of(Part("a.py", top / "k_1_1_a.py"), Part("b.py", top / "k_1_2_b.py"))
    (top / "k_1_2_b.py").unlink()
    (top / "k_1_2_b.py").symlink_to("/etc/passwd")
    with on_disk(hand_in) as path, open_submission(path) as submission:
        assert submission.files == ("a.py",)
        assert submission.notes == ("Links are not followed: b.py.",)


@pytest.mark.parametrize("use", [packed, digest])
def test_a_hand_in_that_is_gone_is_told(use: Callable[[HandIn], object], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^kim can't be read \(no such file or directory\)"):
        use(whole(tmp_path / "gone"))


def test_too_much_is_not_packed(class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = class_of({"a.py": b"x" * 60, "b.py": b"x" * 60}, "kim")
    monkeypatch.setattr(parcel, "MAX_TOTAL_BYTES", 100)
    monkeypatch.setattr(parcel, "MAX_ARCHIVE_BYTES", 50)
    for path in (folder, folder / "a.py"):
        with pytest.raises(InputError, match="kim is larger than"):
            packed(whole(path))


def foreign_tar(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A tar that `packed` would not make."""
    path = tarfile.TarInfo(name)
    path.type = kind
    return path.tobuf() + bytes(1024)


@pytest.mark.parametrize(
    "sent",
    [
        Parcel("..", b""),
        Parcel("a/b", b""),
        Parcel("", b""),
        Parcel("x\0y", b""),
        Parcel("kim", b"no tar", is_folder=True),
        Parcel("kim", foreign_tar("../x"), is_folder=True),
        Parcel("kim", foreign_tar("/x"), is_folder=True),
    ],
)
def test_what_is_no_parcel_of_ours_is_our_machinery_s_fault(sent: Parcel, scratch_place: Path) -> None:
    with pytest.raises(MachineryError), unpacked(sent):
        pass
    assert list(scratch_place.iterdir()) == []


def test_a_digest_says_what_was_handed_in_and_not_where_or_when(class_of: Callable[..., Path]) -> None:
    one = class_of({"conv.py": CODE, "a/b.py": CODE}, "kim")
    two = class_of({"a/b.py": CODE, "conv.py": CODE, ".git/x": b"1", "__pycache__/x.pyc": b"2"}, "elsewhere/lee")
    os.utime(two / "conv.py", (1, 1))
    for folder in (one, two):
        (folder / "link").symlink_to("nowhere")
    assert digest(whole(one)) == digest(whole(two))
    in_english = digest(whole(one))
    with speaking("ko"):
        assert digest(whole(one)) == in_english


def test_a_file_alone_in_a_folder_and_the_file_are_the_same(class_of: Callable[..., Path]) -> None:
    folder = class_of({"conv.py": CODE}, "kim")
    assert digest(whole(folder)) == digest(whole(folder / "conv.py"))
    assert digest(whole(folder)) == digest(hand_in_of(Part("conv.py", folder / "conv.py")))


def test_an_archive_s_own_name_does_not_matter(class_of: Callable[..., Path]) -> None:
    top = class_of({"a.zip": b"PK", "b.zip": b"PK", "c.zip": b"PL"})
    assert digest(whole(top / "a.zip")) == digest(whole(top / "b.zip")) != digest(whole(top / "c.zip"))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "conv.py").write_bytes(b"x = 2\n"),
        lambda folder: (folder / "conv.py").rename(folder / "other.py"),
        lambda folder: (folder / "new.py").write_bytes(b""),
        lambda folder: (folder / "data.bin").unlink(),
        lambda folder: (folder / "link").unlink(),
        lambda folder: os.mkfifo(folder / "pipe"),
    ],
    ids=["content", "name", "one more", "one less", "no link", "pipe"],
)
def test_whatever_the_intake_would_see_changes_the_digest(
    change: Callable[[Path], object], class_of: Callable[..., Path]
) -> None:
    folder = class_of({"conv.py": CODE, "data.bin": b"1"}, "kim")
    (folder / "link").symlink_to("conv.py")
    before = digest(whole(folder))
    change(folder)
    assert digest(whole(folder)) != before


def test_a_file_that_is_too_large_or_closed_has_a_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kim.zip"
    path.write_bytes(CODE)
    digests = {digest(whole(path))}
    monkeypatch.setattr(parcel, "MAX_ARCHIVE_BYTES", 3)
    digests.add(digest(whole(path)))

    def closed(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(parcel, "MAX_ARCHIVE_BYTES", 300)
    monkeypatch.setattr(os, "open", closed)
    digests.add(digest(whole(path)))
    assert len(digests) == 3


def test_a_name_that_no_file_can_have_is_not_restored(tmp_path: Path) -> None:
    path = tmp_path / "kim_1_2.py"
    path.write_bytes(CODE)
    with on_disk(hand_in_of(Part("x" * 300 + ".py", path))) as there:
        assert there == path
    parts = [Part("x" * 300 + ".py", path), Part("conv.py", path)]
    with on_disk(hand_in_of(*parts)) as there, open_submission(there) as submission:
        assert submission.files == ("conv.py",)
        (note,) = submission.notes
        assert note.startswith("Names that are too long or can't be used here, left out: \\x01xxx")


def test_names_and_contents_cannot_be_shifted_into_each_other(class_of: Callable[..., Path]) -> None:
    one, two = class_of({"a": b"", "b": b""}, "one"), class_of({"alargeb": b""}, "two")
    for path in (*one.iterdir(), *two.iterdir()):
        os.truncate(path, MAX_OTHER_BYTES + 1)
    assert digest(whole(one)) != digest(whole(two))


@pytest.mark.parametrize(("limit", "most"), [("MAX_FILES", 1), ("MAX_TOTAL_BYTES", len(CODE))])
def test_a_file_beyond_what_is_taken_in_counts_by_its_name(
    limit: str, most: int, class_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, limit, most)
    digests = []
    for name, second in (("one", b"1"), ("two", b"2")):
        digests.append(digest(whole(class_of({"a.py": CODE, "b.py": second}, name))))
    assert digests[0] == digests[1]
