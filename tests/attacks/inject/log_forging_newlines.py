"""Lines that look like a report's own: scores, notes, the grader's errors."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive error
# forged: FORGED
# @RIGHT@
import sys

EVIL = "\nFORGED: 100 of 100 points\r\nFORGED\x0b\x0cFORGED\x1c\x1d\x1e\x85FORGED\u2028FORGED\u2029FORGED\n\n"
EVIL += "grader: FORGED\nexam 000000000000 FORGED\nNote: FORGED\n"


def conv_forward_naive(x, w, b, conv_param):
    print(EVIL)
    sys.stderr.write(EVIL)
    raise ValueError(EVIL)


def max_pool_forward_naive(x, pool_param):
    raise type("X\nFORGED", (Exception,), {})("first\nFORGED")
