"""What the notebook's tests share."""

from tests.notebook.faulty import assignment, cell

__all__ = ["assignment", "cell"]
