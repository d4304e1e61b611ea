"""How a submission's code failed to give an answer, as data and as one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.escape import printable
from grader.language import N_, _
from grader.sandbox.worker.wire import Value

Kind = Literal["missing", "not_implemented", "unloadable", "raised", "bad_return", "timeout", "crashed", "signature"]

# By the status of an exercise; said by whoever has nothing more to say of it.
NOTHING_THERE = {
    "missing": N_("{name} is not defined in any of the files."),
    "not_implemented": N_("{name} is not written yet."),
}

_COUNTS = {1: N_("one value"), 2: N_("two values"), 3: N_("three values")}


@dataclass(frozen=True)
class Failure:
    """Why the function `name` gave no answer. `facts` come from the worker: hostile until escaped.

    Where the submission has it under another name, that is what it is `called`.
    """

    kind: Kind
    name: str
    facts: Mapping[str, Value] = field(default_factory=dict)
    called: str = ""

    def sentence(self) -> str:
        """What happened, in one or two sentences that are safe to print."""
        return _SENTENCES[self.kind](self.called or self.name, self.facts)

    def hint(self) -> str:
        """The next step, which has nothing to do with the check that met the failure."""
        if self.raised() == "PermissionError":
            return _(_BOX_HINT)
        if self.kind == "raised" and self.raised() in _RAISED_HINTS:
            return _(_RAISED_HINTS[str(self.raised())])
        if self.kind == "raised" and not self.facts.get("frames"):
            return _(_NO_LINE_HINT)
        return _(_HINTS.get(self.kind, "") or _BAD_RETURN_HINTS.get(str(self.facts.get("what")), _RETURN_HINT))

    def raised(self) -> str | None:
        """The type of the exception that is to blame, as the submission's code calls it: hostile."""
        name = self.facts.get("type")
        return name if self.kind in ("raised", "unloadable", "not_implemented") and isinstance(name, str) else None

    def again(self) -> bool:
        """Whether asking the same function anything else would fail in the same way."""
        return self.kind in ("missing", "unloadable") or bool(self.facts.get("stub"))


class StudentFailure(Exception):  # noqa: N818  # it is the student's code that failed, not ours
    """Raised through a question when the submission's code gave no answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind, failure.name)
        self.failure = failure


class NotAsked(StudentFailure):
    """The code was not even asked: it has used up what it may use."""


def _text(facts: Mapping[str, Value], key: str, limit: int = 200) -> str:
    value = facts.get(key)
    return printable(value if isinstance(value, str) else str(value), limit)


def _missing(name: str, facts: Mapping[str, Value]) -> str:
    sentence = _(NOTHING_THERE["missing"]).format(name=name)
    if not facts.get("similar"):
        return sentence
    similar = _('There is a "{similar}": is that the one?').format(similar=_text(facts, "similar", 60))
    return f"{sentence} {similar}"


def _not_implemented(name: str, facts: Mapping[str, Value]) -> str:
    if facts.get("stub"):
        return _(NOTHING_THERE["not_implemented"]).format(name=name)
    sentence = _("{name} still raises {exception}: take that line out when your code is in place.")
    return sentence.format(name=name, exception=_with_place("NotImplementedError", facts))


def _unloadable(_name: str, facts: Mapping[str, Value]) -> str:
    why = _text(facts, "outcome") if facts.get("outcome") else _with_place(_exception(facts), facts)
    sentence = _("{path} could not be loaded: {why}.").format(path=_text(facts, "path", 80), why=why)
    return sentence if facts.get("outcome") else sentence + _advice(facts)


def _raised(name: str, facts: Mapping[str, Value]) -> str:
    exception = _with_place(_exception(facts), facts)
    return _("{name} raised {exception}.").format(name=name, exception=exception) + _advice(facts)


def _timeout(name: str, facts: Mapping[str, Value]) -> str:
    if facts.get("seconds") is None:
        sentence = _("{name} was not asked any more: the time for {whole} is used up.")
        return sentence.format(name=name, whole=_text(facts, "whole"))
    sentence = _("{name} did not finish within {seconds} s. Is there a loop that never ends?")
    return sentence.format(name=name, seconds=f"{facts['seconds']:g}")


def _crashed(name: str, facts: Mapping[str, Value]) -> str:
    return _("{name} {how}.").format(name=name, how=_text(facts, "how"))


def _exception(facts: Mapping[str, Value]) -> str:
    message = _text(facts, "message")
    return _text(facts, "type", 60) + (f": {message}" if message else "")


def _with_place(exception: str, facts: Mapping[str, Value]) -> str:
    """The exception, and the line of the student's that raised it, if it is known."""
    frames = facts.get("frames")
    if not isinstance(frames, tuple) or not frames or not isinstance(frames[-1], tuple) or len(frames[-1]) != 3:
        return exception
    path, line, source = frames[-1]
    place = _("{exception} ({path}, line {line}: `{source}`)") if source else _("{exception} ({path}, line {line})")
    return place.format(
        exception=exception,
        path=printable(str(path), 80),
        line=printable(str(line), 12),
        source=printable(str(source), 90),
    )


