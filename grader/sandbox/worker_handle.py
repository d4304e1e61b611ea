"""The grader's end of one worker: a request out, an answer in, within limits, never a byte more than asked."""

import contextlib
import os
import select
import time
from collections.abc import Sequence
from itertools import islice

from grader.language import _
from grader.sandbox.limits import WALL_FACTOR, Limits, processor_seconds, threads_of
from grader.sandbox.nursery import ALIVE, Nursery, not_ready
from grader.sandbox.worker import asked, wire
from grader.sandbox.worker.desk import Reply

TICK = 0.05  # seconds between looks at the clocks while a call runs
# Scripts that travel together are answered sooner than this, or asked one by one, each call with all its time.
SILENCE = 1.0
NAP = 0.0002  # seconds until more replies have come: to be woken by each costs more than to read it
MOST_READS = 16
KEPT_OUTPUT = 4096  # bytes of what the student printed that are kept


class WorkerGone(Exception):  # noqa: N818  # it is how a student's code ends, no error of ours
    """The worker was ended. `how`: in words, of which it is the subject.

    `seconds`: the limit on time that it went beyond, if that is why; `exit_status`: if it ended itself.
    """

    def __init__(self, how: str, seconds: float | None = None, exit_status: int | None = None) -> None:
        super().__init__(how)
        self.how = how
        self.seconds = seconds
        self.exit_status = exit_status


