"""In a terminal a curve is drawn again in its place, one write for each frame; elsewhere each epoch has a line."""

import io

import numpy as np
import pytest

from grader.training.curve import Curve, Look, Step
from grader.training.screen import Lines, Live, screen_for

TRUTH = np.arange(10)


class Terminal(io.StringIO):
    """A terminal that keeps each write."""

    encoding = "utf-8"

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[str] = []

    def isatty(self) -> bool:
        """It is one."""
        return True

    def write(self, text: str) -> int:
        """Show it, and keep it."""
        self.writes.append(text)
        return super().write(text)


class Clock:
    """A clock that stands."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def seen(*losses: float, right: int = 9, epochs: int = 2, steps: int = 10) -> Curve:
    curve = Curve(epochs, steps)
    curve.add(Look(0, np.where(right > TRUTH, TRUTH, -1), TRUTH))
    for loss in losses:
        curve.add(Step(loss))
    return curve


def test_a_frame_is_one_write_and_goes_back_over_the_one_before_it() -> None:
    terminal, clock = Terminal(), Clock()
    with Live(terminal, colour=False, size=lambda: (60, 20), clock=clock) as screen:
        for loss in (2.0, 1.0):
            curve = seen(loss)
            clock.now += 1
            screen.show(curve.looks[-1], curve, 5)
    hidden, first, second, back = terminal.writes
    assert (hidden, back) == ("\x1b[?25l", "\x1b[?25h")
    assert second.startswith(f"\x1b[{first.count(chr(10))}F")
    assert "epoch 1 of 2 · loss 1.000 · about 5 s left" in second
    assert "test images right: 90.0 %" in second


def test_frames_have_a_rate_however_fast_the_steps_are() -> None:
    terminal, clock, curve = Terminal(), Clock(), seen(1.0)
    with Live(terminal, colour=False, size=lambda: (60, 20), clock=clock) as screen:
        for _ in range(100):
            screen.show(Step(1.0), curve, 5)
    assert len(terminal.writes) == 3


def test_in_a_terminal_of_another_size_a_frame_begins_where_the_cursor_is() -> None:
    terminal, clock, curve, size = Terminal(), Clock(), seen(1.0), [(60, 20)]
    with Live(terminal, colour=False, size=lambda: size[0], clock=clock) as screen:
        screen.show(curve.looks[-1], curve, 5)
        size[0] = (45, 20)
        screen.show(curve.looks[-1], curve, 5)
    assert terminal.writes[2].startswith("loss")
    assert max(map(len, terminal.writes[2].replace("\x1b[K", "").split("\n"))) <= 44


def test_a_sentence_stays_above_the_curve() -> None:
    pyte = pytest.importorskip("pyte", reason="pyte is a terminal to look at")
    terminal, curve = Terminal(), seen(2.0, 1.0)
    with Live(terminal, colour=True, size=lambda: (60, 24)) as screen:
        screen.show(curve.looks[-1], curve, 5)
        screen.say("Something that takes its place here, and is so long that it needs a second line.")
        screen.show(curve.looks[-1], curve, 5)
    looked_at = pyte.Screen(60, 24)
    pyte.Stream(looked_at).feed(terminal.getvalue().replace("\n", "\r\n"))
    lines = [line.rstrip() for line in looked_at.display]
    assert lines[:3] == [
        "Something that takes its place here, and is so long that it",
        "needs a second line.",
        "loss, batch by batch",
    ]
    assert sum("epoch 1 of 2" in line for line in lines) == 1
    assert not lines[14]


def test_colour_is_there_only_if_it_is_wanted() -> None:
    for colour in (True, False):
        terminal, curve = Terminal(), seen(1.0)
        Live(terminal, colour=colour, size=lambda: (60, 20)).show(curve.looks[-1], curve, 5)
        assert ("\x1b[36m" in terminal.getvalue()) == colour


def test_without_a_terminal_each_epoch_has_a_line_and_nothing_moves() -> None:
    stream, curve = io.StringIO(), seen(1.0, 0.5)
    screen = Lines(stream)
    screen.show(Step(0.5), curve, 5)
    assert stream.getvalue() == ""
    screen.show(curve.looks[-1], curve, 5)
    assert stream.getvalue() == "epoch 1 of 2: loss 0.750, 90.0 % of the test images right\n"


@pytest.mark.parametrize(
    ("environment", "encoding", "size", "kind"),
    [
        ({"TERM": "xterm"}, "utf-8", "80", Live),
        ({"TERM": "dumb"}, "utf-8", "80", Lines),
        ({"TERM": "xterm"}, "ascii", "80", Lines),
        ({"TERM": "xterm"}, "utf-8", "30", Lines),
    ],
)
def test_a_curve_needs_a_terminal_that_redraws_has_its_letters_and_room(
    environment: dict[str, str], encoding: str, size: str, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", size)
    monkeypatch.setenv("LINES", "24")
    terminal = Terminal()
    monkeypatch.setattr(Terminal, "encoding", encoding)
    assert isinstance(screen_for(terminal, environment), kind)
    assert isinstance(screen_for(io.StringIO(), environment), Lines)
