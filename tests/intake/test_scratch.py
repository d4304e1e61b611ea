"""The private folder is gone at the end, whatever happens."""

import os
from pathlib import Path

import pytest

from grader.errors import InputError, MachineryError
from grader.intake import open_submission
from grader.intake.scratch import scratch_folder


@pytest.fixture
def layers(tmp_path: Path) -> Path:
    """A usable submission."""
    path = tmp_path / "layers.py"
    path.write_bytes(b"x = 1")
    return path


def test_the_copy_is_removed_at_the_end(scratch_place: Path, layers: Path) -> None:
    with open_submission(layers) as submission:
        assert submission.root.is_relative_to(scratch_place.resolve())
    assert list(scratch_place.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_the_copy_is_removed_after_an_error_which_goes_on(
    scratch_place: Path, layers: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error), open_submission(layers):
        raise error
    assert list(scratch_place.iterdir()) == []


def test_nothing_is_left_of_a_refused_submission(scratch_place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"\xff")
    with pytest.raises(InputError), open_submission(tmp_path / "a.py"):
        pass
    assert list(scratch_place.iterdir()) == []


def test_what_a_worker_left_is_removed_with_the_copy(scratch_place: Path, layers: Path) -> None:
    with open_submission(layers) as submission:
        closed = submission.folder / "closed" / "inner"
        closed.mkdir(parents=True)
        (closed / "file").write_bytes(b"")
        (closed / "dangling").symlink_to("nowhere")
        os.mkfifo(closed / "pipe")
        for folder in (closed, closed.parent, submission.folder, submission.root):
            folder.chmod(0)
    assert list(scratch_place.iterdir()) == []


def test_folders_nested_deeper_than_a_path_can_name_are_removed(scratch_place: Path, layers: Path) -> None:
    with open_submission(layers) as submission:
        here = os.open(submission.root, os.O_RDONLY)
        for _ in range(1_100):
            os.mkdir("deep", dir_fd=here)
            inner = os.open("deep", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        os.close(here)
    assert list(scratch_place.iterdir()) == []


def test_a_machine_without_room_for_a_scratch_folder_is_no_fault_of_the_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(MachineryError, match="TMPDIR"), scratch_folder():
        pass


def test_a_copy_that_cannot_be_written_is_no_fault_of_the_submission(
    layers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(MachineryError, match="no space left"), open_submission(layers):
        pass
