"""The desk as lines of a screen: title, progress over all, the exercise, its hints, and the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.language import N_, _
from grader.report import hint_as_text
from grader.report.as_text import WORDS, details, points
from grader.report.paint import Paint
from grader.report.wrapped import WIDTH, columns, cut, folded, wrapped
from grader.watch.desk import Desk

_BAR = 30  # columns
_LEAST_WIDTH = 10
_AROUND = 5  # lines that are not the exercise's: title, progress, two that are empty or tell how to scroll, keys
_KEYS = (
    ("h", N_("hint")),
    ("n", N_("next")),
    ("p", N_("back")),
    ("r", N_("grade again")),
    ("q", N_("quit")),
)


@dataclass(frozen=True)
class Window:
    """How much fits: `rows` is None where there is no end to it. `is_busy`: the exercise is being graded."""

    rows: int | None
    width: int
    colour: bool
    is_busy: bool = False
    notice: str = ""


def lines(desk: Desk, window: Window) -> list[str]:
    """What is to be seen, as many lines as fit at most. Puts right how far the desk is scrolled."""
    paint = Paint(window.colour)
    width = max(_LEAST_WIDTH, window.width)
    body, hint_at = _body(desk, window, paint, min(width, WIDTH))
    head = [paint("bold", cut(_title(desk), width)), cut(_bar(desk), width), ""]
    keys = paint("dim", cut(" · ".join(f"{key} {_(name)}" for key, name in _KEYS), width - 1))
    if window.rows is None:
        return [*head, *body, "", keys]
    room = max(1, window.rows - _AROUND)
    if desk.looks_at_hint:
        desk.scrolled = hint_at
    desk.scrolled = max(0, min(desk.scrolled, len(body) - room))
    shown = body[desk.scrolled : desk.scrolled + room]
    below = len(body) - desk.scrolled - len(shown)
    more = paint("yellow", cut(_more(below, desk.scrolled), width)) if len(shown) < len(body) else ""
    filled = [*shown, *[""] * (room - len(shown))]
    return [*head, *filled, more, keys][: window.rows]


def progress(desk: Desk) -> str:
    """How much is done of all exercises: one sentence."""
    total = sum(exercise.points for exercise in desk.exercises)
    results = [desk.results[one.name] for one in desk.exercises if one.name in desk.results]
    done = sum(result.status == "passed" for result in results)
    sentence = _("{score} of {max_score} points, {done} of {count} exercises done")
    score = points(sum(result.score for result in results))
    return sentence.format(score=score, max_score=points(total), done=done, count=len(desk.exercises))


def _title(desk: Desk) -> str:
    number = desk.exercises.index(desk.exercise) + 1
    sentence = _("{name} in {stem}.py, {number} of {count}")
    exercise = desk.exercise
    return sentence.format(name=exercise.name, stem=exercise.stem, number=number, count=len(desk.exercises))


def _bar(desk: Desk) -> str:
    total = sum(exercise.points for exercise in desk.exercises)
    score = sum(desk.results[one.name].score for one in desk.exercises if one.name in desk.results)
    full = int(_BAR * score / total)  # the last column is for who has everything
    told = progress(desk) if desk.results else "..."  # not 0 points, where nothing is known yet
    return f"[{'#' * full}{'-' * (_BAR - full)}] {told}"


def _more(below: int, above: int) -> str:
    if below:
        return _("... {count} more lines: space or ↓, or a larger window").format(count=below)
    return _("... {count} lines above: b or ↑").format(count=above)


def _body(desk: Desk, window: Window, paint: Paint, width: int) -> tuple[list[str], int]:
    """All that is said of the exercise, and the line at which its last opened hint begins."""
    body = [_verdict(desk, window, paint), "", *_told(desk, paint)]
    hint_at = 0
    for level in range(1, desk.hints.get(desk.exercise.name, 0) + 1):
        head, *others = hint_as_text.head(desk.exercise, level)
        body += [] if body[-1] == "" else [""]
        hint_at = len(_narrow(body, width))
        body += [paint("bold", head), *others, *hint_as_text.step(desk.exercise, level)]
    while body and not body[-1]:
        body.pop()
    return _narrow(body, width), hint_at


def _narrow(body: Sequence[str], width: int) -> list[str]:
    return [part for line in body for part in (folded(line, width) if columns(line) > width else [line])]


def _verdict(desk: Desk, window: Window, paint: Paint) -> str:
    busy = f"  {paint('dim', window.notice or _('grading ...'))}" if window.is_busy else ""
    if desk.told is None or desk.told.result is None:
        return busy.strip()
    result = desk.told.result
    colour = {"passed": "green", "not_implemented": "yellow", "missing": "yellow"}.get(result.status, "red")
    sentence = _("{status}: {score} of {max_score} points")
    score, max_score = points(result.score), points(result.max_score)
    verdict = sentence.format(status=_(WORDS[result.status]), score=score, max_score=max_score)
    return paint(colour, verdict) + busy


def _told(desk: Desk, paint: Paint) -> list[str]:
    news = desk.told
    if news is None:
        return []
    if news.result is None:
        return wrapped(news.sentence, "", "")
    told = _praise(desk) if news.result.status == "passed" else details(news.result, paint)
    if news.result.status == "not_implemented":
        sentence = _(
            "Open {stem}.py, look for {name}, and write your code in place of the line below YOUR CODE HERE. Whenever "
            "you save, it is graded again. If you don't know how to begin, press h."
        )
        told += wrapped(sentence.format(stem=desk.exercise.stem, name=desk.exercise.name), "  ", "  ")
    for note in news.notes:
        told += wrapped(_("Note: {note}").format(note=note), "", "      ")
    return told


def _praise(desk: Desk) -> list[str]:
    if desk.is_done:
        sentence = _("Well done, that was the last one: everything is right.")
        return wrapped(sentence, "  ", "  ")
    sentence = _("Well done, {name} is right. Press n to go on with {next}.")
    return wrapped(sentence.format(name=desk.exercise.name, next=desk.following.name), "  ", "  ")
