"""A folder that is handed in."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import InputError
from grader.intake import open_submission
from grader.intake.limits import MAX_DEPTH, MAX_NOTEBOOK_BYTES, MAX_PYTHON_BYTES, MIB

PROJECT = Path(__file__).parents[2]
CODE = b"def im2col(x):\n    return x\n"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """`folder` with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def everything_in(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every path below `folder` with its mode, its time of change and its bytes."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def test_a_folder_is_copied_byte_for_byte_into_a_package_of_its_own_name(tmp_path: Path) -> None:
    code = b"\xef\xbb\xbfimport numpy as np\r\n\tx = 1\r\n"
    with open_submission(write(tmp_path / "my_conv", {"conv.py": code, "data/w.txt": b"1 2"})) as submission:
        assert (submission.name, submission.package) == ("my_conv", "my_conv")
        assert submission.files == ("conv.py",)
        assert (submission.root / "my_conv" / "conv.py").read_bytes() == code
        assert (submission.folder / "data" / "w.txt").read_bytes() == b"1 2"
        assert submission.notes == ()
        assert submission.broken == {}


def test_the_copy_lies_in_a_folder_that_only_we_may_enter(tmp_path: Path) -> None:
    with open_submission(write(tmp_path / "hw", {"conv.py": CODE})) as submission:
        assert submission.root.stat().st_mode & 0o777 == 0o700
        assert not submission.root.is_relative_to(tmp_path)


def test_the_original_keeps_its_bytes_modes_and_times(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw", {"conv.py": CODE, "sub/a.ipynb": b'{"cells": []}', "sub/b.bin": b"\0"})
    before = everything_in(folder)
    with open_submission(folder) as submission:
        (submission.folder / "conv.py").write_bytes(b"changed")
    assert everything_in(folder) == before


def test_a_read_only_folder_is_copied_and_the_copy_can_be_written(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw", {"sub/conv.py": CODE})
    (folder / "sub" / "conv.py").chmod(0o444)
    for path in (folder / "sub", folder):
        path.chmod(0o555)
    try:
        with open_submission(folder) as submission:
            assert (submission.folder / "sub" / "conv.py").stat().st_mode & 0o777 == 0o600
            assert (submission.folder / "sub").stat().st_mode & 0o200
    finally:
        for path in (folder, folder / "sub"):
            path.chmod(0o755)


def test_sources_are_listed_shallow_first_then_by_name(tmp_path: Path) -> None:
    files = dict.fromkeys(["b.py", "a/z.py", "a/b/a.py", "c.ipynb", "A.PY", "readme.md"], CODE)
    files["c.ipynb"] = b'{"cells": []}'
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert submission.files == ("A.PY", "b.py", "c.ipynb", "a/z.py", "a/b/a.py")


@pytest.mark.parametrize(
    "name",
    [
        *(".git/a.py", ".hg/a.py", ".svn/a.py", ".idea/a.py", ".vscode/a.py", ".cache/a.py", ".backup/a.py"),
        *("__pycache__/a.py", ".pytest_cache/a.py", ".mypy_cache/a.py", "hw.egg-info/a.py"),
        *(".ipynb_checkpoints/a.ipynb", ".venv/a.py", "venv/a.py", "env/a.py", "node_modules/a.py"),
        *("__MACOSX/a.py", "._conv.py", "deep/.DS_Store", "deep/.git/a.py"),
    ],
)
def test_what_tools_leave_beside_the_work_is_not_copied(tmp_path: Path, name: str) -> None:
    with open_submission(write(tmp_path / "hw", {"conv.py": CODE, name: CODE})) as submission:
        assert submission.files == ("conv.py",)
        assert [path.name for path in submission.folder.iterdir()] == ["conv.py"]


def test_a_virtual_environment_of_any_name_is_left_out(tmp_path: Path) -> None:
    files = {"conv.py": CODE, "mine/pyvenv.cfg": b"", "mine/lib/a.py": CODE}
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert submission.files == ("conv.py",)


def test_a_mark_of_a_virtual_environment_at_the_top_hides_nothing(tmp_path: Path) -> None:
    with open_submission(write(tmp_path / "hw", {"pyvenv.cfg": b"", "conv.py": CODE})) as submission:
        assert submission.files == ("conv.py",)


def test_a_folder_named_on_the_command_line_counts_even_if_tools_use_its_name(tmp_path: Path) -> None:
    with open_submission(write(tmp_path / "env", {"conv.py": CODE})) as submission:
        assert submission.files == ("conv.py",)


@pytest.mark.parametrize(
    ("original", "package"),
    [
        ("layers", "layers"),
        ("합성곱", "합성곱"),
        ("match", "match"),
        ("my-hw", "submission"),
        ("2021_kim", "submission"),
        ("class", "submission"),
        ("json", "submission"),
        ("numpy", "submission"),
        ("ﬁlters", "submission"),
    ],
)
def test_the_package_is_named_as_the_folder_where_that_name_can_be_imported(
    tmp_path: Path, original: str, package: str
) -> None:
    with open_submission(write(tmp_path / original, {"conv.py": CODE})) as submission:
        assert submission.package == package
        assert (submission.root / package / "conv.py").is_file()


def test_the_working_directory_is_named_as_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path / "layers", {"sub/conv.py": CODE}))
    for path in (".", "sub/.."):
        with open_submission(path) as submission:
            assert (submission.name, submission.package) == ("layers", "layers")


def test_a_display_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    with open_submission(write(tmp_path / "hw\x1b[2J", {"conv.py": CODE})) as submission:
        assert submission.name == "hw\\x1b[2J"


def test_symbolic_links_inside_are_not_followed_and_a_note_says_so(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"answers.py": b"def im2col(x): return 'right'\n"})
    folder = write(tmp_path / "hw", {"conv.py": CODE})
    (folder / "answers.py").symlink_to(secret / "answers.py")
    (folder / "all").symlink_to(secret)
    with open_submission(folder) as submission:
        assert submission.files == ("conv.py",)
        assert submission.notes == ("Symbolic links are not followed: all and 1 more.",)


