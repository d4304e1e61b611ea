"""A folder that is handed in."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.intake import open_submission

PROJECT = Path(__file__).parents[2]
CODE = b"def im2col(x):\n    return x\n"


def everything_in(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every path below `folder` with its mode, its time of change and its bytes."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, content)
    return found


def test_a_folder_is_copied_byte_for_byte_into_a_package_of_its_own_name(
    folder_of: Callable[..., Path],
) -> None:
    code = b"\xef\xbb\xbfimport numpy as np\r\n\tx = 1\r\n"
    with open_submission(folder_of({"conv.py": code, "data/w.txt": b"1 2"}, "my_conv")) as submission:
        assert (submission.name, submission.package) == ("my_conv", "my_conv")
        assert submission.files == ("conv.py",)
        assert (submission.root / "my_conv" / "conv.py").read_bytes() == code
        assert (submission.folder / "data" / "w.txt").read_bytes() == b"1 2"
        assert submission.notes == ()
        assert submission.broken == {}


def test_the_copy_lies_in_a_folder_that_only_we_may_enter(folder_of: Callable[..., Path], tmp_path: Path) -> None:
    with open_submission(folder_of({"conv.py": CODE})) as submission:
        assert submission.root.stat().st_mode & 0o777 == 0o700
        assert not submission.root.is_relative_to(tmp_path)


def test_the_original_keeps_its_bytes_modes_and_times(folder_of: Callable[..., Path]) -> None:
    folder = folder_of({"conv.py": CODE, "sub/a.ipynb": b'{"cells": []}', "sub/b.bin": b"\0"})
    before = everything_in(folder)
    with open_submission(folder) as submission:
        (submission.folder / "conv.py").write_bytes(b"changed")
    assert everything_in(folder) == before


def test_a_read_only_folder_is_copied_and_the_copy_can_be_written(folder_of: Callable[..., Path]) -> None:
    folder = folder_of({"sub/conv.py": CODE})
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


def test_sources_are_listed_shallow_first_then_by_name(folder_of: Callable[..., Path]) -> None:
    files = dict.fromkeys(["b.py", "a/z.py", "a/b/a.py", "c.ipynb", "A.PY", "readme.md"], CODE)
    files["c.ipynb"] = b'{"cells": []}'
    with open_submission(folder_of(files)) as submission:
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
def test_what_tools_leave_beside_the_work_is_not_copied(folder_of: Callable[..., Path], name: str) -> None:
    with open_submission(folder_of({"conv.py": CODE, name: CODE})) as submission:
        assert submission.files == ("conv.py",)
        assert [path.name for path in submission.folder.iterdir()] == ["conv.py"]


def test_a_virtual_environment_of_any_name_is_left_out(folder_of: Callable[..., Path]) -> None:
    files = {"conv.py": CODE, "mine/pyvenv.cfg": b"", "mine/lib/a.py": CODE}
    with open_submission(folder_of(files)) as submission:
        assert submission.files == ("conv.py",)


def test_a_mark_of_a_virtual_environment_at_the_top_hides_nothing(folder_of: Callable[..., Path]) -> None:
    with open_submission(folder_of({"pyvenv.cfg": b"", "conv.py": CODE})) as submission:
        assert submission.files == ("conv.py",)


def test_a_folder_named_on_the_command_line_counts_even_if_tools_use_its_name(
    folder_of: Callable[..., Path],
) -> None:
    with open_submission(folder_of({"conv.py": CODE}, "env")) as submission:
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
    folder_of: Callable[..., Path], original: str, package: str
) -> None:
    with open_submission(folder_of({"conv.py": CODE}, original)) as submission:
        assert submission.package == package
        assert (submission.root / package / "conv.py").is_file()


def test_the_working_directory_is_named_as_it_is_called(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder_of({"sub/conv.py": CODE}, "layers"))
    for path in (".", "sub/.."):
        with open_submission(path) as submission:
            assert (submission.name, submission.package) == ("layers", "layers")


def test_a_display_name_cannot_write_to_the_terminal(folder_of: Callable[..., Path]) -> None:
    with open_submission(folder_of({"conv.py": CODE}, "hw\x1b[2J")) as submission:
        assert submission.name == "hw\\x1b[2J"


def test_symbolic_links_inside_are_not_followed_and_a_note_says_so(folder_of: Callable[..., Path]) -> None:
    secret = folder_of({"answers.py": b"def im2col(x): return 'right'\n"}, "secret")
    folder = folder_of({"conv.py": CODE})
    (folder / "answers.py").symlink_to(secret / "answers.py")
    (folder / "all").symlink_to(secret)
    with open_submission(folder) as submission:
        assert submission.files == ("conv.py",)
        assert submission.notes == ("Links are not followed: all, answers.py.",)


def test_a_link_named_on_the_command_line_is_followed(folder_of: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(folder_of({"conv.py": CODE}))
    with open_submission(tmp_path / "latest") as submission:
        assert (submission.package, submission.files) == ("latest", ("conv.py",))


def test_pipes_and_sockets_are_left_out_and_not_waited_for(
    folder_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of({"conv.py": CODE})
    os.mkfifo(folder / "im2col.py")
    monkeypatch.chdir(folder)  # a socket's path may have 107 bytes only
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("layers.py")
        with open_submission(folder) as submission:
            assert submission.files == ("conv.py",)
            assert submission.notes == ("Neither files nor folders, left out: im2col.py, layers.py.",)


def test_names_that_mac_and_old_korean_systems_write_become_importable(
    folder_of: Callable[..., Path],
) -> None:
    folder = folder_of({"\u1112\u1161\u11b8.py": CODE})
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "풀링.py".encode("cp949"))).write_bytes(CODE)
    with open_submission(folder) as submission:
        assert submission.files == ("풀링.py", "합.py")
        assert (submission.folder / "합.py").read_bytes() == CODE


def test_two_names_that_differ_by_their_composition_alone_are_told(folder_of: Callable[..., Path]) -> None:
    folder = folder_of({"\u1112\u1161\u11b8.py": CODE, "합.py": CODE})
    with open_submission(folder) as submission:
        assert submission.files == ("합.py",)
        assert submission.notes == ("Left out beside another file of the same name: 합.py.",)


def test_names_that_no_report_can_show_are_left_out_and_told(folder_of: Callable[..., Path]) -> None:
    folder = folder_of({"conv.py": CODE, "im2col\n.py": CODE, "evil\x1b[2J/a.py": CODE})
    with open_submission(folder) as submission:
        assert submission.files == ("conv.py",)
        (note,) = submission.notes
        assert note.isprintable()
        assert note.endswith("left out: evil\\x1b[2J, im2col\\n.py.")


def test_an_empty_file_among_others_is_fine(folder_of: Callable[..., Path]) -> None:
    with open_submission(folder_of({"__init__.py": b"", "conv.py": CODE})) as submission:
        assert submission.files == ("__init__.py", "conv.py")
        assert submission.broken == {}


def test_a_locale_without_korean_letters_costs_the_korean_names_alone(
    folder_of: Callable[..., Path], tmp_path: Path
) -> None:
    folder_of({"conv.py": CODE, "풀링.py": CODE}, "합성곱")
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
