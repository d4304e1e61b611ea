#!/usr/bin/env bash
# Gradescope calls this once, as root, when it builds the image: finds or installs a Python that is new enough, and puts
# NumPy into an environment of its own. The system's python3, which the harness uses, stays as it is.
set -u
umask 022

root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
venv=$root/venv
pythons=${AUTOGRADER_PYTHONS:-python3.12 python3.11 python3.13 python3.14 python3}

fail() {
  echo "setup.sh: $*" >&2
  exit 1
}

# Debian's Python lacks ensurepip until its -venv package is there.
fits() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

found() {
  for python in $pythons; do
    fits "$python" && return 0
  done
  return 1
}

install_python() {
  export DEBIAN_FRONTEND=noninteractive
  for version in 3.12 3.11; do
    if command -v apt-get >/dev/null; then
      apt-get install -y --no-install-recommends "python$version" "python$version-venv" && return 0
    elif command -v dnf >/dev/null; then
      dnf install -y "python$version" && return 0
    fi
  done
  return 1
}

install_packages() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" -r "$source/requirements.txt"; }

if ! found; then
  command -v apt-get >/dev/null && apt-get update
  install_python
  found || fail "no Python 3.11 or newer is here or could be installed: choose a newer base image, Ubuntu 24.04 say, and build again"
fi

rm -rf "$venv"
"$python" -m venv "$venv" || fail "$python can't make an environment in $venv: the lines above say why"
if [ ! -d "$source/wheels" ] || ! install_packages --no-index --find-links "$source/wheels"; then
  install_packages || fail "NumPy could not be installed: is there a network? Else make the zip with --wheels"
fi

"$venv/bin/python" -m compileall -q "$source/grader"  # each submission comes to a new container
chmod 700 "$source"
cd "$source" && "$venv/bin/python" -B -E -c 'import grader.autograder.run' || fail "the grader can't be loaded: the lines above say why"
echo "setup.sh: ready, with $("$venv/bin/python" --version)"
