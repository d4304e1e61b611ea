"""Prints for ever to both streams, without an end of line, from several threads."""
# outcome: conv_output_size passed, conv_forward_naive crashed, max_pool_forward_naive crashed
# options: --printed-mib 4
# says: printed without end
# @RIGHT@
import os
import sys
import threading


def conv_forward_naive(x, w, b, conv_param):
    while True:
        os.write(1, b"x" * 2**16)
        os.write(2, b"y" * 2**16)


def flood():
    while True:
        sys.stdout.write("z" * 2**12)
        sys.stderr.write("z" * 2**12)


def max_pool_forward_naive(x, pool_param):
    for _ in range(4):
        threading.Thread(target=flood, daemon=True).start()
    flood()
