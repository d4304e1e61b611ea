"""`grader.stubs.write_stubs` and `stale`: what is written, and what is not up to date."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import InputError
from grader.stubs import Happened, cut, stale, write_stubs

Write = Callable[..., dict[str, Happened]]
HeldBy = Callable[[Path], dict[str, bytes]]

FILES = ["README.md", "half.py", "seed.txt", "twice.py"]


def found(solutions: Path, assignment: Path) -> dict[str, str]:
    """What is stale: file -> sentence without the path."""
    return {
        item.file: item.sentence.removeprefix(f"{assignment / item.file} ") for item in stale(solutions, assignment)
    }


def test_an_empty_place_gets_stubs_handout_and_public_seed_and_nothing_else(
    solutions: Path, assignment: Path, write: Write, held_by: HeldBy
) -> None:
    assert write() == dict.fromkeys(FILES, Happened.WRITTEN)
    files = held_by(assignment)
    assert sorted(files) == [".stubs.json", *FILES]
    assert files["half.py"] == cut((solutions / "half.py").read_text(), "half.py").encode()
    assert files["README.md"] == "# Welcome, 여러분\n".encode()
    assert files["seed.txt"] == b"231\n"


def test_the_hidden_seed_is_nowhere_in_the_assignment(assignment: Path, write: Write, held_by: HeldBy) -> None:
    write()
    assert not [file for file, content in held_by(assignment).items() if b"123456789012" in content]


def test_a_second_run_changes_nothing_and_says_so(solutions: Path, assignment: Path) -> None:
    write_stubs(solutions, assignment)
    before = {path: path.stat().st_mtime_ns for path in assignment.iterdir()}
    outcomes = write_stubs(solutions, assignment)
    assert [(item.file, item.happened) for item in outcomes] == [(file, Happened.UNCHANGED) for file in FILES]
    assert outcomes[0].sentence == f"{assignment}/README.md is up to date."
    assert {path: path.stat().st_mtime_ns for path in assignment.iterdir()} == before


def test_two_places_get_the_same_bytes_also_from_solutions_saved_on_windows(
    solutions: Path, tmp_path: Path, held_by: HeldBy
) -> None:
    write_stubs(solutions, tmp_path / "one")
    for path in solutions.glob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    write_stubs(solutions, tmp_path / "two")
    assert held_by(tmp_path / "one") == held_by(tmp_path / "two")


def test_the_manifest_is_sorted_and_holds_a_digest_for_each_file(
    solutions: Path, assignment: Path, write: Write
) -> None:
    write()
    (solutions / "almost.py").write_bytes((solutions / "half.py").read_bytes())
    write()
    manifest = json.loads((assignment / ".stubs.json").read_text())
    assert list(manifest) == sorted(["almost.py", *FILES])
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in manifest.values())


def test_an_untouched_stub_follows_its_solution(assignment: Path, write: Write, reword: Callable[[], None]) -> None:
    write()
    reword()
    assert write() == {"half.py": Happened.WRITTEN}
    assert "Half of x, in other words." in (assignment / "half.py").read_text()


def test_an_untouched_stub_checked_out_with_windows_line_ends_is_still_untouched(
    solutions: Path, assignment: Path, write: Write, reword: Callable[[], None]
) -> None:
    write()
    for path in assignment.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert write() == {}
    assert found(solutions, assignment) == {}
    reword()
    assert write() == {"half.py": Happened.WRITTEN}


def test_a_faulty_solution_changes_nothing_at_all(
    solutions: Path, assignment: Path, write: Write, reword: Callable[[], None], held_by: HeldBy
) -> None:
    write()
    before = held_by(assignment)
    reword()
    (solutions / "twice.py").write_text("no = 1\n")
    with pytest.raises(InputError, match=rf"^{re.escape(str(solutions))}/twice\.py:1: nothing here is marked"):
        write(force=True)
    assert held_by(assignment) == before


def test_unusable_solutions_are_one_sentence_each(solutions: Path, assignment: Path, write: Write) -> None:
    (solutions / "half.py").write_bytes(b"# one\n# \xff\n")
    with pytest.raises(InputError, match=r"half\.py:2: this is not UTF-8 text: save the file as UTF-8\.$"):
        write()
    (solutions / "half.py").unlink()
    (solutions / "handout.md").unlink()
    with pytest.raises(InputError, match=r"handout\.md can't be used: No such file or directory\.$"):
        write()
    (solutions / "twice.py").unlink()
    with pytest.raises(InputError, match=r"solutions holds no solutions \(\*\.py\): check the path\.$"):
        write()
    assert not assignment.exists()


def test_an_unusable_place_is_one_sentence(solutions: Path, assignment: Path, write: Write) -> None:
    assignment.write_text("mine")
    with pytest.raises(InputError, match=r"assignment can't be used: "):
        write()
    assert assignment.read_text() == "mine"
    assignment.unlink()
    (assignment / "half.py").mkdir(parents=True)
    for run in (write_stubs, stale):
        with pytest.raises(InputError, match=r"half\.py can't be used: "):
            run(solutions, assignment)


def test_what_was_just_written_is_not_stale(solutions: Path, assignment: Path, write: Write) -> None:
    write()
    assert found(solutions, assignment) == {}


def test_missing_and_different_files_are_stale_and_nothing_is_written(
    solutions: Path, assignment: Path, write: Write, held_by: HeldBy
) -> None:
    write()
    (assignment / "README.md").unlink()
    (assignment / "half.py").write_text("def half(x):\n    return x / 2\n")
    (solutions / "public_seed.txt").write_text("232\n")
    before = held_by(assignment)
    assert found(solutions, assignment) == {
        "README.md": "is missing: run 'make stubs'.",
        "half.py": "is not what the solutions give: run 'make stubs'.",
        "seed.txt": "is not what the solutions give: run 'make stubs'.",
    }
    assert held_by(assignment) == before


def test_an_assignment_that_is_not_there_is_all_missing_and_is_not_made(solutions: Path, assignment: Path) -> None:
    assert list(found(solutions, assignment)) == FILES
    assert not assignment.exists()


def test_a_manifest_with_other_digests_is_stale_until_the_next_run(
    solutions: Path, assignment: Path, write: Write
) -> None:
    write()
    (assignment / ".stubs.json").unlink()
    sentence = "does not have the digests of the generated files: run 'make stubs'."
    assert found(solutions, assignment) == {".stubs.json": sentence}
    assert write() == {}
    assert found(solutions, assignment) == {}


def test_a_faulty_solution_is_an_error_and_not_merely_stale(solutions: Path, assignment: Path, write: Write) -> None:
    write()
    (solutions / "half.py").write_text("no = 1\n")
    with pytest.raises(InputError, match="nothing here is marked"):
        stale(solutions, assignment)
