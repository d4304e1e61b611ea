"""Which layers stand around a worker, and why others don't, as it has told the grader."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from grader.language import _
from grader.sandbox.worker.wire import Value


@dataclass(frozen=True)
class Standing:
    """The layers that stand, in the order in which they are put on, and the reasons of those that don't, by name."""

    layers: tuple[str, ...]
    missing: Mapping[str, str]

    def sentence(self, layers: Collection[str]) -> str:
        """Which of `layers` are missing, and why."""
        told = [f"{layer} ({reason})" for layer, reason in self.missing.items() if layer in layers]
        sentence = _("{layers} is missing") if len(told) == 1 else _("{layers} are missing")
        return sentence.format(layers=", ".join(told))

    def beside(self, other: "Standing") -> "Standing":
        """The layers that stand around both workers, with the reasons of either."""
        missing = {**self.missing, **other.missing}
        return Standing(tuple(layer for layer in self.layers if layer not in missing), missing)


def standing_in(told: Mapping[str, Value]) -> Standing:
    """What a worker has told before it served."""
    layers, missing = told["layers"], told["missing"]
    assert isinstance(layers, tuple)
    assert isinstance(missing, Mapping)
    return Standing(tuple(map(str, layers)), {layer: str(reason) for layer, reason in missing.items()})
