"""The report for a terminal: plain text of 80 columns, with colour where the terminal has it.

Text enters by `wrapped` or `cut` alone, and is made safe there.
"""

from grader.escape import terminal_line
from grader.failure import NOTHING_THERE
from grader.language import N_, _
from grader.report.blocks import block
from grader.report.paint import Paint
from grader.report.result import CheckResult, ExerciseResult, Report
from grader.report.wrapped import WIDTH, columns, cut, wrapped

_TOLD_AT_THE_END = ("missing", "not_implemented")
MOST_WAITING = 4  # checks that are named when they wait for another
MOST_PRINTED = 10  # lines of what the student's code printed

WORDS = {
    "passed": N_("passed"),
    "failed": N_("not yet"),
    "missing": N_("not found"),
    "not_implemented": N_("not written yet"),
    "error": N_("raises"),
    "timeout": N_("too slow"),
    "crashed": N_("crashes"),
    "machinery": N_("not graded"),
}


def as_text(report: Report, colour: bool = False) -> str:
    """The scores, then for each check that failed: what is wrong, the smallest case, and one next step."""
    paint = Paint(colour)
    lines = [*_table(report, paint), ""]
    told: dict[str, str] = {}  # what several exercises have in common is told in the first of them
    for exercise in report.exercises:
        lines += _details(exercise, paint, told)
    lines += _missing(report) + _next_exercise(report, paint)
    for note in report.notes:
        lines += wrapped(_("Note: {note}").format(note=note), "", "      ")
    exam = _("exam {digest}").format(digest=report.exam[:12])
    duration = _("{seconds} s").format(seconds=f"{report.duration_s:.1f}")
    lines.append(paint("dim", f"{exam} · {duration}" if report.duration_s else exam))
    return "\n".join(lines) + "\n"


def details(exercise: ExerciseResult, paint: Paint) -> list[str]:
    """What is told of one exercise alone: for each check that failed, what is wrong; else what no status says."""
    if exercise.status in _TOLD_AT_THE_END:
        is_known = exercise.status == "not_implemented" and exercise.message in ("", _plain(exercise))
        return [] if is_known else wrapped(exercise.message or _plain(exercise), "  ", "  ")
    return _details(exercise, paint, {})[1:-1]


def points(number: float) -> str:
    """A number of points without needless digits."""
    return f"{number:g}"


def heading(exercise: ExerciseResult) -> str:
    """The exercise, with the file that it stands in, or what the submission calls it."""
    if exercise.called:
        return _("{name} (here {called})").format(name=exercise.name, called=exercise.called)
    return f"{exercise.name} ({exercise.stem}.py)" if exercise.stem else exercise.name


def _table(report: Report, paint: Paint) -> list[str]:
    sentence = _("{submission}: {score} of {max_score} points")
    score, max_score = points(report.score), points(report.max_score)
    total = sentence.format(submission=report.submission, score=score, max_score=max_score)
    lines = [*(paint("bold", line) for line in wrapped(total, "", "  ")), ""]
    for exercise in report.exercises:
        score = f"{points(exercise.score):>5} / {points(exercise.max_score):<3}"
        colour = {"passed": "green", "missing": "dim", "not_implemented": "dim"}.get(exercise.status, "red")
        lines.append(f"  {exercise.name:<26}{score}  {paint(colour, _(WORDS[exercise.status]))}")
    return lines


def _details(exercise: ExerciseResult, paint: Paint, told: dict[str, str]) -> list[str]:
    lines: list[str] = []
    if exercise.message and exercise.message in told:
        lines += wrapped(_("as for {name}").format(name=told[exercise.message]), "  ", "  ")
    elif exercise.message and exercise.status not in _TOLD_AT_THE_END:
        told[exercise.message] = exercise.name
        lines += wrapped(exercise.message, "  ", "  ")
    for check in exercise.checks:
        if check.status not in ("passed", "skipped", "machinery"):
            lines += _failed(check, paint)
    waiting = [check for check in exercise.checks if check.status == "skipped" and check.message]
    if len(waiting) > MOST_WAITING:
        worth = points(sum(check.max_score for check in waiting))
        sentence = _("{count} more checks wait for this ({points})").format(count=len(waiting), points=worth)
        lines.append(f"  {paint('yellow', '…')} {sentence}")
    elif waiting:
        lines.append(f"  {paint('yellow', '…')} {_('waiting for this:')}")
        lines += [f"    {line}" for check in waiting for line in _title(check)]
    printed = "\n".join(exercise.printed)
    if printed and exercise.status != "passed" and printed not in told:
        told[printed] = exercise.name
        lines.append(f"  {_('your code printed:')}")
        lines += [f"    | {cut(line, WIDTH - 6)}" for line in exercise.printed[:MOST_PRINTED]]
    return [paint("bold", heading(exercise)), *lines, ""] if lines else []


