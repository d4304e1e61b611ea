"""All hand-ins of a class -> the pairs that are most alike: places to look, and no more than that."""

import importlib.util
import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from grader.errors import InputError
from grader.language import _
from grader.similar.candidates import Candidate, Prints, candidates, common
from grader.similar.desk import Desk, UnreadableError
from grader.similar.pair import Alike, NotCompared, Pair, Side
from grader.similar.passages import passages

MOST_PAIRS = 30
# Of the code of both, on average: copydetect's own default for what is worth showing. Two honest ways to write four
# loops share a quarter, a copy under other names nine tenths (measured on tests/bench/submissions).
LEAST_SHARE = 0.33

_A = TypeVar("_A")
_B = TypeVar("_B")

_LOOKED_AT = 60  # pairs that are compared in full
_MOST_FILE = 200 << 10  # characters
_MOST_TEXT = 400 << 10  # characters of all sources of a hand-in
_PATIENCE = 10.0  # seconds for one text; a usual one takes a hundredth


@dataclass(frozen=True)
class Work:
    """A hand-in, and a way to its sources, which is taken when they are needed: see `grader.similar.texts`.

    `read` may raise InputError, whose sentence then says why it is not compared.
    """

    id: str
    name: str
    read: Callable[[], Mapping[str, str]] = field(repr=False)


def is_available() -> bool:
    """Whether copydetect is installed."""
    return importlib.util.find_spec("copydetect") is not None


def how_to_get() -> str:
    """One sentence for where it isn't."""
    return _("Looking for similar submissions needs copydetect, which is not installed: run `make similar`.")


def alike(works: Sequence[Work], handout: Sequence[str] = (), jobs: int = 1, patience: float = _PATIENCE) -> Alike:
    """The pairs that are most alike, always the same for the same hand-ins.

    `handout` are texts that everybody was given, whose code counts for nothing. Sources are read and tokenized, and
    never run, by `jobs` processes; what takes one of them longer than `patience` seconds is not compared.

    Raises:
        MachineryError: the processes don't start.
    """
    works = sorted(works, key=lambda work: work.id)
    not_compared: list[NotCompared] = []
    compared: list[Work] = []
    prints: list[Prints] = []
    with _Desks(handout, jobs, patience) as desks:
        for work, found in zip(works, desks.each(works, _prints), strict=True):
            if isinstance(found, str):
                not_compared.append(NotCompared(work.id, work.name, found))
            else:
                compared.append(work)
                prints.append(found)
        chosen = candidates(prints, _LOOKED_AT)
        found_pairs = desks.each(chosen, lambda desk, candidate: _pair(desk, candidate, compared))
        pairs = [pair for pair in found_pairs if pair is not None]
    pairs.sort(key=lambda pair: (-_mean_share(pair), pair.left.id, pair.right.id))
    return Alike(tuple(pairs[:MOST_PAIRS]), len(compared), common(len(compared)), tuple(not_compared))


def _mean_share(pair: Pair) -> float:
    return (pair.left.share + pair.right.share) / 2


class _Desks:
    """Some processes that read, each asked by one thread at a time."""

    def __init__(self, handout: Sequence[str], jobs: int, patience: float) -> None:
        self._free: queue.SimpleQueue[Desk] = queue.SimpleQueue()
        self._desks = [Desk(handout, patience) for _job in range(jobs)]
        self._stack = ExitStack()

    def __enter__(self) -> "_Desks":
        for desk in self._desks:
            self._free.put(self._stack.enter_context(desk))
        self._threads = self._stack.enter_context(ThreadPoolExecutor(len(self._desks)))
        return self

    def __exit__(self, *_error: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._stack.close()

    def each(self, items: Sequence[_A], ask: Callable[[Desk, _A], _B]) -> Iterator[_B]:
        """What `ask` returns for each of the items, in their order."""

        def run(item: _A) -> _B:
            with self._one() as desk:
                return ask(desk, item)

        return self._threads.map(run, items)

    @contextmanager
    def _one(self) -> Iterator[Desk]:
        desk = self._free.get()
        try:
            yield desk
        finally:
            self._free.put(desk)


def _prints(desk: Desk, work: Work) -> Prints | str:
    """The fingerprints of a hand-in, or why there are none."""
    try:
        texts = work.read()
        sizes = [len(text) for text in texts.values()]
        if max(sizes, default=0) > _MOST_FILE or sum(sizes) > _MOST_TEXT:
            return _("It holds more text than anybody writes by hand.")
        return np.array(desk.fingerprints(texts), dtype=np.int64)
    except UnreadableError:
        return _("It took too long to read.")
    except InputError as error:
        return str(error)


def _pair(desk: Desk, candidate: Candidate, works: Sequence[Work]) -> Pair | None:
    left, right = works[candidate.left], works[candidate.right]
    texts = left.read(), right.read()
    try:
        found = desk.agreement(*texts, candidate.agree)
    except UnreadableError:
        return None
    if sum(found["shares"]) / 2 < LEAST_SHARE:
        return None
    one, other = (
        Side(work.id, work.name, share, passages(text, lines))
        for work, text, share, lines in zip((left, right), texts, found["shares"], found["lines"], strict=True)
    )
    return Pair(one, other, len(candidate.agree))
