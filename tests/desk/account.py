"""A machine's worth of nothing: an account that nobody has used, an empty home, a system's Python, and make."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

UID = 54_321  # of nobody: it owns nothing, and is in no file of users
PATH = "/usr/bin:/bin"
OLDEST = (3, 11)
# Where packages come from on this machine; without them pip asks its own index.
_ABOUT_PACKAGES = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "SSL_CERT_FILE")


def why_there_is_none() -> str:
    """Why such an account can't be had here; empty, if it can."""
    if os.geteuid() != 0:
        return "only root starts a program as somebody else"
    missing = [name for name in ("python3", "make") if shutil.which(name, path=PATH) is None]
    if missing:
        return f"there is no {' and no '.join(missing)} in {PATH}"
    asked = ["python3", "-c", f"import sys, venv, ensurepip; sys.exit(sys.version_info < {OLDEST})"]
    if subprocess.run(asked, env={"PATH": PATH}, capture_output=True, check=False).returncode:  # noqa: S603  # our own words
        return f"the system's Python is older than {OLDEST[0]}.{OLDEST[1]}, or has no venv"
    return ""


@dataclass(frozen=True)
class Account:
    """The account, whose home is `home`."""

    home: Path

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder."""
        return subprocess.run(  # noqa: S603  # our own words
            words,
            cwd=folder,
            env={"PATH": PATH, "HOME": str(self.home), **_about_packages(os.environ)},
            user=UID,
            group=UID,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )

    def give(self, source: Path, folder: Path) -> None:
        """Copy a file into a folder of the account's."""
        target = folder / source.name
        shutil.copyfile(source, target)
        os.chown(target, UID, UID)


def opened(folder: Path) -> Account:
    """A new account with an empty home in `folder`, which others may pass through."""
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir(mode=0o700)
    os.chown(home, UID, UID)
    return Account(home)


def _about_packages(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if name.upper().startswith(_ABOUT_PACKAGES)}
