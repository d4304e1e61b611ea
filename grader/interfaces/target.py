"""How a function of the assignment is found and called in a submission that has it under another name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.sandbox.worker.wire import Value

# function   called with the arguments where its own signature wants them
# output     the same; it returns `out` alone, and there is no cache
# forward    a class: made with all but x, then its `forward(x)`; the object is the cache
# backward   a class: the `backward(dout)` of such an object, which then has the `gradients`
# class      made with the sizes; from then on it is a layer like the assignment's
Kind = Literal["function", "output", "forward", "backward", "class"]

_CONV = ("x", "w", "b", "conv_param")
# What is asked of each function, in this order; a dict holds more of them.
TAKES: Mapping[str, tuple[str, ...]] = {
    "conv_forward_naive": _CONV,
    "conv_backward_naive": _CONV,  # its documented cache
    "conv_forward_im2col": _CONV,
    "conv_backward_im2col": _CONV,
    "im2col": ("x", "HH", "WW", "stride", "pad"),
    "col2im": ("cols", "x_shape", "HH", "WW", "stride", "pad"),
    "max_pool_forward_naive": ("x", "pool_param"),
    "max_pool_backward_naive": ("x", "pool_param"),
    "avg_pool_forward_naive": ("x", "pool_param"),
    "avg_pool_backward_naive": ("x", "pool_param"),
    "Conv2d": ("C", "F", "HH", "stride", "pad"),
    "Conv2D": ("x", "F", "HH", "WW", "stride", "pad"),
}


@dataclass(frozen=True)
class Target:
    """One function of the assignment (`exercise`) under another name: one of `names`.

    `parameters` has, for what a parameter means, the names that it may have; `size` says whether a kernel's size is a
    "pair" or a "number". `layout` is that of its matrix of windows, see `grader.sandbox.worker.layouts`. Of two
    interfaces that share a name, that one is meant of whose `tells` one stands in the definition.
    """

    exercise: str
    names: tuple[str, ...]
    kind: Kind
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    size: str = ""
    layout: str = ""
    gradients: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()

    def spoken(self, called: str, step: object = None) -> str:
        """How a sentence speaks of it, if it is `called` so: a class's method is more than the class.

        `step` is the method at work, as a worker says, whose word may be anything.
        """
        if self.kind not in ("forward", "backward"):
            return called
        return f"{called}.{step if step in ('forward', 'backward') else self.kind}"

    def plan(self, called: str) -> Value:
        """What a desk has to know to call it: see `grader.sandbox.worker.foreign`."""
        return {
            "target": called,
            "kind": self.kind,
            "takes": TAKES[self.exercise],
            "parameters": dict(self.parameters),
            "size": self.size,
            "layout": self.layout,
            "gradients": self.gradients,
        }