def test_a_link_named_on_the_command_line_is_followed(tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(write(tmp_path / "hw", {"conv.py": CODE}))
    with open_submission(tmp_path / "latest") as submission:
        assert (submission.package, submission.files) == ("latest", ("conv.py",))


def test_pipes_and_sockets_are_left_out_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "hw", {"conv.py": CODE})
    os.mkfifo(folder / "im2col.py")
    monkeypatch.chdir(folder)  # a socket's path may have 107 bytes only
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("layers.py")
        with open_submission(folder) as submission:
            assert submission.files == ("conv.py",)
            assert submission.notes == ("Neither files nor folders, left out: im2col.py and 1 more.",)


def test_large_files_that_are_no_sources_are_left_out_with_one_note(tmp_path: Path) -> None:
    files = {"conv.py": CODE, "a.npy": bytes(MIB + 1), "b.npy": bytes(MIB + 1), "small.npy": bytes(MIB)}
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert sorted(path.name for path in submission.folder.iterdir()) == ["conv.py", "small.npy"]
        assert submission.notes == ("Larger than 1 MiB, left out: a.npy and 1 more.",)


def test_a_source_that_is_too_large_is_broken_and_not_copied(tmp_path: Path) -> None:
    files = {"conv.py": CODE, "big.py": b"#" * (MAX_PYTHON_BYTES + 1), "full.py": b"#" * MAX_PYTHON_BYTES}
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert submission.files == ("conv.py", "full.py")
        assert submission.broken == {"big.py": "big.py is larger than 1 MiB: move its data to other files"}
        assert not (submission.folder / "big.py").exists()


def test_a_notebook_may_be_larger_than_a_python_file_for_its_pictures(tmp_path: Path) -> None:
    picture = b"A" * (2 * MAX_PYTHON_BYTES)
    files = {"a.ipynb": b'{"cells": [], "x": "%s"}' % picture, "b.ipynb": bytes(MAX_NOTEBOOK_BYTES + 1)}
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert submission.files == ("a.ipynb",)
        assert submission.broken == {"b.ipynb": "b.ipynb is larger than 20 MiB: clear its outputs"}


def test_of_too_many_files_the_sources_are_copied_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.intake.copying.MAX_FILES", 4)
    files = dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.txt", "z/conv.py", "z/z/pool.py"], CODE)
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert submission.files == ("z/conv.py", "z/z/pool.py")
        assert sorted(path.name for path in submission.folder.glob("*.txt")) == ["a.txt", "b.txt"]
        assert submission.notes == ("Beyond the first 4 files or 64 MiB, left out: c.txt and 1 more.",)


def test_of_too_many_bytes_the_sources_are_copied_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.intake.copying.MAX_TOTAL_BYTES", 100)
    files = {"a.txt": bytes(60), "b.txt": bytes(60), "c.txt": bytes(5), "z.py": b"#" * 30}
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert sorted(path.name for path in submission.folder.iterdir()) == ["a.txt", "c.txt", "z.py"]
        assert len(submission.notes) == 1


def test_folders_are_entered_to_a_certain_depth_only(tmp_path: Path) -> None:
    deepest = "a/" * (MAX_DEPTH - 1)
    files = {deepest + "conv.py": CODE, deepest + "a/pool.py": CODE}
    with open_submission(write(tmp_path / "hw", files)) as submission:
        assert submission.files == (deepest + "conv.py",)
        (note,) = submission.notes
        assert note.startswith("More than 32 folders deep, left out: a/a/")


