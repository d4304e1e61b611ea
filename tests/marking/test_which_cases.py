"""Which cases a check looks at, and the features of cases that this goes by."""

from typing import Any

import numpy as np
import pytest

from grader.case import ConvCase, LayerCase, PoolCase, SizeCase, SpeedCase, WindowCase
from grader.exercise import Check
from grader.which import at_most, exactly, rest, twinned, within, without_twin
from tests.marking.fakes import case

PLAIN = case(1.0)
A, B, AB, ABC = (case(1.0, traits=traits) for traits in ("a", "b", "a b", "a b c"))
ALL = (PLAIN, A, B, AB, ABC)


def looked_at(applies: Any) -> list[Any]:
    return [each for each in ALL if applies(each)]


def test_exactly_the_features_and_no_others() -> None:
    assert looked_at(exactly()) == [PLAIN]
    assert looked_at(exactly("a")) == [A]
    assert looked_at(exactly("a", "b")) == [AB]


def test_one_feature_may_be_ignored() -> None:
    assert looked_at(exactly("a", ignoring="b")) == [A, AB]
    assert looked_at(exactly(ignoring="b")) == [PLAIN, B]


def test_at_most_these_features() -> None:
    assert looked_at(at_most("a", "b")) == [PLAIN, A, B, AB]


def test_at_least_one_of_these_features_and_no_others() -> None:
    assert looked_at(within("a", "b")) == [A, B, AB]
    assert looked_at(within("a", ignoring="b")) == [A, AB]


def test_the_rest_is_what_other_checks_leave() -> None:
    def check(applies: Any) -> Check:
        return Check("name", "title", 1, "hint", lambda *_: None, applies)

    assert looked_at(rest(check(exactly()), check(within("a", "b")))) == [ABC]


def conv(H: int = 3, W: int = 3, HH: int = 2, WW: int = 2, stride: int = 1, pad: int = 0, **more: Any) -> ConvCase:
    N, C, F, bias = (more.get(key, 1) for key in ("N", "C", "F", "bias"))
    dout = np.ones((N, F, 1 + (H + 2 * pad - HH) // stride, 1 + (W + 2 * pad - WW) // stride))
    b = np.full(F, bias) if "bias" in more else np.zeros(F)
    return ConvCase(np.ones((N, C, H, W)), np.ones((F, C, HH, WW)), b, dout, stride, pad)


def pool(H: int, W: int, height: int, width: int, stride: int, first: float = 1.0, **more: int) -> PoolCase:
    x = np.full((more.get("N", 1), more.get("C", 1), H, W), first)
    return PoolCase(x, np.ones((1, 1, 1, 1)), height, width, stride)


@pytest.mark.parametrize(
    ("given", "features"),
    [
        (conv(), ""),
        (conv(bias=0.5), "bias"),
        (conv(bias=-0.5), "bias"),
        (conv(pad=2), "padding"),
        (conv(H=4, W=4, stride=2), "stride"),
        (conv(stride=2), "stride floor"),
        (conv(H=4, W=5, stride=2), "stride floor rectangular"),
        (conv(W=4), "rectangular"),
        (conv(HH=1), "rectangular"),
        (conv(H=3, W=4, HH=2, WW=3), "rectangular"),
        (conv(N=2), "several"),
        (conv(C=2), "several"),
        (conv(F=2), "several"),
        (pool(4, 4, 2, 2, 2), ""),
        (pool(3, 3, 2, 2, 1), "overlap"),
        (pool(5, 5, 2, 2, 3), "gaps"),
        (pool(5, 5, 2, 2, 2), "floor"),
        (pool(4, 3, 2, 1, 1), "overlap rectangular"),
        (pool(4, 4, 1, 3, 2), "overlap gaps floor rectangular"),
        (pool(4, 4, 2, 2, 2, first=-1.0), "negative"),
        (pool(4, 4, 2, 2, 2, first=0.0), ""),
        (pool(4, 4, 2, 2, 2, N=2), "several"),
        (pool(4, 4, 2, 2, 2, C=2), "several"),
        (SizeCase(5, 3, 1, 0), ""),
        (SizeCase(5, 3, 1, 1), "padding"),
        (SizeCase(5, 3, 2, 0), "stride"),
        (SizeCase(6, 3, 2, 0), "stride floor"),
        (LayerCase(1, 2, 3), ""),
        (SpeedCase(1, 1, 3, 3, 1, 2, 2, 0, 5), ""),
        (WindowCase(np.ones((2, 1, 3, 3)), np.ones((8, 4)), 2, 2, 1, 1), "several padding"),
    ],
)
def test_a_case_knows_what_it_needs(given: Any, features: str) -> None:
    assert given.features == frozenset(features.split())


def test_a_case_has_a_twin_or_has_none() -> None:
    alone = conv()
    paired = ConvCase(alone.x, alone.w, alone.b, alone.dout, 1, 0, twin=alone)
    assert (twinned(alone), without_twin(alone)) == (False, True)
    assert (twinned(paired), without_twin(paired)) == (True, False)


def test_the_magnitude_of_a_case_has_absolute_values_everywhere() -> None:
    x = np.array([[[[-1.0, 2.0], [3.0, -4.0]]]])
    twin = ConvCase(-2 * x, x, np.array([-1.0]), x, 1, 0)
    whole = ConvCase(x, -x, np.array([-5.0]), x[:, :, :1, :1], 2, 1, "negative", twin=twin).magnitude()
    assert np.array_equal(whole.x, np.abs(x))
    assert np.array_equal(whole.w, np.abs(x))
    assert whole.b.tolist() == [5.0]
    assert (whole.stride, whole.pad, whole.values) == (2, 1, "negative")
    assert whole.twin is not None
    assert np.array_equal(whole.twin.x, 2 * np.abs(x))
