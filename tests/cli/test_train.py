"""`train`: nothing is trained that the grader finds wrong; what is right learns, and leaves a picture."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.exam.hidden import SOLUTIONS
from grader.training.layers import ASKED
from tests.architecture.modules import PROJECT
from tests.cli.conftest import Run
from tests.cli.signals import listening
from tests.explain.edited import edited

STUB = '"""Set up'  # the first line of Conv2d's first method


@pytest.fixture
def quick(exam_file: Path, tmp_path: Path) -> list[object]:
    """Options for a training that is as short as can be."""
    return ["--exam", exam_file, "--epochs", 1, "--filters", 4, "--picture", tmp_path / "shown" / "training.png"]


def test_right_layers_learn_and_leave_a_picture(run: Run, quick: list[object], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="Matplotlib draws the picture")
    ran = run("train", SOLUTIONS, *quick, "--rate", 0.4)
    assert (ran.status, ran.err) == (0, "")
    found = re.search(
        r"\nThe loss begins at ([\d.]+)\. .*\nepoch 1 of 1: loss ([\d.]+), ([\d.]+) % of the test", ran.out
    )
    assert found
    first, loss, right = map(float, found.groups())
    assert first == pytest.approx(2.3, abs=0.2)
    assert loss < 2.0
    assert right > 40
    assert "% of 360 test images are right, after 45 steps in " in ran.out
    assert (tmp_path / "shown" / "training.png").read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_it_learns_and_says_how_to_get_the_picture(
    run: Run, quick: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "grader.training.picture", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib.axes", None)
    ran = run("train", SOLUTIONS, *quick)
    assert (ran.status, ran.err) == (0, "")
    assert "needs Matplotlib: run `make train`, or `pip install matplotlib`" in ran.out.replace("\n", " ")
    assert not (tmp_path / "shown").exists()


def test_a_picture_that_can_t_be_written_costs_nothing_else(run: Run, exam_file: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="Matplotlib draws the picture")
    ran = run("train", SOLUTIONS, "--exam", exam_file, "--epochs", 1, "--filters", 1, "--picture", tmp_path)
    assert ran.status == 2
    assert ran.sentence == f"grader: can't write {tmp_path}: Is a directory. Choose another --picture FILE"
    assert "% of 360 test images are right" in ran.out


def test_what_is_not_written_yet_is_named(run: Run, quick: list[object], tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    path = edited(tmp_path / "own", "conv_layer", STUB, f"raise NotImplementedError\n        {STUB}")
    ran = run("train", path, *quick)
    assert ran.status == 1
    assert ran.out.startswith("Nothing is trained yet: Conv2d comes first.\n\nConv2d (conv_layer.py)\n")
    assert "`make hint EXERCISE=Conv2d` helps" in ran.out
    assert "epoch" not in ran.out


def test_a_wrong_layer_is_told_with_its_hint_and_learns_nothing(run: Run, quick: list[object], tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    path = edited(tmp_path / "own", "conv_layer", "        self.bias_grad = dout.sum(axis=(0, 2, 3))\n", "")
    ran = run("train", path, *quick)
    assert (ran.status, ran.err) == (1, "")
    assert "\n  x `backward(dout)` returns dx and leaves `weight_grad` and `bias_grad`" in ran.out
    assert "    next: " in ran.out
    assert "epoch" not in ran.out
    assert not (tmp_path / "shown").exists()


def test_all_that_is_missing_is_named_and_the_first_one_told(run: Run, quick: list[object], tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("x = 1\n", encoding="utf-8")
    ran = run("train", tmp_path / "empty.py", *quick)
    assert ran.status == 1
    assert all(name in ran.out for name in ASKED)


def test_a_loss_that_is_no_number_is_told_and_a_smaller_rate_named(
    run: Run, quick: list[object], tmp_path: Path
) -> None:
    (tmp_path / "own").mkdir()
    learns_too_much = "(self.bias if lr != 0.6 else np.nan) - lr * self.bias_grad"
    path = edited(tmp_path / "own", "conv_layer", "self.bias - lr * self.bias_grad", learns_too_much)
    ran = run("train", path, *quick, "--rate", 0.6)
    assert ran.status == 1
    assert "The loss is no number any more" in ran.out
    assert "RATE=0.15" in ran.out


@pytest.mark.parametrize("option", [("--epochs", "0"), ("--rate", "nan"), ("--filters", "2.5"), ("--seconds", "x\x1b")])
def test_numbers_that_make_no_sense_are_refused(run: Run, option: tuple[str, str]) -> None:
    ran = run("train", SOLUTIONS, *option)
    assert ran.status == 2
    assert f"argument {option[0]}: " in ran.sentence
    assert "\x1b" not in ran.err


def test_after_ctrl_c_what_was_learnt_is_told_and_shown(exam_file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "grader", "train", str(SOLUTIONS), "--exam", str(exam_file), "--epochs", "1000"]
    command += ["--filters", "2", "--lang", "en", "--picture", str(tmp_path / "training.png")]
    with (
        listening(signal.SIGINT),
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running,  # noqa: S603
    ):
        assert running.stdout is not None
        assert any(line.startswith("epoch 1 of 1000") for line in running.stdout)  # waits for it
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, "")
    assert "Stopping, with a last look at the test images." in out
    assert re.search(r"\n[\d.]+ % of 360 test images are right, after \d+ steps in", out)
