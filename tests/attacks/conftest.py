"""Stands for attacks: one for root, one for an ordinary user."""

import os
from collections.abc import Callable, Iterator

import pytest

from grader.exam import Exam
from tests.attacks.canaries import set_subreaper
from tests.attacks.stand import Stand, Unreadable

ORDINARY = 54_321  # an id that nobody has


@pytest.fixture(scope="session")
def subreaper() -> Iterator[None]:
    """What is left running below the grader becomes a child of this process, where it is found."""
    set_subreaper(True)
    yield
    set_subreaper(False)


@pytest.fixture(scope="session", params=["root", "ordinary"])
def user(request: pytest.FixtureRequest) -> int:
    """Who grades: root, or an ordinary user."""
    is_root = os.getuid() == 0
    if request.param == "root" and not is_root:
        pytest.skip("only root can be root")
    return 0 if request.param == "root" else ORDINARY if is_root else os.getuid()


@pytest.fixture(scope="session")
def stands(user: int, short_exam: Exam, subreaper: None) -> Iterator[Callable[[], Stand]]:
    """`stands()` is a stand for the user: the one there is, or a new one where an attack has spoiled that."""
    opened: list[Stand] = []

    def get() -> Stand:
        if opened and opened[-1].is_spoiled:
            opened.pop().close()
        if not opened:
            try:
                opened.append(Stand(user, short_exam))
            except Unreadable as error:
                pytest.skip(str(error))
            opened[-1].settle()
        return opened[-1]

    yield get
    for stand in opened:
        stand.close()


@pytest.fixture
def stand(stands: Callable[[], Stand]) -> Stand:
    """A stand in which no attack has succeeded yet."""
    return stands()
