"""Times as people say them."""

from collections.abc import Callable

from grader.language import N_


def duration(seconds: float, spoken: Callable[[str], str] = str) -> str:
    """A time as people say it: 8 s, 12 min, 3 h 20 min. `spoken` translates it, for who speaks to students."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return spoken(N_("{seconds} s")).format(seconds=f"{seconds:.0f}")
    if minutes < 90:
        return spoken(N_("{minutes} min")).format(minutes=minutes)
    return spoken(N_("{hours} h {minutes} min")).format(hours=minutes // 60, minutes=minutes % 60)
