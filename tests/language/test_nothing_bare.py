"""No sentence in a report goes around gettext: in a language that marks all that it says, nothing else is left."""

import gettext
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from string import Formatter

import pytest

from grader import language
from grader.exam import Exam
from grader.exam.reference import reference_at
from grader.language import speaking
from grader.marking.grade import grade
from grader.report.as_text import as_text
from grader.sandbox.nursery import Nursery

OPEN, CLOSE = "⟦", "⟧"
SAID = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
WORDS = re.compile(r"[A-Za-z]{2,} +[a-z]{2,}")  # two words of a sentence; names and formulas have no such thing

# Wrong in many ways: with and without a name, an exception in a call within a call, a float, nothing at all.
WRONG = {
    "conv": """
right_forward = conv_forward_naive

def conv_output_size(size, kernel, stride, pad):
    return 1 + (size + 2 * pad - kernel) / stride

def conv_forward_naive(x, w, b, conv_param):
    out, cache = right_forward(x, w, b, conv_param)
    return (out if len(w) == 1 else out[:, ::-1] * 2), cache

def conv_backward_naive(dout, cache):
    print("...")
    gradients = inner(dout)

def inner(dout):
    raise KeyError("pad")
""",
    "pooling": """
def max_pool_backward_naive(dout, cache):
    raise NotImplementedError

def avg_pool_forward_naive(x, pool_param):
    return None
""",
    "im2col": """
right_im2col = im2col

def im2col(x, HH, WW, stride=1, pad=0):
    return right_im2col(x, HH, WW, stride, pad).T

del col2im
""",
}


WRONG_AND_ONE_MORE = (
    "conv_output_size",
    "conv_forward_naive",
    "conv_backward_naive",
    "max_pool_forward_naive",
    "max_pool_backward_naive",
    "avg_pool_forward_naive",
    "im2col",
    "col2im",
)


class _Marking(gettext.NullTranslations):
    """Says every message in brackets, the fields left out of them."""

    def gettext(self, message: str) -> str:
        return "".join(
            (f"{OPEN}{text}{CLOSE}" if text.strip() else text) + (f"{{{field}}}" if field else "")
            for text, field, _spec, _conversion in Formatter().parse(message)
        )


_MARKING = _Marking()


def bare(report: str) -> list[str]:
    """The words of a report that stand in no brackets."""
    text = " ".join(report.split())
    return WORDS.findall(SAID.sub("|", text))


def test_a_bare_sentence_would_be_seen() -> None:
    assert bare(f"{OPEN}next: {CLOSE}do this") == ["do this"]
    assert not bare(f"x {OPEN}should be{CLOSE} (N, 2) {OPEN}, not{CLOSE}\n  dx[0, 0] = size + 2 * pad")


def test_every_sentence_about_a_very_broken_submission_can_be_translated(
    solutions_with: Callable[[str, str], Path],
    ask_only: Callable[[Iterable[str]], None],
    exam: Exam,
    nursery: Nursery,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask_only(WRONG_AND_ONE_MORE)
    folder = solutions_with("conv", WRONG["conv"])
    for stem in ("pooling", "im2col"):
        with (folder / f"{stem}.py").open("a", encoding="utf-8") as file:
            file.write(WRONG[stem])
    monkeypatch.setattr(
        language, "_translations", lambda name: _MARKING if name == "ko" else gettext.NullTranslations()
    )
    with speaking("ko"):  # in which misconceptions have no belief
        report = as_text(grade(folder, exam, nursery, reference=reference_at()))
    said = " ".join(report.split())
    for status in ("passed", "not yet", "not found", "not written yet", "raises", "your code printed:", "exam "):
        assert f"{OPEN}{status}{CLOSE}" in said
    assert not bare(report), report
