"""Says at the end of `make test` what the self-check has asked."""

import pytest

from grader.exam.paper import OF_PUBLIC
from grader.language import _


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, for what passes here has yet to pass the hidden exam."""
    terminalreporter.write_line(_(OF_PUBLIC))
