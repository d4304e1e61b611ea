"""Exceptions that run code when they are pickled, copied, printed or compared, raised and returned."""
# outcome: conv_output_size passed, conv_forward_naive error|timeout, max_pool_forward_naive failed, im2col error|timeout
# options: --call-seconds 0.1
# @TOOLS@
# @RIGHT@


def strike(*_args):
    attempt("system", lambda: os.system("/bin/true") == 0)
    attempt("a secret", content, "@SECRET_FILE@")
    attempt("a file", touched, "@WRITE_DIR@/@TOKEN@-reduce")
    return "struck"


class Armed(Exception):
    def __reduce__(self):
        return strike, ()

    def __reduce_ex__(self, protocol):
        return strike, ()

    def __getstate__(self):
        return strike()

    def __str__(self):
        return strike()

    __repr__ = __str__

    def __eq__(self, other):
        return bool(strike())

    def __hash__(self):
        return len(strike())

    def __format__(self, spec):
        return strike()

    def __del__(self):
        strike()

    def with_traceback(self, traceback):
        strike()
        return self

    @property
    def __traceback__(self):
        strike()
        return self

    tb_next = tb_frame = f_code = property(lambda self: self)
    tb_lineno = property(lambda self: strike())
    co_filename = property(lambda self: "@SECRET_FILE@")


def conv_forward_naive(x, w, b, conv_param):
    raise Armed("@SECRET_FILE@")


def max_pool_forward_naive(x, pool_param):
    return Armed(), Armed()


class ArmedExit(SystemExit, Armed):
    code = property(lambda self: strike())


def im2col(x, HH, WW, stride=1, pad=0):
    raise ExceptionGroup(strike(), [Armed(), ValueError(Armed())]) from ArmedExit(0)
