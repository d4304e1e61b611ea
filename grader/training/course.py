"""One training from its first look to its last, shown while it runs; whatever ends it, what was learnt is kept."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.case import Array
from grader.compare import Mismatch
from grader.duration import duration
from grader.escape import printable_lines
from grader.failure import StudentFailure
from grader.language import _
from grader.sandbox.nursery import Nursery
from grader.training.curve import Curve, Look, Step
from grader.training.digits import CLASSES, Split, digits, split
from grader.training.layers import layers_of
from grader.training.learn import SEED, Diverged, Plan, learn
from grader.training.net import Network
from grader.training.screen import Screen
from grader.training.shown import Shown
from grader.training.stop import Stop

_LONG = 30.0  # seconds from which on it is said how long it will take
_KNOWN_AFTER = 1.0  # seconds of steps, after which it is known


@dataclass(frozen=True)
class Outcome:
    """What came of a training. `trouble` are the sentences that say why it broke off; there are none if it didn't."""

    shown: Shown
    seconds: float
    trouble: tuple[str, ...]
    printed: tuple[str, ...]
    was_interrupted: bool


def course(path: Path, nursery: Nursery, plan: Plan, filters: int, seconds: float | None, screen: Screen) -> Outcome:
    """Train the layers of the submission at `path`, whose code runs in a worker of `nursery`.

    Raises:
        InputError: `path` can't be used.
    """
    data = split(digits())
    curve = Curve(plan.epochs, plan.steps(len(data.train)))
    generator = np.random.default_rng(SEED)
    stop = Stop(seconds or math.inf, lambda: screen.say(_("Stopping, with a last look at the test images.")))
    watch = _Watch(curve, screen)
    trouble: tuple[str, ...] = ()
    before: Array = np.zeros((0, 1, 1))
    after = before
    printed = b""
    started = time.monotonic()
    with stop.at_interrupt(), np.errstate(all="ignore"):  # whatever numbers the layers return
        try:
            with layers_of(path, nursery) as code:
                net = Network(code, generator, filters)
                before = after = net.filters()
                _welcome(screen, data)
                try:
                    for seen in learn(net, data, plan, generator, stop):
                        watch.saw(seen)
                        if isinstance(seen, Look):
                            after = net.filters()
                            printed = code.collect_output()
                finally:
                    printed = code.collect_output() or printed
        except Diverged:
            trouble = (
                _("The loss is no number any more: the steps are too large and overshoot more and more."),
                _("Choose a smaller learning rate, `make train RATE={rate}` say.").format(rate=f"{plan.rate / 4:g}"),
            )
        except StudentFailure as failed:
            trouble = (failed.failure.sentence(), failed.failure.hint())
        except Mismatch as wrong:
            trouble = (str(wrong),)
    lines = tuple(printable_lines(printed.decode("utf-8", "replace"))) if printed else ()
    shown = Shown(before, after, curve, data.test)
    return Outcome(shown, time.monotonic() - started, trouble, lines, stop.interrupted)


def _welcome(screen: Screen, data: Split) -> None:
    sentence = _("Your layers pass their checks. They now learn digits from {train} images; {test} others test them.")
    screen.say(sentence.format(train=len(data.train), test=len(data.test)))


class _Watch:
    """Tells the screen what is seen, and once what the first loss means, and how long it will take."""

    def __init__(self, curve: Curve, screen: Screen, clock: Callable[[], float] = time.monotonic) -> None:
        self._curve, self._screen, self._clock = curve, screen, clock
        self._began = clock()
        self._has_said_how_long = False

    def saw(self, seen: Step | Look) -> None:
        """Take in what was seen, and show it."""
        curve, screen = self._curve, self._screen
        curve.add(seen)
        done = len(curve.losses)
        if not done:
            self._began = self._clock()
        took = self._clock() - self._began
        left = took / max(done, 1) * (curve.steps - done)
        if done == 1 and isinstance(seen, Step):
            sentence = _("The loss begins at {loss}. Guessing blindly among ten digits has ln 10 = {guessing}.")
            screen.say(sentence.format(loss=f"{seen.loss:.3f}", guessing=f"{math.log(CLASSES):.3f}"))
        if took > _KNOWN_AFTER and not self._has_said_how_long:
            self._has_said_how_long = True
            if took + left > _LONG:
                sentence = _("It takes about {time} with this code. Ctrl-C ends it sooner, and keeps what is learnt.")
                screen.say(sentence.format(time=duration(took + left, _)))
        screen.show(seen, curve, left)
