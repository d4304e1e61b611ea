"""Elsewhere than on Linux nothing breaks, and nothing is claimed but a process and its limits."""

import os
from pathlib import Path

import pytest

from grader.sandbox.worker import kernel, layers, privileges, rlimits, seccomp, strays


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The C library has none of Linux' own calls."""
    monkeypatch.setattr(kernel, "IS_LINUX", False)
    monkeypatch.setattr(strays, "IS_LINUX", False)
    for name in ("_SYSCALL", "_PRCTL", "_CAPGET", "_CAPSET"):
        monkeypatch.setattr(kernel, name, None)


@pytest.mark.usefixtures("elsewhere")
def test_every_layer_of_the_kernel_s_is_missing_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(rlimits, "bound", lambda *_arguments: None)  # this very process goes on
    wardrobe = layers.Wardrobe([tmp_path], tmp_path)
    wardrobe.prepare(tmp_path, layers.LAYERS)
    bounds = layers.Bounds(2**31, 100)
    standing = wardrobe.put_on(tmp_path, bounds, layers.LAYERS, os.getppid(), lambda: None)
    assert standing.layers == ["process", "rlimits"]
    assert standing.missing.keys() == {"privileges", "undumpable", "landlock", "seccomp"}
    assert set(standing.missing.values()) == {"only Linux has this system call"}


@pytest.mark.usefixtures("elsewhere")
def test_no_call_is_made_that_is_not_there() -> None:
    for call in (kernel.guard_this_process, privileges.give_up, privileges.take_no_new, seccomp.Filter().put_on):
        with pytest.raises(OSError, match="only Linux has this system call"):
            call()


@pytest.mark.usefixtures("elsewhere")
def test_no_strays_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "listdir", lambda _path: pytest.fail("there is no list of processes"))
    strays.end_strays(())
