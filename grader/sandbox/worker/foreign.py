"""A function or class of another course's, called as the assignment's function that it stands for.

The grader asks everybody the same. What somebody's own function is called and how it wants its arguments is told to
the desk in a plan, see `grader.interfaces.interface`; what comes back is the submission's own all the same.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from .layouts import Laid, Sizes, from_windows
from .signature import MAY_BE_MISSING, Signature
from .wire import Handle

_ROLES_OF_KEYS = {"pool_height": "HH", "pool_width": "WW"}  # in pool_param


class Foreign:
    """How one of the assignment's functions is called where it has another name. `plan` says how.

    `step` is the method that is at work, "" while there is none: who raises is to be told by its own name.
    """

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self.target = str(plan["target"])
        self.step = ""
        self._plan = plan
        self._is_about_state = False
        self._batches = 0
        self._learnt: tuple[Any, Any] | None = None  # the object whose backward came last, and its dout
        self._signature: tuple[Any, Signature] | None = None

    def prepare(self, objects: dict[int, Any], arguments: Sequence[Any]) -> None:
        """Look at the arguments before a call: an object of ours has to lie there in the submission's own layout.

        Whoever puts the arrays, or those of a documented cache, wants to know what is kept from one call to the next.
        """
        held = (*arguments[:1], *(one for last in arguments[-1:] for one in _items(last)))
        self._is_about_state = any(isinstance(one, Handle) for one in held)
        if self._is_laid("cols") and isinstance(arguments[0], Handle):
            number = arguments[0].number
            objects[number] = self._laid(objects[number], self._roles(arguments))

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What the assignment's function would return, by way of `function`, the submission's own."""
        self.step = ""
        kind = self._plan["kind"]
        if kind == "backward":
            return self._backward(function, *arguments)
        roles = self._roles(arguments)
        if kind == "forward":
            return self._forward(function, roles)
        if self._is_laid("cols"):
            roles["cols"] = self._laid(roles["cols"], roles).held
        answer = self._given(function, roles)
        if kind == "output":
            return answer, None
        if self._plan["layout"] not in ("", "windows") and "x" in roles:
            return Laid(answer, self._plan["layout"], Sizes.of(roles["x"].shape, roles))
        return answer

    def _backward(self, function: Callable[..., Any], dout: Any, cache: Any) -> Any:
        if isinstance(cache, tuple):  # as the assignment documents it: the forward's arguments
            roles = self._expanded(dict(zip(self._plan["takes"], cache, strict=True)))
            _out, cache = self._forward(function, roles)
            if self._is_about_state:  # another object's forward comes in between
                self._forward(function, {**roles, "x": np.concatenate([1 - roles["x"], roles["x"]])})
        self.step = "backward"
        dx = cache.backward(dout)
        if self._is_about_state:  # another object's backward comes before the gradients are read
            if self._learnt and self._learnt[0] is not cache:
                self._learnt[0].backward(self._learnt[1])
            self._learnt = cache, dout
        names = self._plan["gradients"]
        return (dx, *(getattr(cache, name) for name in names)) if names else dx

    def _forward(self, function: Callable[..., Any], roles: Mapping[str, Any]) -> tuple[Any, Any]:
        """What the forward of a new object returns, and the object."""
        layer = self._given(function, {role: value for role, value in roles.items() if role != "x"})
        self.step = "forward"
        if self._is_about_state:  # in training, an object sees one batch after another: never the same one before
            self._batches += 1
            layer.forward(self._batches - roles["x"])
        return layer.forward(roles["x"]), layer

    def _given(self, function: Callable[..., Any], roles: Mapping[str, Any]) -> Any:
        if self._signature is None or self._signature[0] is not function:
            known = Signature(function, self._plan["parameters"], self._plan["size"], tuple(roles))
            self._signature = function, known
        return self._signature[1].call(function, roles)

    def _roles(self, arguments: Sequence[Any]) -> dict[str, Any]:
        return self._expanded(dict(zip(self._plan["takes"], arguments, strict=False)))

    def _expanded(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments by what they mean, those in dicts too, and those that have been left out."""
        roles: dict[str, Any] = {}
        for name, value in given.items():
            if isinstance(value, dict):
                roles |= {_ROLES_OF_KEYS.get(str(key), str(key)): one for key, one in value.items()}
            else:
                roles[name] = value
        return MAY_BE_MISSING | roles

    def _is_laid(self, name: str) -> bool:
        return self._plan["layout"] not in ("", "windows") and self._plan["takes"][0] == name

    def _laid(self, cols: Any, roles: Mapping[str, Any]) -> Laid:
        if isinstance(cols, Laid):
            return cols
        sizes = Sizes.of(roles["x_shape"], roles)
        return Laid(from_windows(cols, self._plan["layout"], sizes), self._plan["layout"], sizes)


def _items(argument: Any) -> tuple[Any, ...]:
    return argument if isinstance(argument, tuple) else ()
