"""The smallest case shows the same fault as the exam's, with fewer and plainer numbers."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.reference import Reference
from grader.explain.plainest import plainest
from grader.explain.small_cases import Plain
from grader.marking.grade import grade
from grader.sandbox.nursery import Nursery
from tests.explain.edited import edited, explained, failed_checks

Chosen = Callable[[Iterable[str]], None]

SUM = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))\n    out"
RETURN = "    return out, (x, w, b, conv_param)"

# stem, right, wrong; exercise, check; the smallest dims that a fault needs.
FAULTS = {
    "the sum is negative": (
        *("conv", SUM, SUM.replace("np.sum", "-np.sum"), "conv_forward_naive", "plain"),
        {"N": 1, "C": 1, "H": 1, "W": 1, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 0},
    ),
    "edges are repeated": (
        *("conv", PAD, PAD.replace("pad)))", "pad)), mode='edge')"), "conv_forward_naive", "padding"),
        {"N": 1, "C": 1, "H": 1, "W": 1, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 1},
    ),
    "the kernel is turned round": (
        *("conv", SUM, SUM.replace("w[f]", "w[f, :, ::-1, ::-1]"), "conv_forward_naive", "plain"),
        {"N": 1, "C": 1, "H": 2, "W": 2, "F": 1, "HH": 2, "WW": 2, "stride": 1, "pad": 0},
    ),
    "the last window alone": (
        *("conv", "dw[f] += dout", "dw[f] = dout", "conv_backward_naive", "dw_plain"),
        {"N": 1, "C": 1, "H": 2, "W": 2, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 0},
    ),
    "db is a mean over images": (
        *("conv", "return dx, dw, db", "return dx, dw, db / N", "conv_backward_naive", "db"),
        {"N": 2, "C": 1, "H": 1, "W": 1, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 0},
    ),
    "padding counts once": (
        *("conv", "1 + (size + 2 * pad - kernel)", "1 + (size + pad - kernel)", "conv_output_size", "size_padding"),
        {"size": 1, "kernel": 1, "stride": 1, "pad": 1},
    ),
    "channels and rows change places": (
        *("im2col", "transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 1, 3, 2)", "im2col", "cols_plain"),
        {"N": 1, "C": 1, "H": 2, "W": 2, "HH": 2, "WW": 2, "stride": 1, "pad": 0},
    ),
    "a mean of too few": (
        *("pooling", "total /= count", "total /= len(places) - 1 or 1", "avg_pool_forward_naive", "avg_tiles"),
        {"N": 1, "C": 1, "H": 2, "W": 2, "pool_height": 2, "pool_width": 2, "stride": 2},
    ),
    "something is raised with padding": (
        *("conv", PAD, PAD.replace("    out", "    x[pad]\n    out"), "conv_forward_naive", "shape"),
        {"N": 1, "C": 1, "H": 1, "W": 1, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 1},
    ),
    "x is written to": (
        *("conv", RETURN, f"    x[0] = 7\n{RETURN}", "conv_forward_naive", "inputs_unchanged"),
        {"N": 1, "C": 1, "H": 1, "W": 1, "F": 1, "HH": 1, "WW": 1, "stride": 1, "pad": 0},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_shown_by_the_smallest_case_that_has_it(
    fault: str, tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    stem, right, wrong, exercise, check, dims = FAULTS[fault]
    ask_only([exercise])
    told = failed_checks(explained(edited(tmp_path, stem, right, wrong), exam, nursery))[check]
    assert told.counterexample == dims
    for text in told.arrays.values():
        assert all(abs(number) <= 50 for number in _numbers(ast.literal_eval(text)))


def test_the_same_case_is_found_again(tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen) -> None:
    ask_only(["max_pool_backward_naive"])
    path = edited(tmp_path, "pooling", "np.add(pixels, gradient, out=pixels)", "pixels[...] = gradient")
    first, second = (failed_checks(explained(path, exam, nursery))["max_dx_overlap"] for _ in range(2))
    assert (first.counterexample, first.arrays, first.story) == (second.counterexample, second.arrays, second.story)
    assert first.arrays["x"]


def test_what_only_odd_numbers_show_is_shown_by_tenths(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_forward_naive"])
    path = edited(tmp_path, "conv", "np.zeros((N, F, H_out, W_out))", "np.zeros((N, F, H_out, W_out), np.float32)")
    told = failed_checks(explained(path, exam, nursery))
    assert "0.2" in told["padding"].arrays["w"]
    assert "float32" in told["padding"].message


def test_a_fault_that_shows_in_large_cases_alone_is_shown_by_the_exam_s(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_forward_naive"])
    path = edited(tmp_path, "conv", RETURN, f"    out += x.shape[1] > 5\n{RETURN}")
    told, known = (
        failed_checks(report)["combined"] for report in (explained(path, exam, nursery), grade(path, exam, nursery))
    )
    assert (told.counterexample, told.message) == (known.counterexample, known.message)


def test_a_fault_that_needs_the_calls_before_is_not_shown_by_a_case_that_passes_alone(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_backward_naive"])
    kept = "vars(np).setdefault(f'kept{b.shape}', np.zeros(b.shape))"
    path = edited(tmp_path, "conv", "db = np.zeros(b.shape)", f"db = {kept}")
    told = failed_checks(explained(path, exam, nursery))["db"]
    known = failed_checks(grade(path, exam, nursery))["db"]
    assert (told.counterexample, told.message) == (known.counterexample, known.message)


def test_what_ends_its_process_is_not_asked_for_more(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_forward_naive"])
    path = edited(tmp_path, "conv", RETURN, f"    if pad:\n        import os\n        os._exit(3)\n{RETURN}")
    assert failed_checks(explained(path, exam, nursery)) == failed_checks(grade(path, exam, nursery))


def test_the_search_ends_where_the_process_ends(tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen) -> None:
    # Wrong where all numbers are odd ones, and no process any more where some are plain: the search comes there.
    ask_only(["conv_forward_naive"])
    odd = "    odd = [np.any(a % 1 != 0) for a in (x, w)]\n    if all(odd):\n        out = -out\n"
    ends = "    elif any(odd):\n        import os\n        os._exit(3)\n"
    path = edited(tmp_path, "conv", RETURN, odd + ends + RETURN)
    report = explained(path, exam, nursery)
    assert not report.trouble
    assert failed_checks(report)


def test_a_search_whose_answers_change_finds_nothing() -> None:
    asked: list[Plain] = []

    def fails(plain: Plain) -> bool:
        asked.append(plain)
        return asked.count(plain) == 1 and plain.numbers == ("tenths",)

    assert plainest([(("N", 1),)], [("ones", "tenths")], fails) is None
    assert len(asked) > 1


@pytest.mark.parametrize("number", ["1e308", "np.where(np.arange(out.size).reshape(out.shape) % 2, 1.7e308, -1.7e308)"])
def test_numbers_that_overflow_are_told_like_any_other(
    number: str, tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_forward_naive"])
    path = edited(tmp_path, "conv", RETURN, f"    out = out * 0 + {number}\n{RETURN}")
    report = grade(path, exam, nursery, reference=Reference())  # a warning would be an error here
    assert not report.trouble
    assert "expected" in failed_checks(report)["plain"].message


def test_without_a_reference_the_exam_s_case_is_told(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_forward_naive"])
    told = failed_checks(grade(edited(tmp_path, "conv", SUM, SUM.replace("np.sum", "-np.sum")), exam, nursery))
    like = [dict(case.dims) for case in exam.cases["ConvCase"]]
    assert told["plain"].counterexample in like


def test_a_check_fails_in_the_same_way_on_the_smallest_case(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    # With two rows or more it raises; with one, which would be smaller, it is only wrong.
    ask_only(["conv_forward_naive"])
    raises = "    if W_out > 1:\n        raise IndexError\n    out = -out\n"
    path = edited(tmp_path, "conv", RETURN, raises + RETURN)
    known, told = failed_checks(grade(path, exam, nursery)), failed_checks(explained(path, exam, nursery))
    assert known.keys() == told.keys()
    for name, check in told.items():
        assert (check.status, check.raised) == (known[name].status, known[name].raised)


def _numbers(value: object) -> list[float]:
    if isinstance(value, list):
        return [number for item in value for number in _numbers(item)]
    if isinstance(value, dict):
        return list(value.values())
    assert isinstance(value, int | float)
    return [value]


def test_a_machine_without_hypothesis_tells_the_exam_s_case(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_only(["conv_forward_naive"])
    path = edited(tmp_path, "conv", SUM, SUM.replace("np.sum", "-np.sum"))
    monkeypatch.setattr("grader.explain.smallest.find_spec", lambda _name: None)
    told = failed_checks(explained(path, exam, nursery))["plain"]
    known = failed_checks(grade(path, exam, nursery))["plain"]
    assert told.counterexample == known.counterexample


def test_a_dict_with_its_keys_the_other_way_round_is_part_of_the_case(
    tmp_path: Path, exam: Exam, nursery: Nursery, ask_only: Chosen
) -> None:
    ask_only(["conv_forward_naive"])
    named = 'stride, pad = conv_param["stride"], conv_param["pad"]\n    N, _, H, W = x.shape'
    by_order = "stride, pad = conv_param.values()\n    N, _, H, W = x.shape"
    told = failed_checks(explained(edited(tmp_path, "conv", named, by_order), exam, nursery))
    dims = told["shape"].counterexample
    assert dims is not None
    assert told["shape"].arrays["conv_param"] == f'{{"pad": {dims["pad"]}, "stride": {dims["stride"]}}}'
