"""The loop, with a terminal and an examiner that do as the test says."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.exercise import Exercise
from grader.report.result import ExerciseResult
from grader.watch.desk import Desk, News
from grader.watch.loop import Loop
from grader.watch.overheard import Overheard
from grader.watch.place import Place
from grader.watch.sources import Sources


class Script:
    """Stands for both: the terminal gives the keys of one turn after another, the examiner news at once."""

    def __init__(self, turns: Iterable[list[str]], *, is_dumb: bool = False) -> None:
        self._turns = iter(turns)
        self.is_dumb = is_dumb
        self.has_ended = False
        self.size = (12, 80)
        self.drawn: list[list[str]] = []
        self.wanted: list[tuple[str, int]] = []
        self.some_time: list[int] = []
        self.busy_with: tuple[Exercise, float] | None = None
        self._news: list[News] = []

    def draw(self, lines: list[str]) -> None:
        """What is shown."""
        self.drawn.append(lines)

    def keys(self, _seconds: float) -> list[str]:
        """Those of the next turn; at the end, so does the terminal."""
        keys = next(self._turns, None)
        self.has_ended = keys is None
        return keys or []

    def want(self, exercise: Exercise, edition: int) -> None:
        """It is not written yet, whatever it is."""
        self.wanted.append((exercise.name, edition))
        result = ExerciseResult(exercise.name, exercise.stem, 0.0, exercise.points, "not_implemented", ())
        self._news.append(News(exercise, edition, is_full=True, result=result))

    def want_some_time(self, _exercises: list[Exercise], edition: int) -> None:
        """Noted."""
        self.some_time.append(edition)

    def hurry(self) -> bool:
        """Nothing waits."""
        return False

    def news(self) -> list[News]:
        """What was wanted."""
        news, self._news = self._news, []
        return news


def looped(script: Script, folder: Path, overheard: Overheard | None = None) -> Desk:
    desk = Desk(Place("im2col"))
    heard = overheard or Overheard(lambda: None)
    Loop(folder, desk, script, script, heard, colour=False).run(0.0)  # type: ignore[arg-type]
    return desk


def test_keys_lead_on_scroll_and_quit(tmp_path: Path) -> None:
    script = Script([[], ["h", "h", "h", "down", "page down", "end"], ["up"], ["home"], ["n"], ["q"], ["n"]])
    desk = looped(script, tmp_path)
    assert desk.exercise.name == "col2im"
    assert script.wanted == [("im2col", 0), ("col2im", 0)]
    tops = [lines[3] for lines in script.drawn]
    assert tops[0] == "grading ..."
    assert tops[1].startswith("not written yet")
    assert tops[4] == tops[1] != tops[2] != tops[3]


def test_r_grades_again_though_nothing_was_saved(tmp_path: Path) -> None:
    script = Script([[], ["r"], []])
    looped(script, tmp_path)
    assert script.wanted == [("im2col", 0), ("im2col", 1)]
    assert script.some_time == [0]  # the first marks make the others worth a look, the same ones once more don't


def test_a_save_is_graded_once_all_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr("grader.watch.loop.time.monotonic", lambda: float(next(clock)))
    (tmp_path / "im2col.py").write_text("")
    moving = iter([False, True, True, False, False])  # as an editor that writes in two goes
    is_moving = Sources.is_moving

    def looked(sources: Sources) -> bool:
        is_moving(sources)
        return next(moving, False)

    def turns() -> Iterator[list[str]]:
        yield []
        (tmp_path / "im2col.py").write_text("def im2col():\n")
        yield []
        assert script.wanted == [("im2col", 0)]
        (tmp_path / "im2col.py").write_text("def im2col():\n    pass\n")
        yield []
        assert script.wanted == [("im2col", 0)]
        yield []
        yield []

    monkeypatch.setattr(Sources, "is_moving", looked)
    script = Script(turns())
    looped(script, tmp_path)
    assert script.wanted == [("im2col", 0), ("im2col", 1)]


def test_a_dumb_terminal_gets_no_lines_of_what_is_still_graded(tmp_path: Path) -> None:
    script = Script([[], [], ["q"]], is_dumb=True)
    looped(script, tmp_path)
    assert len(script.drawn) == 2
    assert all(lines[3].startswith("not written yet") for lines in script.drawn)


def test_what_is_said_on_the_side_is_shown_in_its_place(tmp_path: Path) -> None:
    rung: list[int] = []
    overheard = Overheard(lambda: rung.append(1))
    print("one\nDrawing \x1b[2J ...\n", file=overheard)
    script = Script([])
    looped(script, tmp_path, overheard)
    assert script.drawn[0][3] == "Drawing \\x1b[2J ..."
    assert rung
    assert overheard.writable()


def test_without_a_terminal_or_a_path_it_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(tmp_path / "nothing")]) == 2
    assert capsys.readouterr().err.endswith("does not exist: check the path\n")
    assert main(["watch", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("grader: watch needs a terminal")
    assert main(["watch", str(tmp_path), "--exercise", "relu"]) == 2
    assert "there is no exercise relu" in capsys.readouterr().err
