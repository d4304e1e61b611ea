"""A session for explanations, in which nobody answers with more than can be looked at."""

from collections.abc import Iterator, Sequence

from grader.answer import Answer, Ask, numbers_in
from grader.case import Case
from grader.sandbox.session import Session

MOST = 100_000  # numbers in one answer; a right one has a few thousand


class TooMuch(Exception):  # noqa: N818  # no error: what the marking has found is all that is said
    """An answer is too large to be explained."""


class ModerateSession(Session):
    """A session that ends with the first answer that is too large."""

    def answers(self, ask: Ask, cases: Sequence[Case], known: Sequence[str] = ()) -> Iterator[Answer]:
        """See `Implementation.answers`.

        Raises:
            TooMuch: an answer is too large.
        """
        for answer in super().answers(ask, cases, known):
            if numbers_in(answer) > MOST:
                raise TooMuch
            yield answer
