"""Clears the screen, moves the cursor, sets the title and the clipboard, makes links: in prints, messages and names."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive failed, im2col failed
# says: \x1b
# @RIGHT@
import sys

EVIL = ("\x1b[2J\x1b[H\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b]8;;http://evil\x1b\\100 of 100\x1b]8;;\x1b\\\x9b31m\x90q\x9c"
        "\x1bc\x1b[?1049h\x08\x08\x08\r100 / 100 \u202e001 \u2066x\u200b\ufeff\x7f\x85\u2028\u2029\x00")


def conv_forward_naive(x, w, b, conv_param):
    print(EVIL)
    sys.stderr.write(EVIL)
    sys.stdout.buffer.write(EVIL.encode("utf-8", "surrogatepass") + b"\xff\xfe\x9b2J")
    raise ValueError(EVIL)


def max_pool_forward_naive(x, pool_param):
    return type(EVIL.replace("\0", ""), (), {})(), (x, pool_param)


im2col = type("\x1b[2Jim2col", (), {"__call__": lambda self, *_args: {EVIL: EVIL}})()
