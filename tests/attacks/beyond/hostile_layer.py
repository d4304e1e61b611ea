"""A layer whose attributes run code, change at each look, never end, or are of every wrong kind."""
# outcome: conv_output_size passed, Conv2d error|failed|timeout|crashed
# options: --call-seconds 0.5
# forged: FORGED
# @TOOLS@
# @RIGHT@
LOOKS = []


class Meta(type):
    def __call__(cls, *sizes, **named):
        return super().__call__()

    def __getattribute__(cls, name):
        return super().__getattribute__(name)


class Conv2d(metaclass=Meta):
    def __getattribute__(self, name):
        LOOKS.append(name)
        attempt("a secret", content, "@SECRET_FILE@")
        if len(LOOKS) % 3 == 0:
            raise type("\x1b[2JFORGED", (AttributeError,), {})("\nFORGED")
        if len(LOOKS) % 3 == 1:
            return np.random.default_rng().normal(size=(2, 3, 3, 3))
        return lambda *_args, **_kwargs: self

    def __setattr__(self, name, value):
        while True:
            pass

    def __array__(self, *_args, **_kwargs):
        return np.zeros(3)

    __dict__ = __class__ = property(lambda self: 1 / 0)

    def __del__(self):
        raise SystemExit