def _missing(report: Report) -> list[str]:
    """What is in none of the files, in one go, but for what may be meant by another name."""
    missing = [exercise for exercise in report.exercises if exercise.status == "missing"]
    told_apart = [exercise for exercise in missing if exercise.message not in ("", _plain(exercise))]
    own = [exercise.own_name for exercise in missing if exercise not in told_apart]
    names = ", ".join(dict.fromkeys(own))
    lines = [line for exercise in told_apart for line in wrapped(exercise.message, "", "  ")]
    if names:
        lines += wrapped(_("Not defined in any of the files: {names}.").format(names=names), "", "  ")
    return [*lines, ""] if lines else []


def _next_exercise(report: Report, paint: Paint) -> list[str]:
    """Where to go on, when something is not written yet."""
    unwritten = [exercise for exercise in report.exercises if exercise.status == "not_implemented"]
    if not unwritten:
        return []
    first = unwritten[0]
    lines = wrapped(first.message, "", "") if first.message not in ("", _plain(first)) else []
    sentence = _("Next to write: {name} in {stem}.py") if first.stem else _("Next to write: {name}")
    following = sentence.format(name=first.own_name, stem=first.stem)
    return [*lines, paint("bold", following), ""]


def _plain(exercise: ExerciseResult) -> str:
    """What the exercise's message is if it says no more than that nothing is there."""
    return _(NOTHING_THERE[exercise.status]).format(name=exercise.own_name)


def failed_check(check: CheckResult) -> list[str]:
    """One failed check: its line of the rubric, what is wrong, the smallest case and the next step."""
    return _failed(check, Paint(colour=False))


def _failed(check: CheckResult, paint: Paint) -> list[str]:
    lines = [f"  {paint('red', 'x')} {line}" if i == 0 else f"    {line}" for i, line in enumerate(_title(check))]
    lines += wrapped(check.message, "    ", "    ")
    for frame in check.frames:
        lines += wrapped(frame, "      ", "        ")
    if check.same_as:
        sentence = _('It is the same fault as in "{title}"').format(title=check.same_as)
        return [*lines, *wrapped(sentence, "    ", "    ")]
    if check.counterexample:
        dims = " ".join(f"{key}={value}" for key, value in check.counterexample.items())
        lines += wrapped(_("smallest case: {dims}").format(dims=dims), "    ", "      ")
    for name, text in check.arrays.items():
        lines += _array(name, text)
    for line in check.story:
        lines += wrapped(line, "      ", "        ")
    for sentence in check.seen:
        lines += wrapped(sentence, "    ", "    ")
    if check.misconception:
        sentence = _("likely: {belief} ({name})") if check.belief else _("likely: {name}")
        lines += _labelled(sentence, belief=check.belief, name=check.misconception)
    if check.hint:
        lines += _labelled(_("next: {hint}"), hint=check.hint)
    return lines


def _labelled(sentence: str, **fields: str) -> list[str]:
    """A sentence whose further lines begin below its first field."""
    label = sentence.partition("{")[0]
    return wrapped(sentence.format(**fields), "    ", " " * (4 + columns(label)))


def _array(name: str, text: str) -> list[str]:
    """`name = [[1, 2], [3, 4]]`, a line for each row, unless a row is too long for a line."""
    first, *others = block(text)
    lines = [f"      {name} = {first}", *(f"      {' ' * columns(name)}   {line}" for line in others)]
    if max(map(columns, lines)) <= WIDTH:
        return [terminal_line(line) for line in lines]
    return wrapped(f"{name} = {text}", "      ", "        ")


def _title(check: CheckResult) -> list[str]:
    return wrapped(f"{check.title} ({points(check.max_score)})", "", "", WIDTH - 6)
