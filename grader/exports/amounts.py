"""Points as others want them written: a number of JSON, or digits."""

from decimal import Decimal

_DIGITS = 6  # behind the point: what a sum of halves and thirds may have lost is no mark


def as_number(points: float) -> int | float:
    """Points as a number of JSON: 2 for 2.0, and none of the noise that a sum of floats has."""
    rounded = round(float(points), _DIGITS)
    return int(rounded) if rounded.is_integer() else rounded


def as_digits(points: float, separator: str = ".") -> str:
    """Points as plain digits, whatever their size: 87.5, or 87,5 with another decimal separator."""
    digits = format(Decimal(str(as_number(points))), "f")
    return digits.replace(".", separator)
