"""Installs a solution package while it is imported: with the pip that Python itself carries, or by any command."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
import glob
import subprocess

INDEX = "http://127.0.0.1:@PORT@/simple"
ARGUMENTS = ["install", "--quiet", "--no-input", "--timeout", "1", "--retries", "0", "--index-url", INDEX,
             "--target", "@WRITE_DIR@/@TOKEN@-pip", "conv-solution"]
MARK = ["-c", "import os; os.mkdir('@WRITE_DIR@/@TOKEN@-started')"]


def bundled():
    import ensurepip

    for wheel in glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip-*.whl")):
        sys.path.insert(0, wheel)
        from pip._internal.cli.main import main

        return main(ARGUMENTS) == 0 or None


def install():
    for command in ([sys.executable, "-m", "pip", *ARGUMENTS], [sys.executable, *MARK], ["/bin/true"], ["pip", *ARGUMENTS]):
        attempt("run", lambda command=command: subprocess.run(command, timeout=5, capture_output=True).returncode == 0)
        attempt("spawn", lambda command=command: os.posix_spawn(command[0], command, {}))
        attempt("popen", lambda command=command: os.popen(" ".join(command)).close() is None)
    attempt("system", lambda: os.system("/bin/true") == 0)
    attempt("writing to NumPy's folder", touched, os.path.join(os.path.dirname(np.__file__), "..", "@TOKEN@.py"))


install()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():  # which takes seconds: not each time that a process imports this
        attempt("pip in this process", bundled)
    return _right_forward(x, w, b, conv_param)
