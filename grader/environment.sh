#!/bin/sh
# The environment in .venv: `sh grader/environment.sh python` makes it or mends it, `... install PACKAGE...` puts packages
# into it. Run in the project's folder, by the Makefile. Whatever fails is told in one sentence, with what to run next;
# what pip said besides is in .venv/pip.log. PYTHON may name the Python to take, AGAIN the command to come back with.

venv=.venv
run=$venv/bin/python
again="\"${AGAIN:-make setup}\""

fail() {
    echo "$1" >&2
    exit 2
}

last_line() {
    printf '%s\n' "$1" | sed '/^ *$/d' | tail -n 1
}

works() {
    "$run" -I -c "import $1" >/dev/null 2>&1
}

# What a Python is good for: "good", "bare" (it can't make environments) or "old", and its version.
look='
import sys
def is_there(name):
    try:
        return bool(__import__(name))
    except ImportError:
        return False
if sys.version_info < (3, 11):
    print("old %d.%d" % sys.version_info[:2])
else:
    print("%s %d.%d" % (("good" if is_there("venv") and is_there("ensurepip") else "bare",) + sys.version_info[:2]))
'

# What `python -m venv` does, but that a colon in the folder path is no reason to refuse: nothing here looks at PATH.
make_venv='
import os, venv
os.pathsep = chr(0)
venv.create(".venv", symlinks=True)
'

# Sets `good` to a Python that will do.
find_python() {
    good='' bare='' old=''
    for name in "${PYTHON:-python3}" $([ "$PYTHON" ] || echo python3.14 python3.13 python3.12 python3.11 python); do
        looked=$("$name" -c "$look" 2>/dev/null) || continue
        case $looked in
            good*) good=$name; return ;;
            bare*) [ "$bare" ] || bare="$name lacks its venv module: install it (Debian, Ubuntu: \"sudo apt install python${looked#bare }-venv\")" ;;
            old*) [ "$old" ] || old="$name is Python ${looked#old }" ;;
        esac
    done
    [ "$bare" ] && fail "$bare, then run $again again."
    if [ "$PYTHON" ]; then
        fail "Python 3.11 or newer is needed, and ${old:-there is no $PYTHON that starts}: run $again again with the name of a newer one, PYTHON=python3.12 say."
    fi
    fail "Python 3.11 or newer is needed, and ${old:-there is none}: install it (Debian, Ubuntu: \"sudo apt install python3 python3-venv\"; Mac: \"brew install python\"), then run $again again."
}

read_only() {
    fail "This folder is read-only: copy it to where you may write (cp -r . ~/convolution), then run $again there."
}

make_python() {
    if [ -d "$venv" ] && ! works sys; then
        echo "The environment in $venv has lost its Python; making it anew: about half a minute ..."
        rm -rf "$venv" 2>/dev/null
    else
        echo "Setting up in $venv, once: about half a minute ..."
    fi
    if ! works sys; then
        find_python
        [ -w . ] || read_only
        if ! said=$("$good" -c "$make_venv" 2>&1); then
            rm -rf "$venv"
            fail "The environment could not be made ($(last_line "$said")): mend that, then run $again again."
        fi
    fi
    if ! works pip && ! said=$("$run" -I -m ensurepip 2>&1); then
        rm -rf "$venv"
        fail "The environment could not be made ($(last_line "$said")): mend that, then run $again again."
    fi
}

install() {
    log=$venv/pip.log
    [ -w "$venv" ] || read_only
    PIP_USER=0 "$run" -m pip install --quiet --disable-pip-version-check --no-input --retries 2 \
        --constraint .constraints.txt "$@" >"$log" 2>&1 && return
    if grep -q 'No space left' "$log"; then
        fail "$* could not be installed, because the disk is full: free some space, then run $again again."
    elif grep -qE 'Retrying|ConnectionError|ProxyError|SSLError|NewConnection' "$log"; then
        fail "$* could not be installed, because the network does not answer: connect to it, then run $again again."
    fi
    why=$(sed -n 's/^ERROR: *//p' "$log" | tail -n 1)
    fail "$* could not be installed (${why:-pip failed}): look into $log, then run $again again."
}

case $1 in
    python) make_python ;;
    install) shift; install "$@" ;;
    *) fail "say python, or install PACKAGE" ;;
esac
