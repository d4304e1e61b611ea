"""Whether a process is there: running, ended, or ended and not yet taken note of."""

import os
import subprocess

from grader.sandbox.pids import ends_within, is_there


def test_a_process_is_there_until_it_ends() -> None:
    with subprocess.Popen(["/bin/sleep", "1000"]) as process:
        assert is_there(process.pid)
        assert not ends_within(0.01, process.pid)
        process.kill()
        assert ends_within(20.0, process.pid)  # though nobody has taken note of its end
        process.wait()
        assert not is_there(process.pid)


def test_somebody_else_s_process_is_there() -> None:
    assert is_there(os.getppid())
    assert is_there(1)
