"""A training ends at the first Ctrl-C when it can, at the second one at once, and when its time is over."""

import signal

import pytest

from grader.training.stop import Stop


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_interrupt_is_said_once_and_asks_for_the_end(number: signal.Signals) -> None:
    said: list[str] = []
    stop = Stop(60, lambda: said.append("stopping"))
    before = signal.getsignal(number)
    with stop.at_interrupt():
        assert not stop()
        signal.raise_signal(number)
        assert (stop.interrupted, said) == (True, [])  # nothing is written in the middle of a line
        assert stop()
        assert stop()
    assert said == ["stopping"]
    assert signal.getsignal(number) is before


def test_the_second_interrupt_ends_it() -> None:
    stop = Stop(60, lambda: None)
    with stop.at_interrupt():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_when_the_time_is_over_it_ends_without_a_word() -> None:
    now = [0.0]
    stop = Stop(10, lambda: pytest.fail("nobody has interrupted"), clock=lambda: now[0])
    assert not stop()
    now[0] = 10.0
    assert stop()
    assert not stop.interrupted
