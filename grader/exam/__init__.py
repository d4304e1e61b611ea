"""An exam: the cases that everybody sits, with the answers that are expected. Drawn once for a seed, then a file."""

from grader.exam.paper import Exam, Item, from_bytes, load, save, sealed, to_bytes

__all__ = ["Exam", "Item", "from_bytes", "load", "save", "sealed", "to_bytes"]
