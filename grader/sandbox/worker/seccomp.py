"""seccomp: the kernel refuses a worker the system calls that lead out of its process.

The filter is a program for the kernel's classic BPF machine, see Documentation/userspace-api/seccomp_filter.rst. It
finds the number's range by halves: the kernel runs it for every number when it is put on.
"""

import ctypes
import errno
import os
import struct
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from . import kernel
from .limited_calls import LIMITED, OWN, OWN_GROUP, UNKNOWN, Condition
from .refused_calls import LAST, refused

# By the name that uname gives: the column of the tables, and linux/audit.h's name for the calling convention.
_PROCESSORS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

# linux/bpf_common.h, linux/seccomp.h
_LOAD, _AND, _JUMP, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x54, 0x05, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _UNKNOWN, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS, 0x80000000
_NUMBER_AT, _CONVENTION_AT, _ARGUMENTS_AT = 0, 4, 16  # in struct seccomp_data
_MODE_FILTER = 2
_FARTHEST = 255  # how far a conditional jump can go

_INSTRUCTION = struct.Struct("=HBBI")
_PROGRAM = struct.Struct("@HP")  # struct sock_fprog: how many instructions, and where


class _Step(NamedTuple):
    """One instruction: `then` and `otherwise` are how many to pass over; `value` may stand for the process id."""

    code: int
    value: int | str
    then: int = 0
    otherwise: int = 0


class Filter:
    """The filter, made once; `put_on` completes it with the process's own id.

    Raises:
        OSError: there is no table for this processor.
    """

    def __init__(self) -> None:
        machine = os.uname().machine
        if machine not in _PROCESSORS or sys.maxsize < 2**32:
            raise OSError(f"there is no table of system calls for this processor ({machine})")
        column, convention = _PROCESSORS[machine]
        steps = _program(column, convention)
        self._code = b"".join(_packed(step, {OWN: 0, OWN_GROUP: 0}) for step in steps)
        self._own = [(at * _INSTRUCTION.size, step) for at, step in enumerate(steps) if isinstance(step.value, str)]

    def put_on(self) -> None:
        """Filter the system calls of this process, and of all threads that it starts, from now on.

        The process can get no new privileges: the kernel asks for that.

        Raises:
            OSError: the kernel refuses, or doesn't do what it says.
        """
        own = {OWN: os.getpid(), OWN_GROUP: -os.getpid() % 2**32}
        filled = bytearray(self._code)
        for at, step in self._own:
            filled[at : at + _INSTRUCTION.size] = _packed(step, own)
        code = ctypes.create_string_buffer(bytes(filled), len(filled))
        program = _PROGRAM.pack(len(self._code) // _INSTRUCTION.size, ctypes.addressof(code))
        kernel.prctl(kernel.PR_SET_SECCOMP, _MODE_FILTER, program)
        if kernel.prctl(kernel.PR_GET_SECCOMP) != _MODE_FILTER:
            raise OSError("the kernel took the filter, and doesn't use it")


def _packed(step: _Step, own: Mapping[str, int]) -> bytes:
    return _INSTRUCTION.pack(step.code, step.then, step.otherwise, _value(step, own))


def _value(step: _Step, own: Mapping[str, int]) -> int:
    return own[step.value] if isinstance(step.value, str) else step.value


def _program(column: int, convention: int) -> list[_Step]:
    """The whole filter. Numbers of another calling convention mean other calls: they end the process."""
    special = {number: [_Step(_RETURN, _REFUSE)] for number in refused(column)}
    special |= {limited.numbers[column]: _conditions(limited.conditions) for limited in LIMITED}
    special |= {numbers[column]: [_Step(_RETURN, _UNKNOWN)] for numbers in UNKNOWN}
    starts, blocks = [0], [[_Step(_RETURN, _ALLOW)]]
    for number in sorted(special):
        _begin(starts, blocks, number, special[number])
        _begin(starts, blocks, number + 1, [_Step(_RETURN, _ALLOW)])
    at = bisect_right(starts, LAST + 1)
    starts, blocks = [*starts[:at], LAST + 1], [*blocks[:at], [_Step(_RETURN, _UNKNOWN)]]
    return [
        _Step(_LOAD, _CONVENTION_AT),
        _Step(_IF_EQUAL, convention, then=1),
        _Step(_RETURN, _KILL),
        _Step(_LOAD, _NUMBER_AT),
        *_search(starts, blocks),
    ]


def _begin(starts: list[int], blocks: list[list[_Step]], number: int, block: list[_Step]) -> None:
    """From `number` on, `block` holds: the range before it ends there, and may turn out empty, or the same."""
    if starts[-1] == number:
        starts.pop()
        blocks.pop()
    if not blocks or blocks[-1] != block:
        starts.append(number)
        blocks.append(block)


def _search(starts: Sequence[int], blocks: Sequence[list[_Step]]) -> list[_Step]:
    """Steps that run the last block whose start is not above the number that was loaded."""
    if len(blocks) == 1:
        return blocks[0]
    half = len(blocks) // 2
    below, above = _search(starts[:half], blocks[:half]), _search(starts[half:], blocks[half:])
    if len(below) <= _FARTHEST:
        return [_Step(_IF_AT_LEAST, starts[half], then=len(below)), *below, *above]
    return [_Step(_IF_AT_LEAST, starts[half], otherwise=1), _Step(_JUMP, len(below)), *below, *above]


def _conditions(conditions: Sequence[Condition]) -> list[_Step]:
    """Steps that allow the call if all conditions hold."""
    steps = [_Step(_RETURN, _ALLOW)]
    for condition in reversed(conditions):
        # Both processors are little-endian: the low half of an argument comes first.
        looked_at = [_Step(_LOAD, _ARGUMENTS_AT + 8 * condition.position), _Step(_AND, condition.mask)]
        count = len(condition.allowed)
        tests = [_Step(_IF_EQUAL, one, then=count - index) for index, one in enumerate(condition.allowed)]
        steps = [*looked_at, *tests, _Step(_RETURN, _REFUSE), *steps]
    return steps
