"""The student's desk: which exercise is shown, what is known of all of them, and what a key, a save or marks change.

What was thought pleasant:
- It begins where the student was, else with the first exercise that isn't passed.
- A save leads to the exercise whose text has changed. Where it can't be told which one that is (a helper, a constant),
  the one that is shown stays, if the file is its own; else it is the first unfinished one of that file.
- What is passed stays on the screen, with a word of praise: who wants to try one thing more is not led away. Then `n`
  goes to the next exercise that isn't passed; before, to the next one, whatever it is.
Nothing here reads, grades or draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.report.hint_as_text import LEVELS
from grader.report.result import ExerciseResult
from grader.watch.edited import defined, edited
from grader.watch.place import Place
from grader.watch.sources import Saved


@dataclass(frozen=True)
class News:
    """What came of grading an exercise: its `result` and notes on the files, or the `sentence` why there is none.

    `edition`: which save it was that was graded, by its number. `is_full`: what is wrong is explained.
    """

    exercise: Exercise
    edition: int
    is_full: bool
    result: ExerciseResult | None = None
    notes: tuple[str, ...] = ()
    sentence: str = ""


class Desk:
    """Its attributes are read by whoever draws it.

    `edition` counts the saves; `scrolled` the lines above the window; `told` is what is shown of the exercise, None
    where nothing of it is known yet. `looks_at_hint`: the window begins with the last step that was opened.
    `is_seeking`: the exercise to begin with is still looked for.
    """

    def __init__(
        self, place: Place, exercise: Exercise | None = None, exercises: Sequence[Exercise] = EXERCISES
    ) -> None:
        self.exercises = tuple(exercises)
        named = exercise or next((one for one in self.exercises if one.name == place.exercise), None)
        self.exercise = named or self.exercises[0]
        self.is_seeking = named is None
        self.hints = dict(place.hints)
        self.results: dict[str, ExerciseResult] = {}
        self.edition = 0
        self.scrolled = 0
        self.looks_at_hint = False
        self.told: News | None = None
        self._full: dict[str, News] = {}  # of this edition

    @property
    def place(self) -> Place:
        """What is to be remembered for the next time."""
        return Place("" if self.is_seeking else self.exercise.name, dict(self.hints))

    @property
    def needs_grading(self) -> bool:
        """Whether what is shown is not what is in the files now."""
        return self.exercise.name not in self._full

    @property
    def others(self) -> list[Exercise]:
        """All exercises but the one that is shown, beginning with what is not graded yet."""
        others = [one for one in self.exercises if one is not self.exercise]
        return sorted(others, key=lambda one: one.name in self.results)

    @property
    def following(self) -> Exercise:
        """Where `n` goes."""
        at = self.exercises.index(self.exercise)
        onward = [*self.exercises[at + 1 :], *self.exercises[:at]]
        if self._is_passed(self.exercise):
            onward = [one for one in onward if not self._is_passed(one)] or onward
        return onward[0]

    @property
    def is_done(self) -> bool:
        """Whether every exercise is passed."""
        return all(map(self._is_passed, self.exercises))

    def save(self, saved: Sequence[Saved]) -> bool:
        """Files have changed. Returns whether that may bear on other exercises than the one that is shown now."""
        self.again()
        if not any(one.before != one.now for one in saved):
            return False
        changed = edited(saved, self.exercises)
        in_files = defined(saved, self.exercises)
        if changed:
            target = self.exercise if self.exercise in changed else changed[0]
        elif in_files and self.exercise not in in_files:
            target = next((one for one in in_files if not self._is_passed(one)), self.exercise)
        else:
            target = self.exercise
        self.is_seeking = False
        self._go(target)
        return changed != [self.exercise]

    def again(self) -> None:
        """Everything is to be graded again, though no file has changed."""
        self.edition += 1
        self.looks_at_hint = False
        self._full.clear()

    def scroll(self, lines: int) -> None:
        """Move the window so many lines down, or up; the view sees to it that there is something to be seen."""
        self.looks_at_hint = False
        self.scrolled = max(0, self.scrolled + lines)

    def take(self, news: News) -> bool:
        """Marks have come. Returns whether they make it worthwhile to look at the other exercises, too."""
        if news.edition != self.edition:
            return False
        before = self.results.get(news.exercise.name)
        if news.result is not None:
            self.results[news.exercise.name] = news.result
        if not news.is_full:
            return False
        self._full[news.exercise.name] = news
        if news.exercise is not self.exercise:
            return False
        self.told, self.scrolled = news, 0
        if self.is_seeking and self._seek_on():
            return False
        return news.result is not None and (before is None or before.score != news.result.score)

    def press(self, key: str) -> None:
        """A key that moves something, but for those that end or grade."""
        if key in ("n", "p"):
            self.is_seeking = False
            at = self.exercises.index(self.exercise)
            self._go(self.following if key == "n" else self.exercises[at - 1])
        elif key == "h":
            self.is_seeking = False
            self.hints[self.exercise.name] = min(self.hints.get(self.exercise.name, 0) + 1, max(LEVELS))
            self.looks_at_hint = True

    def _go(self, exercise: Exercise) -> None:
        if exercise is not self.exercise:
            self.exercise, self.scrolled, self.looks_at_hint = exercise, 0, False
            self.told = self._full.get(exercise.name)

    def _seek_on(self) -> bool:
        """Go on to the next exercise as long as they are passed. Returns whether there is one to grade."""
        at = self.exercises.index(self.exercise)
        if not self._is_passed(self.exercise) or at + 1 == len(self.exercises):
            self.is_seeking = False
            return False
        self._go(self.exercises[at + 1])
        return True

    def _is_passed(self, exercise: Exercise) -> bool:
        result = self.results.get(exercise.name)
        return result is not None and result.status == "passed"