def test_a_folder_with_too_many_names_is_looked_at_shallow_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.intake.folder.MAX_SEEN", 3)
    folder = write(tmp_path / "hw", {"a/a.py": CODE, "a/b.py": CODE, "a/c.py": CODE, "conv.py": CODE})
    with open_submission(folder) as submission:
        assert submission.files == ("conv.py", "a/a.py")
        assert submission.notes == ("Not looked at after the first 3 names: a/b.py and 1 more.",)


def test_names_that_mac_and_old_korean_systems_write_become_importable(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw", {"\u1112\u1161\u11b8.py": CODE})
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "풀링.py".encode("cp949"))).write_bytes(CODE)
    with open_submission(folder) as submission:
        assert submission.files == ("풀링.py", "합.py")
        assert (submission.folder / "합.py").read_bytes() == CODE


def test_two_names_that_differ_by_their_composition_alone_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw", {"\u1112\u1161\u11b8.py": CODE, "합.py": CODE})
    with open_submission(folder) as submission:
        assert submission.files == ("합.py",)
        assert submission.notes == ("Left out beside another file of the same name: 합.py.",)


def test_names_that_no_report_can_show_are_left_out_and_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw", {"conv.py": CODE, "im2col\n.py": CODE, "evil\x1b[2J/a.py": CODE})
    with open_submission(folder) as submission:
        assert submission.files == ("conv.py",)
        (note,) = submission.notes
        assert note.isprintable()
        assert note.endswith("left out: evil\\x1b[2J and 1 more.")


def test_an_unreadable_source_is_broken_and_the_others_are_graded(
    tmp_path: Path, forbid: Callable[[str], None]
) -> None:
    folder = write(tmp_path / "hw", {"conv.py": CODE, "pool.py": CODE, "data.txt": b"", "closed/a.py": CODE})
    for name in ("conv.py", "data.txt", "closed"):
        forbid(name)
    with open_submission(folder) as submission:
        assert submission.files == ("pool.py",)
        fault = "conv.py can't be read (permission denied): check its permissions"
        assert submission.broken == {"conv.py": fault}
        assert submission.notes == (
            "Can't be read (check the permissions): closed.",
            "Files that can't be read (check their permissions): data.txt.",
        )


def test_an_empty_file_among_others_is_fine(tmp_path: Path) -> None:
    with open_submission(write(tmp_path / "hw", {"__init__.py": b"", "conv.py": CODE})) as submission:
        assert submission.files == ("__init__.py", "conv.py")
        assert submission.broken == {}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "is empty"),
        ({".git/a.py": CODE}, "is empty"),
        ({"readme.md": b"hello"}, "holds no .py or .ipynb file"),
        ({"inner.zip": b"PK"}, "only the archive inner.zip: unpack it"),
        ({"a.py": b"\xff"}, "a.py is not UTF-8 in line 1 (byte 1 of the file): save the file as UTF-8"),
    ],
)
def test_a_folder_without_a_readable_source_is_refused_in_one_sentence(
    tmp_path: Path, files: dict[str, bytes], sentence: str
) -> None:
    folder = tmp_path / "hw"
    folder.mkdir()
    with pytest.raises(InputError) as raised, open_submission(write(folder, files)):
        pass
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_of_several_broken_sources_the_first_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "hw", {"b.py": b"\xff", "c.py": b"\0", "a/a.py": b"\0"})
    with pytest.raises(InputError, match=r"^b\.py is not UTF-8"), open_submission(folder):
        pass


def test_a_folder_of_links_alone_says_that_they_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "hw"
    folder.mkdir()
    (folder / "conv.py").symlink_to(tmp_path / "elsewhere.py")
    with pytest.raises(InputError, match=r"holds no .*links are not followed"), open_submission(folder):
        pass


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path, forbid: Callable[[str], None]) -> None:
    folder = write(tmp_path / "hw", {"conv.py": CODE})
    forbid("hw")
    with pytest.raises(InputError, match="permission denied"), open_submission(folder):
        pass


def test_a_locale_without_korean_letters_costs_the_korean_names_alone(tmp_path: Path) -> None:
    write(tmp_path / "합성곱", {"conv.py": CODE, "풀링.py": CODE})
    program = (
        "import os; from grader.errors import InputError; from grader.intake import open_submission\n"
        "folder, = os.listdir('.')\n"
        "with open_submission(folder) as s: print(ascii((s.name, s.package, s.files, s.notes)))\n"
        "for file in os.listdir(folder):\n"
        "    try:\n"
        "        with open_submission(folder + '/' + file) as s: pass\n"
        "    except InputError as error: print(ascii(str(error)))\n"
    )
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(PROJECT)}
    run = subprocess.run(  # noqa: S603 - the program is this test's own
        [sys.executable, "-c", program], cwd=tmp_path, env=locale, capture_output=True, text=True, check=True
    )
    left_out = "Names that are too long or can't be used here, left out: 풀링.py."
    folder, refusal = run.stdout.splitlines()
    assert folder == ascii(("합성곱", "submission", ("conv.py",), (left_out,)))
    assert "that can't be used here: rename it" in refusal
