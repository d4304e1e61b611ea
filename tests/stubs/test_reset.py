"""`reset`: one stub comes back, all else stays byte for byte, and nothing is ever lost."""

import ast
import os
from pathlib import Path

import pytest

from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.stubs.handed_out import pristine
from grader.stubs.replace import with_stub
from tests.cli.conftest import Run, run

__all__ = ["run"]

STUB = pristine("conv")
SIZE = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The handout's files, with one function of two written."""
    for stem in ("conv", "im2col", "pooling", "conv_layer"):
        (tmp_path / f"{stem}.py").write_text(pristine(stem), encoding="utf-8")
    return tmp_path


def written(text: str, name: str = "conv_output_size") -> str:
    """The stub with a body in the place of its line that raises."""
    node = next(node for node in ast.parse(text).body if getattr(node, "name", "") == name)
    lines = text.split("\n")
    last = (node.end_lineno or 0) - 1
    lines[last] = lines[last].partition("raise")[0] + "return 42  # 내 코드"
    return "\n".join(lines)


def backups(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / ".backup").glob("*"))]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_each_exercise_comes_back_as_it_was_handed_out(exercise: Exercise, folder: Path, run: Run) -> None:
    name, stem = exercise.name, exercise.stem
    path = folder / f"{stem}.py"
    mine = written(pristine(stem), name)
    path.write_text(mine, encoding="utf-8")
    ran = run("reset", name, "--to", folder)
    assert (ran.status, ran.err) == (0, "")
    assert path.read_text(encoding="utf-8") == pristine(stem)
    assert backups(folder) == [mine.encode()]
    assert f".backup/{stem}.py.1" in ran.out


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_all_else_stays_byte_for_byte(mark: bytes, line_end: str, folder: Path, run: Run) -> None:
    above, below = "# 주석\nx = 1\f\n", "\n\n\nclass Helper:  # mine \n\tpass\n\n\n\n# end"
    mine = written(STUB, "conv_forward_naive")

    def whole(text: str) -> bytes:
        return mark + (above + written(text, "conv_output_size") + below).replace("\n", line_end).encode()

    (folder / "conv.py").write_bytes(whole(mine))
    assert run("reset", "conv_forward_naive", "--to", folder).status == 0
    assert (folder / "conv.py").read_bytes() == whole(STUB)


def test_what_is_a_stub_already_is_left_alone(folder: Path, run: Run) -> None:
    mixed = STUB.replace("\n", "\r\n", 40).encode()
    (folder / "conv.py").write_bytes(mixed)
    for name in ("conv_output_size", "conv_backward_naive"):
        assert "Nothing was changed" in run("reset", name, "--to", folder).out
    assert (folder / "conv.py").read_bytes() == mixed
    assert not (folder / ".backup").exists()


def test_every_reset_has_a_backup_of_its_own(folder: Path, run: Run) -> None:
    for number in (1, 2):
        (folder / "conv.py").write_text(f"{STUB}\n\ndef conv_output_size():\n    return {number}\n", encoding="utf-8")
        assert run("reset", "conv_output_size", "--to", folder).status == 0
    assert [b"return 1" in backups(folder)[0], b"return 2" in backups(folder)[1]] == [True, True]


def test_of_several_definitions_the_last_one_counts_and_becomes_the_stub() -> None:
    text = f"import numpy as np\n{SIZE}\n\n@decorated\n{SIZE}"
    after = with_stub(text, STUB, "conv_output_size")
    assert after.startswith(f"import numpy as np\n{SIZE}\n\ndef conv_output_size(size: int")
    assert "decorated" not in after


def test_what_is_not_there_comes_back_at_the_end_with_what_it_needs(folder: Path, run: Run) -> None:
    (folder / "conv.py").write_text(f"{SIZE}# mine", encoding="utf-8")
    assert run("reset", "conv_forward_naive", "--to", folder).status == 0
    after = (folder / "conv.py").read_text(encoding="utf-8")
    assert after.startswith(f"{SIZE}# mine\n\n\n")
    scope: dict[str, object] = {}
    exec(compile(after, "conv.py", "exec"), scope)  # noqa: S102  # our own stub: its types are there again
    assert callable(scope["conv_forward_naive"])
    assert with_stub(after, STUB, "conv_forward_naive").count("import numpy as np") == 1


def test_a_file_that_is_gone_is_written_whole(folder: Path, run: Run) -> None:
    (folder / "conv.py").unlink()
    assert run("reset", "conv_output_size", "--to", folder).status == 0
    assert (folder / "conv.py").read_text(encoding="utf-8") == STUB


@pytest.mark.parametrize(
    ("content", "line"),
    [(f"{SIZE}def half(:\n".encode(), 3), (f"{SIZE}# 김".encode("cp949"), 3), (b"x\0", 1), (b"(" * 10_000, 1)],
    ids=["unfinished", "CP949", "NUL", "deep"],
)
def test_what_can_t_be_taken_apart_is_left_alone_but_for_the_whole_file(
    content: bytes, line: int, folder: Path, run: Run
) -> None:
    (folder / "conv.py").write_bytes(content)
    ran = run("reset", "conv_output_size", "--to", folder)
    assert (ran.status, ran.out) == (2, "")
    assert f"conv.py, line {line}: " in ran.sentence
    assert ran.sentence.endswith("python -m grader reset conv_output_size --file")
    assert (folder / "conv.py").read_bytes() == content
    assert run("reset", "conv_output_size", "--file", "--to", folder).status == 0
    assert (folder / "conv.py").read_text(encoding="utf-8") == STUB
    assert backups(folder) == [content]


def test_a_pipe_is_not_waited_for(folder: Path, run: Run) -> None:
    (folder / "conv.py").unlink()
    os.mkfifo(folder / "conv.py")
    ran = run("reset", "conv_output_size", "--to", folder)
    assert (ran.status, "it is no file. Nothing was changed" in ran.sentence) == (2, True)


def test_a_link_is_not_written_through(folder: Path, run: Run) -> None:
    (folder / "conv.py").rename(folder / "elsewhere")
    (folder / "conv.py").symlink_to("elsewhere")
    ran = run("reset", "conv_output_size", "--to", folder)
    assert (ran.status, "is a link" in ran.sentence) == (2, True)
    assert (folder / "elsewhere").read_text(encoding="utf-8") == STUB


def test_where_nothing_can_be_written_nothing_is_changed(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(28, os.strerror(28))

    (folder / "conv.py").write_text(mine := written(STUB), encoding="utf-8")
    monkeypatch.setattr("grader.stubs.reset.back_up", refuse)
    ran = run("reset", "conv_output_size", "--to", folder)
    assert (ran.status, "Nothing was changed" in ran.sentence) == (2, True)
    assert (folder / "conv.py").read_text(encoding="utf-8") == mine
    assert run("reset", "conv_output_size", "--to", folder / "nowhere").status == 2


def test_without_the_solutions_the_stub_is_the_copy_that_came_along(tmp_path: Path) -> None:
    (tmp_path / "conv.py").write_text("# a copy\n", encoding="utf-8")
    assert pristine("conv", tmp_path / "nothing", tmp_path) == "# a copy\n"
    with pytest.raises(Exception, match=r"the stub of im2col\.py is not here"):
        pristine("im2col", tmp_path / "nothing", tmp_path)
