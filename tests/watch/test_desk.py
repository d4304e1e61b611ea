"""Where the student is: what saves, marks and keys lead to."""

import dataclasses
from pathlib import Path

import pytest

from grader.exercises import EXERCISES
from grader.report.result import ExerciseResult, ExerciseStatus
from grader.stubs.handed_out import pristine
from grader.watch.desk import Desk, News
from grader.watch.place import Place, file_name, keep, kept
from grader.watch.sources import Saved

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}
CONV = pristine("conv")


def news(desk: Desk, name: str, status: ExerciseStatus = "passed", *, is_full: bool = True) -> News:
    exercise = BY_NAME[name]
    score = exercise.points if status == "passed" else 0.0
    result = ExerciseResult(name, exercise.stem, score, exercise.points, status, ())
    return News(exercise, desk.edition, is_full, result)


def saved(name: str, stem: str = "conv") -> Saved:
    text = pristine(stem)
    return Saved(Path(f"{stem}.py"), text, text.replace(f'Error("{name} is', f'Error("{name} was'))


def begun_at(name: str) -> Desk:
    return Desk(Place(name))


def test_it_begins_with_the_first_exercise_that_isn_t_passed() -> None:
    desk = Desk(Place())
    assert desk.take(news(desk, "conv_output_size")) is False
    assert (desk.exercise.name, desk.needs_grading, desk.place.exercise) == ("conv_forward_naive", True, "")
    assert desk.take(news(desk, "conv_forward_naive", "failed")) is True  # the others are worth a look now
    assert (desk.exercise.name, desk.place.exercise) == ("conv_forward_naive", "conv_forward_naive")


def test_it_begins_where_the_student_was_though_that_is_passed_now() -> None:
    desk = begun_at("im2col")
    desk.take(news(desk, "im2col"))
    assert desk.exercise.name == "im2col"


def test_who_has_everything_stays_at_the_last_one() -> None:
    desk = Desk(Place())
    for exercise in EXERCISES:
        assert desk.exercise is exercise
        desk.take(news(desk, exercise.name))
    assert desk.is_done
    assert desk.exercise is EXERCISES[-1]


def test_what_is_passed_stays_until_n_which_skips_what_is_passed_too() -> None:
    desk = begun_at("conv_output_size")
    desk.take(news(desk, "conv_forward_naive", is_full=False))
    desk.take(news(desk, "conv_output_size"))
    assert desk.exercise.name == "conv_output_size"
    desk.press("n")
    assert desk.exercise.name == "conv_backward_naive"
    desk.press("n")  # which isn't passed: simply the next
    assert desk.exercise.name == "im2col"
    desk.press("p")
    desk.press("p")
    assert desk.exercise.name == "conv_forward_naive"


@pytest.mark.parametrize(
    ("shown", "changed", "leads_to"),
    [
        ("conv_output_size", [saved("conv_backward_naive")], "conv_backward_naive"),
        ("im2col", [saved("max_pool_backward_naive", "pooling")], "max_pool_backward_naive"),
        ("im2col", [saved("conv_forward_naive"), saved("im2col", "im2col")], "im2col"),
        ("conv_forward_naive", [Saved(Path("conv.py"), CONV, f"import os\n{CONV}")], "conv_forward_naive"),
        ("im2col", [Saved(Path("conv.py"), CONV, f"import os\n{CONV}")], "conv_forward_naive"),  # the first is passed
        ("im2col", [Saved(Path("conv.py"), CONV, CONV)], "im2col"),
        ("im2col", [Saved(Path("own.py"), "", "x = 1\n")], "im2col"),
    ],
)
def test_a_save_leads_to_the_exercise_that_is_edited(shown: str, changed: list[Saved], leads_to: str) -> None:
    desk = begun_at(shown)
    desk.take(news(desk, "conv_output_size", is_full=False))
    desk.save(changed)
    assert desk.exercise.name == leads_to
    assert desk.needs_grading


def test_only_what_may_bear_on_others_makes_them_worth_a_look() -> None:
    desk = begun_at("conv_output_size")
    assert desk.save([saved("conv_output_size")]) is False
    assert desk.take(news(desk, "conv_output_size", "failed")) is True  # the first marks
    desk.again()
    assert desk.take(news(desk, "conv_output_size", "failed")) is False  # the same once more
    assert desk.save([Saved(Path("conv.py"), CONV, f"import os\n{CONV}")]) is True


def test_marks_of_a_former_save_are_passed_over() -> None:
    desk = begun_at("conv_output_size")
    late = news(desk, "conv_output_size")
    desk.save([saved("conv_output_size")])
    desk.take(late)
    assert (desk.told, desk.results) == (None, {})


def test_hints_open_one_by_one_for_each_exercise() -> None:
    desk = begun_at("im2col")
    for _press in range(5):
        desk.press("h")
    desk.press("n")
    desk.press("h")
    assert desk.hints == {"im2col": 3, "col2im": 1}


def test_the_place_is_kept_and_what_is_damaged_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, cache = tmp_path / "file" / "cache", tmp_path / "cache"
    (tmp_path / "file").write_text("no folder can be made below a file")
    monkeypatch.setattr("grader.watch.place.cache_folders", lambda: [closed, cache])
    place = Place("im2col", {"im2col": 2})
    assert kept(tmp_path) == Place()
    keep(tmp_path, place)
    assert kept(tmp_path) == place
    assert kept(cache) == Place()  # another folder's
    path = cache / file_name(tmp_path)
    for damaged in (
        b"",
        b"{",
        b"[1]",
        b'{"exercise": 3, "hints": [1]}',
        b'{"exercise": "x", "hints": {"im2col": 9}}',
        b"[" * 9000,
    ):
        path.write_bytes(damaged)
        assert kept(tmp_path) == Place()
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.exercise = ""  # type: ignore[misc]
