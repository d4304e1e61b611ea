"""The shape of a case, before it is filled with numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """The shapes of a convolution or of a pooling (F and pad not used there), and which numbers to fill in."""

    N: int = 1
    C: int = 1
    H: int = 3
    W: int = 3
    F: int = 1
    HH: int = 2
    WW: int = 2
    stride: int = 1
    pad: int = 0
    values: str = "fine"  # which numbers, see grader.filling
    bias: bool = False
    twin: bool = False

    def out(self) -> tuple[int, int]:
        """H', W'."""
        return (
            1 + (self.H + 2 * self.pad - self.HH) // self.stride,
            1 + (self.W + 2 * self.pad - self.WW) // self.stride,
        )
