"""setup.sh, as far as it needs no network: what it takes for a Python, and what it says where there is none."""

from pathlib import Path

from tests.autograder.rehearsal import Rehearsal


def stand_in(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_where_no_python_can_be_had_one_sentence_says_so(bare: Rehearsal) -> None:
    programs = bare.root / "programs"
    programs.mkdir()
    for name in ("bash", "env"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    old = stand_in(programs / "old", "exit 1")
    stand_in(programs / "apt-get", 'echo "apt-get $*"; exit 100')
    ran = bare.call("source/setup.sh", PATH=str(programs), AUTOGRADER_PYTHONS=f"python9.9 {old}")
    assert ran.returncode == 1
    *before, last = ran.stdout.splitlines()
    assert last.startswith("setup.sh: no Python 3.11 or newer is here or could be installed: choose a newer base image")
    assert [line for line in before if line.startswith("apt-get")] == [
        "apt-get update",
        "apt-get install -y --no-install-recommends python3.12 python3.12-venv",
        "apt-get install -y --no-install-recommends python3.11 python3.11-venv",
    ]


def test_a_python_that_has_come_is_used(bare: Rehearsal) -> None:
    programs = bare.root / "programs"
    programs.mkdir()
    new = programs / "new"
    stand_in(
        programs / "apt-get", f'[ "$1" = update ] || printf "#!/bin/sh\\necho called \\$*\\n" > {new}; chmod +x {new}'
    )
    ran = bare.call("source/setup.sh", PATH=f"{programs}:/usr/bin:/bin", AUTOGRADER_PYTHONS=str(new))
    assert ran.returncode == 1  # this one makes no environment
    assert f"called -m venv {bare.root}/venv\n" in ran.stdout
    assert "NumPy could not be installed" in ran.stdout