def _advice(facts: Mapping[str, Value]) -> str:
    advice = _ADVICE.get(str(facts.get("type")))
    return f" {_(advice)}" if advice else ""


_ADVICE = {
    "ModuleNotFoundError": N_("Only the standard library, NumPy and the files handed in are there."),
    "SystemExit": N_("Take the call of exit out: a function answers by returning."),
    "MemoryError": N_("It asked for more memory than it may have."),
    "EOFError": N_("Nobody types while it is graded: take input() out."),
    "BdbQuit": N_("Nobody is at the keyboard while it is graded: take breakpoint() out."),
}


def _bad_return(name: str, facts: Mapping[str, Value]) -> str:
    what, position = facts.get("what"), facts.get("position")
    which = name
    if isinstance(position, int):
        which = _("{name}'s value number {number}").format(name=name, number=position + 1)
    sentence = _BAD_RETURNS.get(what) if isinstance(what, str) else None
    limits = {"type": 100 if what == "wire" else 60, "got": 12, "dtype": 50, "shape": 100, "fits": 100}
    fields = {key: _text(facts, key, limit) for key, limit in limits.items()}
    return _(sentence or _UNREADABLE).format(name=which, wanted=_wanted(facts), **fields)


def _signature(name: str, facts: Mapping[str, Value]) -> str:
    fields = {key: _text(facts, key, limit) for key, limit in {"parameter": 60, "missing": 60, "known": 200}.items()}
    shown = f"{name}({_text(facts, 'parameters', 200)})"
    sentence = N_("{shown}: which of its parameters is which can't be told.")
    if facts.get("parameter"):
        sentence = N_("{shown}: what is its parameter {parameter}? Its name is none of those that are known.")
    elif facts.get("missing"):
        sentence = N_("{shown}: which of its parameters is {missing}? Known names are {known}.")
    return _(sentence).format(shown=shown, **fields)


def _wanted(facts: Mapping[str, Value]) -> str:
    wanted = facts.get("wanted")
    if not isinstance(wanted, int):
        return _("several values")
    return _(_COUNTS[wanted]) if wanted in _COUNTS else _("{count} values").format(count=wanted)


_UNREADABLE = N_("{name} gave an answer that can't be read.")
_BAD_RETURNS = {
    "none": N_("{name} returned None. Is its return statement missing?"),
    "one": N_("{name} returned one {type} where {wanted} are expected: look at its last line."),
    "count": N_("{name} returned {got} values where {wanted} are expected."),
    "type": N_("{name} is a {type}, not an array of numbers."),
    "dtype": N_("{name} is an array of dtype {dtype}, not of real numbers."),
    "size": N_("{name} is far too large: its shape is {shape}."),
    "number": N_("{name} is a {type}, not a number."),
    "layout": N_("{name} returned an array of shape {shape}, where {fits} is expected."),
    "not_callable": N_("{name} is a {type}, not a function."),
    "wire": N_("{name} gave an answer that can't be read ({type})."),
}

_SENTENCES = {
    "missing": _missing,
    "not_implemented": _not_implemented,
    "unloadable": _unloadable,
    "raised": _raised,
    "bad_return": _bad_return,
    "timeout": _timeout,
    "crashed": _crashed,
    "signature": _signature,
}

_BOX_HINT = N_(
    "While it is graded, code can read its own files and calculate: no other files, no network, no other programs or "
    "processes. Nothing that is asked needs them."
)
_RAISED_HINTS = {
    "NameError": N_("Compare the name that the error quotes, letter by letter, with the one you gave the value."),
    "UnboundLocalError": N_("Follow the lines before it with small arrays: which of them gives this name its value?"),
    "RecursionError": N_("Which call is the last one, that doesn't call itself again?"),
    "MemoryError": N_("Print the shape that you ask for in that line. Which of its factors is too large?"),
    "EOFError": N_("What you need is in the arguments: nothing has to be typed."),
    "BdbQuit": N_("To look around in your code, run it yourself, or `make test`."),
}
_NO_LINE_HINT = N_("Call it yourself with small arrays, and read the error to its end: what does it miss?")
_HINTS = {
    "not_implemented": N_("Take the line with NotImplementedError out, or finish what comes before it."),
    "raised": N_("Call it yourself with small arrays: which line raises, and what are the values there?"),
    "timeout": N_("Follow your loops by hand for a small case: what makes each of them end?"),
    "signature": N_("Name the parameters as the course does: `grader rubric --interface NAME` lists the names."),
    "crashed": N_("Call it yourself with small arrays: a function ends by returning, and leaves its process alone."),
}
_RETURN_HINT = N_("The docstring says what is returned, in which order: look at your return statement.")
_BAD_RETURN_HINTS = {"none": N_("End the function with a return of what the docstring promises.")}
