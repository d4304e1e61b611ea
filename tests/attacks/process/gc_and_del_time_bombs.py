"""Finalizers, weak references and exit handlers that go off after the answer."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
import atexit
import weakref


def strike(*_args):
    attempt("a secret", content, "@SECRET_FILE@")
    attempt("a file", touched, "@WRITE_DIR@/@TOKEN@-bomb")
    attempt("a process", lambda: os.fork() and True)
    for pid in _PIDS:
        attempt("a signal", lambda pid=pid: os.kill(pid, 15) or pid)


class Bomb(np.ndarray):
    def __del__(self):
        strike()


class Plain:
    pass


KEPT = [Plain()]
weakref.finalize(KEPT[0], strike)
atexit.register(strike)
threading._register_atexit(strike)
gc.callbacks.append(lambda phase, info: strike() if first_time() else None)


def conv_forward_naive(x, w, b, conv_param):
    out, cache = _right_forward(x, w, b, conv_param)
    plain = Plain()
    plain.itself = plain
    KEPT.append(weakref.ref(plain, strike))
    return out.view(Bomb), cache
