"""Replaces what describes its exceptions: facts of every wrong type, arrays, handles, depth, words of the grader's own."""
# outcome: conv_output_size passed, conv_forward_naive error|crashed|failed|not_implemented, im2col error|crashed|failed|not_implemented
# forged: FORGED
# @RIGHT@
import sys

EVIL = "\x1b[2J\nFORGED"
FACTS = (
    {"type": np.zeros(3), "message": {}}, {"type": None, "message": 5, "frames": ((EVIL, EVIL, EVIL),)},
    {"type": "SystemExit", "message": EVIL * 10**4, "frames": (("a", 10**18, "b"), (1,))}, (), None, 7, EVIL, np.zeros(9),
    {"type": "NotImplementedError", "stub": True}, {"what": "count", "wanted": True, "got": EVIL, "position": -(10**17)},
    {EVIL: EVIL, "": 1}, {"type": "MemoryError", "frames": (((((((),),),),),),)}, {"seconds": EVIL, "how": EVIL, "whole": EVIL},
)
CALLS = []


def lie(*_args):
    CALLS.append(1)
    return FACTS[len(CALLS) % len(FACTS)]


def replace():
    for name, module in list(sys.modules.items()):
        if name.endswith((".desk", ".raised", ".loader")) and hasattr(module, "description"):
            module.description = lie


def conv_forward_naive(x, w, b, conv_param):
    replace()
    raise ValueError


def im2col(x, HH, WW, stride=1, pad=0):
    for name, module in list(sys.modules.items()):
        if name.endswith(".returned"):
            raise module.BadReturn(EVIL, **{"what": EVIL, "shape": EVIL * 1000, "wanted": 10**9, "position": 10**17, "type": EVIL})
