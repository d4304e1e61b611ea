"""The network learns with the layers of others, the same each time, and ends when it is told to or when it must."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.compare import Mismatch
from grader.exam.hidden import SOLUTIONS
from grader.failure import StudentFailure
from grader.sandbox.nursery import Nursery
from grader.training.course import Outcome, course
from grader.training.curve import Look, Step
from grader.training.digits import Split, digits, split
from grader.training.layers import layers_of
from grader.training.learn import Diverged, Plan, learn
from grader.training.net import Network
from tests.explain.edited import edited
from tests.training.quiet import Quiet

SEEN = list[Step | Look]


@pytest.fixture(scope="module")
def few() -> Split:
    data = split(digits())
    return Split(data.train.some(slice(0, 320)), data.test.some(slice(0, 64)))


def learnt(path: Path, nursery: Nursery, data: Split, plan: Plan, most: int | None = None, filters: int = 4) -> SEEN:
    steps: Iterator[bool] = iter([False] * most + [True]) if most is not None else iter(lambda: False, True)
    generator = np.random.default_rng(1)
    with layers_of(path, nursery) as code:
        return list(learn(Network(code, generator, filters), data, plan, generator, lambda: next(steps)))


def losses(seen: SEEN) -> list[float]:
    return [one.loss for one in seen if isinstance(one, Step)]


def test_the_loss_begins_at_ln_10_and_falls(nursery: Nursery, few: Split) -> None:
    seen = learnt(SOLUTIONS, nursery, few, Plan(epochs=6, rate=0.4), filters=12)
    assert losses(seen)[0] == pytest.approx(np.log(10), abs=0.1)
    assert np.mean(losses(seen)[-5:]) < 1.5
    assert [one.steps for one in seen if isinstance(one, Look)] == [0, 10, 20, 30, 40, 50, 60]
    assert isinstance(seen[-1], Look)
    assert seen[-1].accuracy > 0.5


def test_right_layers_of_anybody_s_give_the_same_curve(nursery: Nursery, few: Split, tmp_path: Path) -> None:
    own_start = edited(tmp_path, "conv_layer", "np.zeros(out_channels)", "np.full(out_channels, 3.0)")
    plan = Plan(epochs=1)
    first, again, others = (losses(learnt(path, nursery, few, plan)) for path in (SOLUTIONS, SOLUTIONS, own_start))
    assert first == again == others


def test_who_is_told_to_stop_looks_at_what_was_learnt(nursery: Nursery, few: Split) -> None:
    seen = learnt(SOLUTIONS, nursery, few, Plan(epochs=2), most=3)
    assert [type(one) for one in seen] == [Look, Step, Step, Step, Look]
    assert len(learnt(SOLUTIONS, nursery, few, Plan(epochs=2), most=0)) == 1


def test_caches_don_t_pile_up_at_the_desk(nursery: Nursery, few: Split, tmp_path: Path) -> None:
    """With 300 MiB in each cache, the memory of a worker has room for a few, not for those of ten steps."""
    heavy = edited(
        tmp_path, "pooling", "return out, (x, pool_param)\n    # END SOLUTION\n\n\ndef max_pool_backward_naive",
        "return out, Cache((x, pool_param))\n\n\nclass Cache(tuple):\n    def __init__(self, _):\n"
        "        self.ballast = np.empty(300 * 2**17)\n\n\ndef max_pool_backward_naive",
    )  # fmt: skip
    assert len(losses(learnt(heavy, nursery, few, Plan(epochs=1)))) == 10


def test_a_loss_that_is_no_number_ends_it(nursery: Nursery, few: Split, tmp_path: Path) -> None:
    wrong = edited(tmp_path, "conv_layer", "self.bias - lr * self.bias_grad", "self.bias + np.nan")
    with pytest.raises(Diverged):
        learnt(wrong, nursery, few, Plan(epochs=1))


def test_an_array_of_another_shape_is_told_and_calculated_with_no_more(
    nursery: Nursery, few: Split, tmp_path: Path
) -> None:
    wrong = edited(tmp_path, "conv_layer", "return out.reshape(N, F, H_out, W_out)", "return out")
    with pytest.raises(Mismatch, match=r"^Conv2d.forward.shape is \(32, 4, 64\), expected \(32, 4, 8, 8\).$"):
        learnt(wrong, nursery, few, Plan(epochs=1))


def test_a_layer_that_isn_t_there_can_t_be_asked(nursery: Nursery, tmp_path: Path) -> None:
    (tmp_path / "conv.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(StudentFailure, match="missing"), layers_of(tmp_path, nursery):
        pass


def broken(path: Path, nursery: Nursery) -> tuple[Outcome, Quiet]:
    screen = Quiet()
    return course(path, nursery, Plan(epochs=1), 4, None, screen), screen


def test_code_that_raises_in_the_middle_is_told_with_its_line_and_what_was_seen_is_kept(
    nursery: Nursery, tmp_path: Path
) -> None:
    path = edited(
        tmp_path,
        "conv_layer",
        "self.weight = self.weight - lr",
        "1 / (lr < 0.19)\n        self.weight = self.weight - lr",
    )
    outcome, _screen = broken(path, nursery)
    assert outcome.trouble[0].startswith("Conv2d" if "Conv2d" in outcome.trouble[0] else "update")
    assert "ZeroDivisionError: division by zero (conv_layer.py, line" in outcome.trouble[0]
    assert len(outcome.shown.curve.looks) == 1


def test_what_the_code_prints_is_kept_in_part_and_escaped(nursery: Nursery, tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        "conv_layer",
        "N, _, H, W = x.shape",
        "print('\\x1b[2J' + 'seen', end=' ')\n        N, _, H, W = x.shape",
    )
    outcome, screen = broken(path, nursery)
    assert outcome.printed[0].startswith("\\x1b[2Jseen")
    assert outcome.trouble == ()
    assert any("ln 10 = 2.303" in sentence for sentence in screen.said)
