"""Classes to be looked at: entries with few words, and a class of any size as it could be."""

import random
from collections.abc import Iterator

from grader.cohort.hand_in import Student
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.gradebook.entry import CheckMark, Entry, ExerciseMark
from grader.report.result import CheckStatus, ExerciseStatus

EXAM = "0123456789abcdef" * 4
BELIEFS = {
    "pads_with_edge_values": "The image is padded with copies of its edge.",
    "ignores_stride": "The window moves by one pixel, whatever the stride is.",
    "swaps_height_and_width": "Height and width may be swapped, since images are square.",
    "rounds_sizes_up": "A window that does not fit any more still gives an output.",
    "divides_by_valid_pixels": "An average counts the pixels of the image alone.",
    "gives_gradient_to_all_maxima": "Every pixel that is as large as the maximum gets the whole gradient.",
}
_FAMILY = "김이박최정강조윤장임한오서신권황안송전홍"
_FIRST, _SECOND = "민서도지예시하주수건다우채현", "준연윤우현은원민호아진유서"


def check(
    name: str, status: CheckStatus = "passed", points: float = 2.0, misconception: str | None = None
) -> CheckMark:
    """A check with all of its points or none."""
    return CheckMark(name, f"The {name} check.", status, points if status == "passed" else 0.0, points, misconception)


def exercise(name: str, status: ExerciseStatus, *checks: CheckMark) -> ExerciseMark:
    """An exercise, whose points are those of its checks."""
    return ExerciseMark(name, status, sum(one.score for one in checks), sum(one.max_score for one in checks), checks)


def graded(id: str, *exercises: ExerciseMark, name: str = "", most: float | None = None, **more: object) -> Entry:
    """A graded entry, whose points are those of its exercises."""
    score = sum(one.score for one in exercises)
    fields: dict[str, object] = {"seconds": 0.2, "exam": EXAM} | more
    whole = sum(one.max_score for one in exercises) if most is None else most
    return Entry(id, name or id, (Student(name or id, id),), "graded", score, whole, exercises, **fields)  # type: ignore[arg-type]


def a_class(size: int = 60, seed: int = 1) -> Iterator[Entry]:
    """`size` students of all kinds, under the rubric of this project, always the same ones."""
    chance = random.Random(seed)  # noqa: S311  # nothing hangs on it but how the page looks
    most = sum(check.points for one in EXERCISES for check in one.checks)
    for number in range(size):
        name = "".join(map(chance.choice, (_FAMILY, _FIRST, _SECOND)))
        id, sid = f"{number + 1:05d}-{name}", f"2026{chance.randrange(10_000, 99_999)}"
        student = Student(name, sid, f"s{number}@example.edu")
        when = f"2026-10-{chance.randrange(10, 28):02d}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00+09:00"
        fate, is_late = chance.random(), chance.random() < 0.08
        if fate < 0.97:
            marks = _marks(chance, min(1.3, chance.gauss(0.95, 0.32)))
            score = sum(mark.score for mark in marks)
            seconds = chance.lognormvariate(-1.2, 0.8)
            yield Entry(
                id, name, (student,), "graded", score, most, marks, "", when, is_late, seconds, when, EXAM, "ab" * 32
            )
        elif fate < 0.99:
            reason = f"{name}.rar is none of what can be graded: hand in a folder, a .py file, a notebook or an archive"
            yield Entry(id, name, (student,), "unusable", None, most, (), reason, when, is_late, exam=EXAM)
        else:
            reason = "no more processes could be started on this machine"
            yield Entry(id, name, (student,), "machinery", None, most, (), reason, when, is_late, exam=EXAM)


def _marks(chance: random.Random, skill: float) -> tuple[ExerciseMark, ...]:
    stamina = chance.uniform(0.5, 1.6) * max(skill, 0.15)
    return tuple(_mark(chance, one, number, skill, stamina) for number, one in enumerate(EXERCISES))


def _mark(chance: random.Random, of: Exercise, number: int, skill: float, stamina: float) -> ExerciseMark:
    points = sum(check.points for check in of.checks)
    if number / len(EXERCISES) > stamina:
        marks = tuple(CheckMark(one.name, one.title, "skipped", 0.0, one.points) for one in of.checks)
        return ExerciseMark(of.name, "not_implemented", 0.0, points, marks)
    found: list[CheckMark] = []
    told = False
    hard = random.Random(of.name)  # noqa: S311  # as above
    for place, one in enumerate(of.checks):
        hardness = hard.uniform(0.0, 0.9) * (0.3 + place / len(of.checks))
        if chance.random() < hardness * 1.25 - 0.55 * skill + 0.1:
            if told and chance.random() < 0.35:
                found.append(CheckMark(one.name, one.title, "skipped", 0.0, one.points))
                continue
            status: CheckStatus = chance.choices(("failed", "error", "timeout"), (12, 3, 1))[0]
            names = list(BELIEFS)
            belief = names[(number * 7 + chance.choice((0, 0, 1))) % len(names)] if chance.random() < 0.4 else None
            found.append(CheckMark(one.name, one.title, status, 0.0, one.points, None if told else belief))
            told = True
        else:
            found.append(CheckMark(one.name, one.title, "passed", one.points, one.points))
    return ExerciseMark(of.name, "failed" if told else "passed", sum(one.score for one in found), points, tuple(found))
