"""A submission that sits in workers: one for exercise after exercise, another when that one is gone."""

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from grader.answer import Answer, Ask
from grader.case import Case
from grader.failure import Failure, NotAsked, StudentFailure
from grader.intake import defines, sources_for
from grader.language import _
from grader.sandbox.client import Client, checked, value_in
from grader.sandbox.finding import plain_facts
from grader.sandbox.limits import Meter
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker import wire
from grader.sandbox.worker.desk import Reply
from grader.sandbox.worker.wire import Value
from grader.sandbox.worker_handle import KEPT_OUTPUT, TICK, Worker, WorkerGone
from grader.script import Outcome, Script, Unread, digest, written

# What travels in one frame, at most (but for a single longer script).
FRAME_SCRIPTS = 64
FRAME_BYTES = 2**18


class Session(Client):
    """Exercises of one submission, one after another. Use it as a context manager; at its end its worker is gone.

    An exercise's names are looked for first in the file that is called `stem`.
    """

    def __init__(self, sitting: Sitting, stem: str = "", exercise: str = "") -> None:
        super().__init__(sitting.found, sitting.dead, sitting.names, sitting.targets)
        self._sitting = sitting
        self._stem = stem
        self._exercise = exercise
        self._worker: Worker | None = None
        self._counted = (0.0, 0.0)  # up to where the processor's time and the wall's are counted
        self.begin(exercise)

    def begin(self, exercise: str, stem: str = "") -> None:
        """Go on with another exercise, which has time of its own, in the worker that is there."""
        self.collect_output()
        self._exercise = exercise
        self._stem = stem or self._stem
        self._meter = Meter(self._sitting.limits.exercise_seconds)
        self._learned = self._sitting.learned()
        self.has_fresh_worker = self._worker is None

    def begin_afresh(self) -> None:
        """Go back to where the exercise began, but for time, with a worker that nothing else has run in."""
        self.leave()
        self._sitting.output.pop(self._exercise, None)
        self._sitting.forget_since(self._learned)
        self.begin(self._exercise)

    def exchange(self, name: str, message: tuple[Value, ...]) -> Reply:
        """See `Client.exchange`. A function that cost too many workers or too much memory is not asked any more."""
        refusal = self._refusal(name)
        if refusal is not None:
            raise NotAsked(refusal)
        with self._at_work() as worker:
            try:
                return self._noted(name, worker.ask(message))
            except WorkerGone as gone:
                raise StudentFailure(self._ended_by(name, gone)) from None

    def answers(self, ask: Ask, cases: Sequence[Case], known: Sequence[str] = ()) -> Iterator[Answer]:
        """See `Implementation.answers`. Many scripts travel in one frame; those after a worker's end go again."""
        scripts = [written(ask, case) for case in cases]
        done = 0
        while done < len(scripts):
            for answer in self._answers_to_first(scripts[done:], known[done:]):
                done += 1
                yield answer

    def _answers_to_first(self, scripts: Sequence[Script], known: Sequence[str]) -> list[Answer]:
        """The answers to as many of the scripts as travel together, or up to the one that ended the worker."""
        scripts = _fitting(scripts)
        refusals = self._refusals(scripts)
        refused = [script.refusal(refusals) for script in scripts]
        frame = [script for script, refusal in zip(scripts, refused, strict=True) if refusal is None]
        answers: list[Answer] = []
        with self._at_work() as worker:
            replies, all_well = self._replies(worker, frame)
            for script, refusal, right in zip(scripts, refused, known or [""] * len(scripts), strict=False):
                if refusal is None and not replies:
                    break
                answer = (
                    Answer({}, self.known_as(refusal))
                    if refusal
                    else self._answer(worker, script, replies.pop(0), right)
                )
                if answer is None:
                    all_well = False
                    break
                answers.append(answer)
        if not all_well:  # which of the rest ended the worker, nobody knows yet
            for script in scripts[len(answers) :]:
                answers.append(script.answer(self.one_by_one(script)[0]))
                if self._worker is None:
                    break
        return answers

    def _replies(self, worker: Worker, frame: Sequence[Script]) -> tuple[list[bytes], bool]:
        """The replies to the first scripts of a frame; and whether the worker has ended only if we ended it."""
        replies: list[bytes] = []
        try:
            worker.send([script.encoded for script in frame])
            while len(replies) < len(frame) and not worker.ended:
                replies += worker.replies(len(frame) - len(replies))
                self._end_if_spent(worker)
            if not worker.ended:
                worker.settle()
        except WorkerGone:
            return replies[: len(frame) - 1], False  # what was said beside the answers spoils the last of them
        return replies, True

    def _answer(self, worker: Worker, script: Script, reply: bytes, right: str) -> Answer | None:
        """The answer to a script, or None if the reply can't be read; `right` is the digest of the right reply."""
        if right and digest(reply) == right:
            return Answer(Unread(partial(_values, script, reply)), is_reference=True)
        try:
            return script.answer(self._outcomes(script, worker.read(reply, len(script.requests))))
        except WorkerGone:
            return None

    def _outcomes(self, script: Script, replies: Sequence[Reply]) -> list[Outcome]:
        """What the requests came to, up to the first failure."""
        outcomes: list[Outcome] = []
        for request, reply in zip(script.requests, replies, strict=False):
            try:
                outcomes.append(checked(request, value_in(self._noted(request.name, reply), request.name)))
            except StudentFailure as failed:
                return [*outcomes, self.known_as(failed.failure)]
        return outcomes

    def sources(self, name: str) -> list[str]:
        """See `Places.sources`."""
        return sources_for(self._sitting.submission, name, self._stem)

    def defining(self, name: str) -> list[str]:
        """See `Places.defining`."""
        return defines(self._sitting.submission, name)

    def unreadable(self) -> Mapping[str, str]:
        """See `Places.unreadable`."""
        return self._sitting.submission.broken

    def seconds(self) -> float:
        """See `Implementation.seconds`."""
        return self._worker.processor if self._worker else 0.0

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_error: object) -> None:
        self.leave()

    def leave(self) -> None:
        """End the worker. Whatever is asked next is asked in another one."""
        if self._worker is not None:
            self._worker.end()
            self._loaded.clear()  # the next worker has loaded nothing yet
            self.collect_output()
            self._worker = None

    def _new_worker(self) -> Worker:
        return Worker(self._sitting.nursery, str(self._sitting.submission.folder), self._sitting.limits)

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[Worker]:
        """The worker, a new one if there is none; the time that it takes is counted."""
        worker = self._worker = self._worker or self._new_worker()
        self._counted = (worker.processor, time.monotonic())
        try:
            yield worker
        finally:
            self._count_time(worker)
            if worker.ended:
                self.leave()

    def _count_time(self, worker: Worker) -> None:
        (processor, wall), self._counted = self._counted, (worker.processor, time.monotonic())
        for meter in (self._meter, self._sitting.meter):
            meter.add(worker.processor - processor, self._counted[1] - wall)

    def _end_if_spent(self, worker: Worker) -> None:
        """End the worker between two scripts if there is no time left; looked at now and then."""
        if time.monotonic() - self._counted[1] > TICK and not worker.ended:
            worker.look()
            self._count_time(worker)
            if self._meter.used_up or self._sitting.meter.used_up:
                worker.end()

    def _refusals(self, scripts: Sequence[Script]) -> dict[str, Failure]:
        """Why functions can't be asked, by name; all others are ready."""
        names = dict.fromkeys(chain.from_iterable(script.asks for script in scripts))
        functions = dict.fromkeys(chain.from_iterable(script.calls for script in scripts))
        refusals = {name: refusal for name in names if (refusal := self._refusal(name))}
        while waiting := [name for name in functions if name not in refusals and not self.is_ready(name)]:
            for name in waiting:  # to load one may end the worker that has another one ready
                try:
                    self.ready(name)
                except StudentFailure as failed:
                    refusals[name] = failed.failure
        return refusals

    def _refusal(self, name: str) -> Failure | None:
        """Why the function `name` is not asked any more, if it isn't."""
        ended = self._sitting.ended.get(name, [])
        limits = self._sitting.limits
        if sum(one.kind == "timeout" for one in ended) >= limits.timeouts or len(ended) >= limits.crashes:
            return ended[-1]
        for meter, whole in ((self._meter, self._exercise), (self._sitting.meter, _("the submission"))):
            if meter.used_up:
                return Failure("timeout", name, {"whole": whole})
        return None

    def _noted(self, name: str, reply: Reply) -> Reply:
        if reply[0] == "raised" and plain_facts(reply[1]).get("type") == "MemoryError":
            self._count(Failure("raised", name, plain_facts(reply[1])))
        return reply

    def _ended_by(self, name: str, gone: WorkerGone) -> Failure:
        facts: dict[str, Value] = {"how": gone.how}
        if gone.seconds is not None:
            facts["seconds"] = gone.seconds
        failure = Failure("crashed" if gone.seconds is None else "timeout", name, facts)
        self._count(failure)
        return failure

    def _count(self, failure: Failure) -> None:
        self._sitting.ended.setdefault(failure.name, []).append(failure)

    def collect_output(self) -> bytes:
        """What the exercise has printed up to now; it is kept with the sitting."""
        output = self._sitting.output
        if self._worker is not None:
            output[self._exercise] = (output.get(self._exercise, b"") + self._worker.take_output())[:KEPT_OUTPUT]
        return output.get(self._exercise, b"")


def _values(script: Script, reply: bytes) -> Mapping[str, Value]:
    return script.answer([value for _ok, value in wire.decode(reply)]).values  # type: ignore[union-attr,misc,str-unpack]


def _fitting(scripts: Sequence[Script]) -> Sequence[Script]:
    """The first of the scripts, as many as fit into one frame: at least one."""
    size = 0
    for count, script in enumerate(scripts[:FRAME_SCRIPTS]):
        size += len(script.encoded)
        if count and size > FRAME_BYTES:
            return scripts[:count]
    return scripts[:FRAME_SCRIPTS]
