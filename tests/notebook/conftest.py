"""What the notebook's tests share; without the extra that its pictures need there is nothing to test."""

import pytest

pytest.importorskip("matplotlib", reason="draws the notebook's pictures")

from tests.notebook.faulty import assignment, cell

__all__ = ["assignment", "cell"]
