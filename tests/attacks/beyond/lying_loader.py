"""Replaces what says which functions there are: names of other types, all functions at once, a mapping that isn't."""
# outcome: conv_output_size passed
# outcome: others missing|error|crashed|failed|not_implemented
# forged: FORGED
# @RIGHT@
import sys

EVIL = "\x1b[2J\nFORGED"
FACTS = (
    {"has": "callable", "names": 5}, {"has": EVIL, "names": (EVIL,) * 200, "failure": {"type": EVIL}, "type": EVIL},
    {"has": "nothing", "names": ("conv_forward_naiv", "im2co", EVIL, 7, ()), "failure": None}, {"has": ("callable",)}, (), None,
)
CALLS = []


def lie(self, path, name):
    if name == "conv_output_size":
        return {"has": "callable", "type": None, "names": (), "failure": None}
    CALLS.append(1)
    return FACTS[len(CALLS) % len(FACTS)]


def conv_output_size(size, kernel, stride, pad):
    for name, module in list(sys.modules.items()):
        if name.endswith(".loader") and hasattr(module, "Loader"):
            module.Loader.load = lie
    return 1 + (size + 2 * pad - kernel) // stride
