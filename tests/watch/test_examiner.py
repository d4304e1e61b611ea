"""The thread that grades: what is wanted goes first, what takes too long is broken off, our own faults come out."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.errors import InputError, MachineryError
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.report.result import ExerciseResult, Isolation, Report
from grader.watch.desk import News
from grader.watch.examiner import Examiner

ONE, TWO, THREE = EXERCISES[:3]
LIMIT = 60.0


class NoNursery:
    """Stands for one: whoever grades waits until it is dismissed."""

    def __init__(self) -> None:
        self.dismissed = threading.Event()
        self.closed = False

    def dismiss(self) -> None:
        """Let whoever waits go."""
        self.dismissed.set()

    def close(self) -> None:
        """Be gone."""
        self.closed = True


class Room:
    """An examiner whose gradings come to what the test says: `slow` ones only end when they are broken off."""

    def __init__(self) -> None:
        self.rung = threading.Event()
        self.graded: list[tuple[str, bool]] = []
        self.slow: set[str] = set()
        self.raises: Exception | None = None
        self.nurseries = [NoNursery()]
        self.examiner = Examiner(self._grade, self.nurseries[0], self._renewed, self.rung.set)  # type: ignore[arg-type]

    def _grade(self, nursery: Any, exercise: Exercise, is_full: bool) -> Report:
        self.graded.append((exercise.name, is_full))
        if exercise.name in self.slow:
            assert nursery.dismissed.wait(LIMIT)
        if self.raises is not None:
            raise self.raises
        result = ExerciseResult(exercise.name, exercise.stem, 0.0, exercise.points, "failed", ())
        return Report("mine", (result,), "", Isolation((), ()), 0.0, trouble=("a line",))

    def _renewed(self, _before: Any) -> Any:
        self.nurseries.append(NoNursery())
        return self.nurseries[-1]

    def until(self, is_there: Callable[[list[News]], bool]) -> list[News]:
        """The news, when they are as they should be; whoever is late is hurried on."""
        found: list[News] = []
        for _turn in range(int(LIMIT / 0.05)):
            self.rung.wait(0.05)
            self.rung.clear()
            self.examiner.hurry()
            found += self.examiner.news()
            if is_there(found):
                return found
        raise AssertionError(found)


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    with room.examiner:
        yield room
    assert all(nursery.closed for nursery in room.nurseries)


def test_what_is_wanted_is_explained_and_the_rest_is_graded_for_its_marks(room: Room) -> None:
    room.examiner.want(TWO, 0)
    room.examiner.want_some_time([ONE, THREE], 0)
    news = room.until(lambda found: len(found) == 3)
    assert [(one.exercise, one.is_full) for one in news] == [(TWO, True), (ONE, False), (THREE, False)]
    assert room.examiner.trouble == ["a line"]
    assert room.examiner.busy_with is None


def test_what_nobody_waits_for_any_more_is_broken_off(room: Room) -> None:
    room.slow = {ONE.name}
    room.examiner.want(ONE, 0)
    room.until(lambda _found: room.graded == [(ONE.name, True)])
    assert room.examiner.busy_with is not None
    room.examiner.want(TWO, 1)
    (news,) = room.until(bool)
    assert (news.exercise, news.edition) == (TWO, 1)
    assert len(room.nurseries) == 2


def test_what_can_t_be_graded_is_a_sentence(room: Room) -> None:
    room.raises = InputError("it is empty")
    room.examiner.want(ONE, 0)
    (news,) = room.until(bool)
    assert (news.result, news.sentence) == (None, "it is empty")
    room.raises = MachineryError("no more processes")
    room.examiner.want(ONE, 1)
    (news,) = room.until(bool)
    assert news.sentence == "no more processes"


def test_a_fault_of_our_own_comes_out_where_it_is_seen(room: Room) -> None:
    room.raises = ZeroDivisionError("ours")
    room.examiner.want(ONE, 0)
    with pytest.raises(ZeroDivisionError, match="ours"):
        room.until(bool)


def test_its_end_waits_for_no_grading(room: Room) -> None:
    room.slow = {ONE.name}
    room.examiner.want(ONE, 0)
    room.until(lambda _found: bool(room.graded))