class Worker:
    """One worker process, from `start` until `end`."""

    def __init__(self, nursery: Nursery, base: str, limits: Limits) -> None:
        self._nursery = nursery
        self._limits = limits
        self._sent = 0  # frames
        self._replied = 0
        self._out = memoryview(b"")  # what has still to be sent
        self._incoming = bytearray()  # what has come and was not yet taken out
        self._is_batch = False
        self._seconds = limits.call_seconds
        self._printed = 0
        self._is_mute = False  # whether nobody can print any more
        self.output = bytearray()
        self.processor = 0.0
        requests, replies, output = os.pipe(), os.pipe(), os.pipe()
        theirs = (requests[0], replies[1], output[1])
        self._requests, self._replies, self._output = requests[1], replies[0], output[0]
        try:
            self.pid = nursery.start(base, theirs, limits)
        except BaseException:
            for descriptor in (self._requests, self._replies, self._output):
                os.close(descriptor)
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        for descriptor in (self._requests, self._replies, self._output):
            os.set_blocking(descriptor, False)
        try:
            self.ask(("anew",))  # nothing of the submission has been read yet
        except WorkerGone as gone:
            raise not_ready(gone.how) from None

    @property
    def ended(self) -> bool:
        """Whether the worker is gone."""
        return self.pid < 0

    def ask(self, request: tuple[wire.Value, ...]) -> Reply:
        """Send one request and return the answer, `(outcome, value)`.

        Raises:
            WorkerGone: it died, took too long, printed too much, or answered out of turn. It has been ended.
        """
        self.send([asked.encode((request,))])
        self._seconds = self._limits.load_seconds if request[0] == "load" else self._limits.call_seconds
        (reply,) = self.replies(1)
        (answer,) = self.read(reply, 1)
        self.settle()
        return answer

    def send(self, scripts: Sequence[bytes]) -> None:
        """Send scripts of requests, all of them in one frame. What the pipe can't hold goes out later."""
        self._out = memoryview(wire.sheaf(self._sent, scripts))
        self._is_batch = len(scripts) > 1
        self._seconds = min(SILENCE, self._limits.call_seconds)
        self._sent += 1
        with contextlib.suppress(BlockingIOError, BrokenPipeError):  # `replies` will meet it again
            self._out = self._out[os.write(self._requests, self._out) :]

    def replies(self, most: int) -> list[bytes]:
        """The replies to the next scripts, `most` at most, as they came; see `read`.

        Raises:
            WorkerGone: as in `ask`.
        """
        try:
            end = self._end_of_reply()
            if end is None or len(self._incoming) < end:
                before, started = self._clock(), time.monotonic()
                while end is None or len(self._incoming) < end:
                    self._wait(before, started)
                    end = self._end_of_reply()
            found = list(islice(wire.pieces(bytes(self._incoming[wire.HEADER.size : end])), most + 1))
            if not 0 < len(found) <= most:
                raise wire.WireError("not an answer")
        except wire.WireError as error:
            raise self._unreadable(error) from None
        del self._incoming[:end]
        self._replied += 1
        return found

    def read(self, reply: bytes, most: int) -> tuple[Reply, ...]:
        """What a reply says: an answer to each request of a script, `most` in all, up to the first that isn't ok.

        Raises:
            WorkerGone: nothing that can be read. It has been ended.
        """
        try:
            return _answers(wire.decode(reply), most)
        except wire.WireError as error:
            raise self._unreadable(error) from None

    def settle(self) -> None:
        """See to it that nothing else has been said than was taken out.

        Raises:
            WorkerGone: something has.
        """
        self._clock()
        if self._incoming or self._out:
            raise self._unreadable(wire.WireError("bytes that nobody asked for"))

    def look(self) -> None:
        """Look at the clock: `processor` is what has been used up to now."""
        self._clock()

    def _unreadable(self, error: wire.WireError) -> WorkerGone:
        self.end()
        return WorkerGone(_("gave an answer that can't be read: {error}").format(error=error))

    def take_output(self) -> bytes:
        """The beginning of what has been printed since this was last asked."""
        if not self.ended:
            self._drain()
        taken, self._printed = bytes(self.output), 0
        self.output.clear()
        return taken

    def end(self) -> None:
        """Kill the worker and everything in its process group."""
        if not self.ended:
            self._clock()
            try:
                self._nursery.end(self.pid)
            finally:
                self._leave()

    def _lost(self) -> WorkerGone:
        """What to raise when its streams have ended: how it ended."""
        self._clock()
        try:
            return _gone(self._nursery.status(self.pid))
        finally:
            self._leave()

    def _leave(self) -> None:
        self.pid = -1
        self._drain()
        for descriptor in (self._requests, self._replies, self._output):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def _end_of_reply(self) -> int | None:
        """Where the next reply's frame ends, once its header is there."""
        if len(self._incoming) < wire.HEADER.size:
            return None
        return wire.HEADER.size + wire.body_length(self._incoming, self._replied)

    def _wait(self, before: float, started: float) -> None:
        """Wait for a moment, at most, for whatever the worker does; take in what it sends and prints."""
        waiting = [self._replies] if self._is_mute else [self._replies, self._output]
        if self._is_batch:
            time.sleep(NAP)
        readable, writable, _failed = select.select(waiting, [self._requests] if self._out else [], [], TICK)
        if self._output in readable:
            self._drain()
            if self._printed > self._limits.printed_mib * 2**20:
                self.end()
                raise WorkerGone(_("printed without end"))
        if writable:
            self._send()
        if self._replies in readable:
            self._incoming += self._receive()
        if time.monotonic() - started > TICK:
            self._check_time(before, started)

    def _send(self) -> None:
        try:
            self._out = self._out[os.write(self._requests, self._out) :]
        except BrokenPipeError:
            raise self._lost() from None

    def _receive(self) -> bytes:
        """Some bytes of the answer.

        Raises:
            WorkerGone: the stream has ended.
        """
        part = os.read(self._replies, 2**16)
        if not part:
            raise self._lost()
        return part

    def _drain(self) -> None:
        """Take in some of what was printed; keep its beginning."""
        with contextlib.suppress(BlockingIOError):
            for _read in range(MOST_READS):  # whoever prints faster than we read must not keep us here
                part = os.read(self._output, 2**16)
                if not part:
                    self._is_mute = True
                    break
                self._printed += len(part)
                self.output += part[: max(0, KEPT_OUTPUT - len(self.output))]

    def _clock(self) -> float:
        with contextlib.suppress(ProcessLookupError):
            self.processor = processor_seconds(self.pid)
        return self.processor

    def _check_time(self, before: float, started: float) -> None:
        used = self._clock() - before
        if used > self._seconds or time.monotonic() - started > WALL_FACTOR * self._seconds:
            self.end()
            sentence = _("did not finish within {seconds} s").format(seconds=f"{self._seconds:g}")
            raise WorkerGone(sentence, self._seconds)
        if threads_of(self.pid) > self._limits.threads:
            self.end()
            raise WorkerGone(_("started more than {count} threads").format(count=self._limits.threads))


def _answers(reply: wire.Value, most: int) -> tuple[Reply, ...]:
    if not isinstance(reply, tuple) or not reply or len(reply) > most:
        raise wire.WireError("not an answer")
    answers = tuple(map(_outcome_and_value, reply))
    oks = [outcome == "ok" for outcome, _value in answers]
    if not all(oks[:-1]) or (oks[-1] and len(answers) < most):
        raise wire.WireError("not an answer")
    return answers


def _outcome_and_value(answer: wire.Value) -> Reply:
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise wire.WireError("not an answer")
    outcome, value = answer
    if not isinstance(outcome, str) or outcome not in ("ok", "bad", "raised"):
        raise wire.WireError("not an answer")
    return outcome, value


def _gone(status: int) -> WorkerGone:
    """What to raise of a process that ended so."""
    if status == ALIVE:
        return WorkerGone(_("cut its connection to the grader"))
    if os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        return WorkerGone(_("ended its process with exit status {status}").format(status=code), exit_status=code)
    return WorkerGone(_("ended its process by signal {signal}").format(signal=os.WTERMSIG(status)))
