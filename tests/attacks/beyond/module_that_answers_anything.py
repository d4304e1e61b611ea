"""The module itself is replaced by an object that has every name, and runs code when it is asked for one."""
# outcome: conv_output_size passed|failed|error|missing|crashed, others failed|error|missing|crashed|not_implemented
# @RIGHT@
import sys


class Everything:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_args, **_kwargs: np.zeros(1)

    @property
    def __dict__(self):
        return {"x" * 1000: 1, 5: 5, None: None}

    __file__ = "@SECRET_FILE@"
    __name__ = "\x1b[2J"


for _name in [name for name, module in sys.modules.items() if getattr(module, "__file__", None) == __file__]:
    sys.modules[_name] = Everything()


def __getattr__(name):
    return lambda *_args, **_kwargs: np.zeros(1)
