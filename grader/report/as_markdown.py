"""The report in Markdown, for an LMS's comment field or a repository: headings, a table, arrays as code.

Text enters by `_plain`, in which nothing is markup any more, or in lines of code, which nothing can end: a block of
code is indented, not fenced.
"""

import re

from grader.escape import page_text
from grader.language import _
from grader.report.as_text import WORDS, heading, points
from grader.report.blocks import block
from grader.report.result import CheckResult, ExerciseResult, Report

# Of CommonMark and of GitHub's additions to it: what is markup anywhere in a line, at its start, or as an address.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$@]")
_AT_START = re.compile(r"^(\s*(?:\d+(?=[.)])|(?=[#+=-])))(.)")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_CODE = re.compile(r"`([^`]*)`")
_TOLD = ("failed", "error", "timeout")
_MOST_PRINTED = 10  # lines


def as_markdown(report: Report) -> str:
    """The report. The same report gives the same text."""
    total = _("{submission}: {score} of {max_score} points")
    fields = {"score": points(report.score), "max_score": points(report.max_score)}
    lines = [f"# {_plain(total.format(submission=report.submission, **fields))}", "", *_table(report)]
    told: set[str] = set()
    for exercise in report.exercises:
        lines += _exercise(exercise, told)
    for note in report.notes:
        lines += ["", _plain(_("Note: {note}").format(note=note))]
    exam = _("exam {digest}").format(digest=report.exam[:12])
    return "\n".join([*lines, "", f"<sub>{_plain(exam)}</sub>", ""])


def refused_markdown(submission: str, reason: str) -> str:
    """What is told of a submission in which there is nothing to be graded."""
    not_graded = _("{submission}: not graded").format(submission=submission)
    return "\n".join([f"# {_plain(not_graded)}", "", _plain(reason), ""])


def _table(report: Report) -> list[str]:
    lines = [f"| {_('Exercise')} | {_('Points')} | {_('Result')} |", "|---|---:|---|"]
    for exercise in report.exercises:
        score = f"{points(exercise.score)} / {points(exercise.max_score)}"
        lines.append(f"| `{exercise.name}` | {score} | {_plain(_(WORDS[exercise.status]))} |")
    return lines


def _exercise(exercise: ExerciseResult, told: set[str]) -> list[str]:
    lines: list[str] = []
    if exercise.message and exercise.message not in told and exercise.status not in ("missing", "not_implemented"):
        told.add(exercise.message)
        lines += ["", _prose(exercise.message)]
    for check in exercise.checks:
        if check.status in _TOLD:
            lines += _check(check)
    waiting = [check for check in exercise.checks if check.status == "skipped" and check.message]
    if waiting:
        lines += ["", _("waiting for this:"), "", *(f"- {_prose(check.title)}" for check in waiting)]
    printed = "\n".join(exercise.printed)
    if printed and exercise.status != "passed" and printed not in told:
        told.add(printed)
        lines += ["", _("your code printed:"), *_code(list(exercise.printed[:_MOST_PRINTED]))]
    return ["", f"## {_plain(heading(exercise))}", *lines] if lines else []


def _check(check: CheckResult) -> list[str]:
    lines = ["", f"### ✗ {_prose(check.title)} ({points(check.max_score)})"]
    if check.message:
        lines += ["", _prose(check.message)]
    lines += _code([*check.frames])
    if check.same_as:
        return [*lines, "", _prose(_('It is the same fault as in "{title}"').format(title=check.same_as))]
    if check.counterexample:
        dims = " ".join(f"{key}={value}" for key, value in check.counterexample.items())
        lines += ["", _plain(_("smallest case: {dims}").format(dims=dims))]
    arrays = [line for name, text in check.arrays.items() for line in _array(name, text)]
    lines += _code([*arrays, *check.story])
    for sentence in check.seen:
        lines += ["", _prose(sentence)]
    if check.misconception:
        sentence = _("likely: {belief} ({name})") if check.belief else _("likely: {name}")
        lines += ["", _prose(sentence.format(belief=check.belief, name=check.misconception))]
    if check.hint:
        lines += ["", f"**{_prose(_('next: {hint}').format(hint=check.hint))}**"]
    return lines


def _array(name: str, text: str) -> list[str]:
    first, *others = block(text)
    return [f"{name} = {first}", *(f"{' ' * len(name)}   {line}" for line in others)]


def _code(lines: list[str]) -> list[str]:
    """A block of code: an indented line is never anything else, whatever is in it."""
    return ["", *(f"    {page_text(line)}" for line in lines)] if lines else []


def _prose(text: str) -> str:
    """A sentence in which `names` stand between backticks."""
    parts = _CODE.split(page_text(text))
    return "".join(f"`{part}`" if number % 2 else _escaped(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    """`text` in one line in which nothing is markup."""
    return _escaped(page_text(text))


def _escaped(text: str) -> str:
    text = _ANYWHERE.sub(lambda found: f"&#{ord(found[0])};" if found[0] in "<>&@" else f"\\{found[0]}", text)
    return _AT_START.sub(r"\1\\\2", _ADDRESS.sub(lambda found: f"&#{ord(found[0])};", text))
