"""How an item, an exercise or a check, does its work in a class: how hard it is, and whether it tells students apart.

Both are what test theory calls item analysis; all of it is kept in a few sums, whatever the size of the class.
"""

import math
from dataclasses import dataclass


@dataclass(slots=True)
class Item:
    """The sums over a class of points for one item, and of the points for all else.

    Means and squares about them are brought up to date one by one, as Welford does it (Technometrics 4, 1962,
    pp. 419-420): differences of large sums would lose what is looked for.
    """

    max_score: float
    count: int = 0
    mean: float = 0.0
    mean_rest: float = 0.0
    squares: float = 0.0
    squares_rest: float = 0.0
    products: float = 0.0

    def add(self, score: float, rest: float) -> None:
        """One student's points for it, and for all the rest."""
        self.count += 1
        before, before_rest = score - self.mean, rest - self.mean_rest
        self.mean += before / self.count
        self.mean_rest += before_rest / self.count
        self.squares += before * (score - self.mean)
        self.squares_rest += before_rest * (rest - self.mean_rest)
        self.products += before * (rest - self.mean_rest)

    @property
    def difficulty(self) -> float | None:
        """The mean share of its points, from 0 (nobody gets any) to 1; None where there are none to get.

        So it is high where an item is easy: the name is that of the textbooks (Crocker and Algina, Introduction to
        Classical and Modern Test Theory, 1986, chapter 14).
        """
        return self.mean / self.max_score if self.count and self.max_score else None

    @property
    def discrimination(self) -> float | None:
        """The correlation of its points with the points for all else, from -1 to 1; None where one never varies.

        It is the item-total correlation, corrected: an item is not held against a total that it is a part of
        (Henrysson, Psychometrika 28, 1963, pp. 211-218). For an item of all or nothing it is the point-biserial one:

            r = sum (x - mean x) (y - mean y) / sqrt(sum (x - mean x)^2  sum (y - mean y)^2),   y = total - x
        """
        # Rounding leaves a trace where nothing varies; real variation of points is not so small.
        least = 1e-18 * self.count * max(1.0, self.mean_rest**2)
        if self.squares <= least or self.squares_rest <= least:
            return None
        return max(-1.0, min(1.0, self.products / math.sqrt(self.squares * self.squares_rest)))
