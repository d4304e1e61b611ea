"""A folder is removed whatever is in it, and nothing besides."""

import stat
from pathlib import Path

from grader.intake.removal import remove_tree


def test_a_name_that_removal_itself_would_use_does_no_harm(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for number in range(10):
        (root / f"folder{number}" / "inner").mkdir(parents=True)
        (root / f"{number}.removed").symlink_to("nowhere")
        (root / f"{number + 10}.removed" / "inner").mkdir(parents=True)
    remove_tree(root)
    assert not root.exists()


def test_links_are_removed_and_their_targets_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o750)
    (kept / "file").write_bytes(b"mine")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(kept)
    remove_tree(root)
    assert not root.exists()
    root.symlink_to(kept)
    remove_tree(root)
    assert (kept / "file").read_bytes() == b"mine"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o750
