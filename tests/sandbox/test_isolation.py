"""Untrusted code is not run where it could get out, and whoever runs their own is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import MachineryError
from grader.sandbox import isolation
from grader.sandbox import nursery as nursery_module
from grader.sandbox.escapes import ESCAPES
from grader.sandbox.isolation import BEST_EFFORT, REQUIRED, demand
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.selftest import selftest
from grader.sandbox.standing import Standing
from grader.sandbox.worker.layers import LAYERS
from grader.sandbox.worker_handle import Worker
from tests.sandbox.conftest import BARE

# What each layer must stop by itself, on every machine that has it; the others are there for what it does not.
ALONE = {
    "landlock": {"read a secret file", "read another submission", "read the project", "create a file", "delete a file"},
    "seccomp": {"fork", "run a program", "send by UDP", "connect by TCP", "end a process", "change a file's mode"},
    "rlimits": {"write a file", "take 3 GiB", "open a thousand files"},
}


@pytest.fixture
def own() -> Iterator[Nursery]:
    """A nursery of this test's own."""
    with Nursery() as nursery:
        if {"landlock", "seccomp"} & nursery.standing().missing.keys():
            pytest.skip(nursery.standing().sentence(LAYERS))
        yield nursery


def test_nothing_gets_out_of_the_box(own: Nursery) -> None:
    assert selftest(own) == []


def test_without_the_kernel_s_layers_the_attempts_do_get_out(bare_nursery: Nursery) -> None:
    escaped = set(selftest(bare_nursery))
    assert escaped >= ALONE["landlock"] | {"fork", "run a program", "send by UDP", "connect by TCP", "end a process"}
    assert not escaped & ALONE["rlimits"]
    assert "leave a daemon behind" not in escaped


@pytest.mark.parametrize("layer", ALONE)
def test_each_layer_stops_its_own_kind_alone(layer: str) -> None:
    with Nursery((layer,)) as nursery:
        if layer not in nursery.standing().layers:
            pytest.skip(nursery.standing().sentence({layer}))
        escaped = selftest(nursery)
    assert not ALONE[layer] & set(escaped)
    others = set().union(*(names for other, names in ALONE.items() if other != layer))
    assert others & set(escaped)


def test_every_attempt_has_a_name_of_its_own() -> None:
    assert len({escape.name for escape in ESCAPES}) == len(ESCAPES)


def test_what_stood_in_the_self_test_must_stand_around_every_worker(own: Nursery, tmp_path: Path) -> None:
    (tmp_path / "handed_in").mkdir()
    assert demand(REQUIRED, own) == ""
    worker = Worker(own, str(tmp_path / "handed_in"), Limits())
    worker.end()
    own.layers = BARE
    with pytest.raises(MachineryError, match=r"a worker could not be made ready: .*seccomp \(it was left out\)"):
        Worker(own, str(tmp_path / "handed_in"), Limits())


def test_a_worker_that_lacks_what_is_required_does_not_serve(own: Nursery, tmp_path: Path) -> None:
    own.layers, own.required = BARE, frozenset({"seccomp"})
    with pytest.MonkeyPatch.context() as patch:
        # As if the grader didn't see it: the worker itself does.
        patch.setattr(nursery_module, "standing_in", lambda _told: Standing(LAYERS, {}))
        with pytest.raises(MachineryError, match="could not be made ready: ended its process with exit status 0"):
            Worker(own, str(tmp_path), Limits())


def test_what_stood_is_told_of_each_submission_by_itself(own: Nursery, tmp_path: Path) -> None:
    folders = [str(tmp_path / name) for name in ("one", "two", "three")]
    for folder, layers in zip(folders, (LAYERS, BARE), strict=False):
        Path(folder).mkdir()
        own.layers = layers
        Worker(own, folder, Limits()).end()
    assert "seccomp" in own.standing_around(folders[0]).layers
    assert own.standing_around(folders[1]).layers == BARE
    assert own.standing_around(folders[2]) == own.standing()  # nobody asked it anything


@pytest.mark.parametrize(
    "layers", [BARE, tuple(layer for layer in LAYERS if layer != "landlock")], ids=["bare", "no landlock"]
)
def test_where_a_layer_is_missing_the_sentence_says_which_and_what_to_do(layers: tuple[str, ...]) -> None:
    with Nursery(layers) as nursery, pytest.raises(MachineryError) as refused:
        demand(REQUIRED, nursery)
    sentence = str(refused.value)
    assert "landlock (it was left out)" in sentence
    # A worker that is another user is stopped by the file's mode.
    secret = "" if "user" in nursery.standing().layers else "read a secret file, "
    assert re.search(rf"so a submission could read the project, {secret}.* and \d+ more: ", sentence)
    assert sentence.endswith("or say --isolation=best-effort to go on without")
    assert "\n" not in sentence
    assert refused.value.exit_status == 3


def test_layers_that_stand_and_do_not_hold_are_told_too(own: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "selftest", lambda _nursery: ["fork"])
    own._first = Standing(LAYERS, {})
    with pytest.raises(MachineryError, match="all layers stand, and don't hold, so a submission could fork: "):
        demand(REQUIRED, own)


def test_best_effort_goes_on_and_says_in_one_line_what_is_missing(bare_nursery: Nursery) -> None:
    notice = demand(BEST_EFFORT, bare_nursery)
    assert "landlock (it was left out)" in notice
    assert notice.endswith("missing: grade only code that you trust")
    assert "\n" not in notice
    assert bare_nursery.required == frozenset()


def test_best_effort_says_nothing_where_nothing_is_needed(own: Nursery) -> None:
    assert demand(BEST_EFFORT, own) == ""
