"""Whatever a student's code says, prints or is called, no report carries it to a terminal as it is."""

import unicodedata
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.answer import Answer, Expected, Implementation
from grader.compare import Mismatch, expect_equal, expect_number
from grader.escape import printable
from grader.failure import Failure, StudentFailure
from grader.intake.left_out import LeftOut, Reason
from grader.intake.names import readable_name
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.report.as_json import as_json
from grader.report.as_text import as_text
from tests.marking.fakes import Code, doubling, exam_of
from tests.report.reports import report

UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

# Letters of all kinds, with those that do harm among them more often than chance would have it.
harmful = st.sampled_from("\x1b\x00\x07\b\r\n\t\x7f\x9b\u200b\u202e\u2066\u2028\u2029\ufeff\ud800\U000e0041")
texts = st.text(st.one_of(harmful, st.characters()), max_size=60)
KINDS = ["missing", "not_implemented", "unloadable", "raised", "bad_return", "timeout", "crashed"]
WHATS = ["none", "one", "count", "type", "dtype", "size", "number", "not_callable", "wire"]
FACTS = ["type", "message", "path", "outcome", "whole", "how", "similar", "got", "dtype", "shape", "wanted"]

values = st.one_of(texts, st.integers(-9, 99), st.none(), st.booleans(), st.tuples(texts, st.integers(), texts))
frames = st.one_of(values, st.tuples(st.tuples(texts, values, texts)), st.lists(values, max_size=3).map(tuple))
facts = st.fixed_dictionaries(
    {},
    optional={
        "what": st.one_of(st.sampled_from(WHATS), values),
        "frames": frames,
        "seconds": st.one_of(st.none(), st.floats(0, 10)),
        **dict.fromkeys(FACTS, values),
        "position": values,
    },
)
failures = st.builds(Failure, st.sampled_from(KINDS), st.just("double"), facts)


def is_safe(text: str) -> bool:
    return not any(unicodedata.category(char) in UNSAFE for char in text)


def noted(name: str) -> tuple[str, ...]:
    """The notes on a file that was left out."""
    left_out = LeftOut()
    left_out.add(Reason.LINK, name)
    return left_out.notes()


@given(failures)
@settings(max_examples=120)
def test_every_way_to_fail_is_one_safe_sentence(failure: Failure) -> None:
    assert is_safe(failure.sentence())
    assert is_safe(failure.hint())
    assert len(failure.sentence()) < 6000


@given(failures, st.binary(max_size=200), texts)
@settings(max_examples=60)
def test_a_hostile_submission_s_report_is_safe_in_every_form(failure: Failure, printed: bytes, name: str) -> None:
    def function(x: Any) -> Any:
        if x[0] < 0:
            raise StudentFailure(failure)
        return 0 * x, x

    exercise = doubling()
    code = cast(Implementation, Code(double=function))
    result = mark(exercise, sit(exercise, exam_of(exercise), code), printed + "\x1b[2J\u202e".encode()).result
    told = report(result, submission=printable(name), notes=noted(name))
    text, content = as_text(told), as_json(told)
    assert all(is_safe(line) for line in text.split("\n"))
    assert all(is_safe(line) for line in content.split("\n"))
    text.encode()
    content.encode()


@given(texts)
def test_a_file_s_name_is_safe_where_it_is_told(name: str) -> None:
    raw = name.encode("utf-8", "surrogatepass")
    assert all(is_safe(sentence) for sentence in noted(readable_name(raw)))


@given(texts, texts)
def test_a_changed_value_is_safe_where_it_is_told(value: str, key: str) -> None:
    for got in (value, {key: value}):
        with pytest.raises(Mismatch) as raised:
            expect_equal("conv_param", got, {"stride": 1})
        assert is_safe(str(raised.value))
    with pytest.raises(Mismatch) as raised:
        expect_number("size", Answer({"size": value}), Expected({"size": 3}))
    assert is_safe(str(raised.value))


def test_the_letters_of_these_tests_do_harm() -> None:
    assert not is_safe("\x1b")
    assert not is_safe("\u202e")
    assert is_safe("한글 · … é ∑")
