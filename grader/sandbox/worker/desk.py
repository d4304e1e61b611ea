"""The desk at which a submission sits: calls its functions and keeps the objects they return."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeGuard

import numpy as np

from . import returned
from .foreign import Foreign
from .layouts import Laid
from .loader import Loader
from .raised import description
from .returned import BadReturn
from .wire import Handle, Value

# What a call is asked to return: one kind, or a tuple of kinds for a function that returns several values.
#   "array"   the numbers come back        "number"  an int or float comes back
#   "handle"  the object stays at the desk, its handle comes back
Returns = str | tuple[str, ...]

Reply = tuple[str, Value]


class Desk:
    """Answers requests about one submission. Every answer is `(outcome, value)`.

    What comes in a request belongs to the submission from then on: it may write to it.

    Outcomes: "ok" with the value; "bad" when the function returned something else than it was asked for;
    "raised" when the submission's code raised.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._objects: dict[int, Any] = {}
        self._paths: dict[str, str] = {}  # by the functions' names: the file that was found to have it
        self._foreign: dict[str, Foreign] = {}  # those that are functions of another course's
        self._step = ""  # which method of a foreign class is at work
        self._verbs: dict[str, Callable[..., Value]] = {
            "load": self._load,
            "call": self._call,
            "method": self._method,
            "put": self._put,
            "copy": self._copy,
            "write": self._write,
            "get": self._get,
            "assign": self._assign,
            "drop": self._drop,
            "anew": self._anew,
        }

    def answer(self, verb: str, *arguments: Any) -> Reply:
        """Do what `verb` asks; whatever the submission's code raises becomes an answer."""
        self._step = ""
        try:
            return "ok", self._verbs[verb](*arguments)
        except BadReturn as bad:
            return "bad", bad.facts
        except BaseException as error:  # SystemExit and KeyboardInterrupt too: student code may raise anything
            step = {"step": self._step} if self._step else {}
            return "raised", {**description(error, self._loader.line_of), **step}

    def called(self, function: Callable[..., Any], arguments: list[Any]) -> Any:
        """What a function of the submission returns."""
        return function(*arguments)

    def _load(self, path: str, name: str, plan: dict[str, Any] | None = None) -> Value:
        if plan is not None:
            self._foreign[name] = Foreign(plan)
        facts = self._loader.load(path, plan["target"] if plan else name)
        self._paths[name] = path
        return facts

    def _call(self, name: str, arguments: tuple[Value, ...], returns: Returns) -> Value:
        if name in self._foreign:
            return self._call_foreign(self._foreign[name], name, arguments, returns)
        function = self._loader.found(self._paths[name], name)
        return self._kept(self.called(function, self._objects_of(arguments)), returns)

    def _call_foreign(self, foreign: Foreign, name: str, arguments: tuple[Value, ...], returns: Returns) -> Value:
        function = self._loader.found(self._paths[name], foreign.target)
        foreign.prepare(self._objects, arguments)
        try:
            answer = self.called(partial(foreign.call, function), self._objects_of(arguments))
        except BaseException:
            self._step = foreign.step
            raise
        return self._kept(answer, returns)

    def _method(self, of: Handle, name: str, arguments: tuple[Value, ...], returns: Returns) -> Value:
        method = getattr(self._objects[of.number], name)
        return self._kept(self.called(method, self._objects_of(arguments)), returns)

    def _put(self, value: Value) -> Value:
        return self._keep(self._object_of(value))

    def _copy(self, of: Handle, attribute: str) -> Value:
        return self._keep(self._get(of, attribute))

    def _write(self, into: Handle, numbers: np.ndarray[Any, Any]) -> Value:
        array = self._objects[into.number]
        if isinstance(array, Laid):
            array.write(numbers)
            return None
        array.flags.writeable = True  # it is ours: whoever made it read-only did no harm
        array[...] = numbers
        return None

    def _get(self, of: Handle, attribute: str) -> Value:
        value = self._objects[of.number]
        if isinstance(value, Laid):
            return value.windows()
        return returned.as_plain(getattr(value, attribute) if attribute else value)

    def _assign(self, of: Handle, values: dict[str, Value]) -> Value:
        """Give each attribute the numbers of its value, in place where that is possible.

        In place keeps other names of the same array working: views, a dict of parameters, a read-only property.
        """
        owner = self._objects[of.number]
        for attribute, given in values.items():
            value = self._object_of(given)
            current = getattr(owner, attribute, None)
            if isinstance(value, np.ndarray) and _can_hold(current, value):
                current[...] = value
                if np.array_equal(getattr(owner, attribute), value):
                    continue
            # no place for it, or what we wrote to was a copy
            setattr(owner, attribute, value)
        return None

    def _drop(self, of: Handle) -> Value:
        self._objects[of.number] = None  # its number stays taken: the next object gets another one
        return None

    def _anew(self, verb: str = "", *arguments: Any) -> Value:
        """Let go of all objects, then do what `verb` asks, if anything."""
        self._objects.clear()
        return self._verbs[verb](*arguments) if verb else None

    def _kept(self, value: Any, returns: Returns) -> Value:
        if isinstance(returns, str):
            return self._one(value, returns)
        if value is None:
            raise BadReturn("none")
        if not isinstance(value, (tuple, list)):  # a union is made anew each time
            raise BadReturn("one", wanted=len(returns), type=returned.type_name(value))
        if len(value) != len(returns):
            raise BadReturn("count", wanted=len(returns), got=len(value))
        items = []
        for position, (item, kind) in enumerate(zip(value, returns, strict=True)):
            try:
                is_missing = item is None and kind in ("array", "number")  # not written yet, but others may be
                items.append(None if is_missing else self._one(item, kind))
            except BadReturn as bad:
                bad.facts["position"] = position
                raise
        return tuple(items)

    def _one(self, value: Any, kind: str) -> Value:
        if kind == "array":
            if isinstance(value, Laid):
                return value.windows()
            return returned.as_array(value)
        if kind == "number":
            return returned.as_number(value)
        return self._keep(value)

    def _keep(self, value: Any) -> Handle:
        handle = Handle(len(self._objects))
        self._objects[handle.number] = value
        return handle

    def _object_of(self, argument: Value) -> Any:
        if isinstance(argument, Handle):
            return self._objects[argument.number]
        if isinstance(argument, tuple):  # a documented cache: a tuple of arrays and handles
            return tuple(self._object_of(item) for item in argument)
        return argument

    def _objects_of(self, arguments: tuple[Value, ...]) -> list[Any]:
        return [self._object_of(argument) for argument in arguments]


def _can_hold(current: object, value: np.ndarray[Any, Any]) -> TypeGuard[np.ndarray[Any, Any]]:
    return (
        isinstance(current, np.ndarray)
        and current.flags.writeable
        and current.shape == value.shape
        and np.can_cast(value.dtype, current.dtype, "safe")  # big-endian numbers too
    )
