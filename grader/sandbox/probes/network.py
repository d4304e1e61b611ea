"""Attempts to speak with somebody."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def connects_by_tcp(port: int) -> int:
    """Connect to a server on this machine."""
    return _connects(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", port))


def listens() -> int:
    """Be a server."""
    try:
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            server.listen()
    except OSError:
        return 0
    return 1


def sends_by_udp(port: int) -> int:
    """Send a datagram."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            return sender.sendto(b"x", ("127.0.0.1", port))
    except OSError:
        return 0


def connects_by_name(path: str) -> int:
    """Connect to a unix socket that lies in a folder."""
    with _shortened(path) as name:
        return _connects(socket.AF_UNIX, socket.SOCK_STREAM, name)


def connects_by_abstract_name(name: str) -> int:
    """Connect to a unix socket that lies nowhere."""
    return _connects(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{name}")


def sends_from_a_pair(path: str) -> int:
    """Send a datagram to a unix socket, from one that was made with its own other end."""
    try:
        first, second = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with first, second, _shortened(path) as name:
            return first.sendto(b"x", name)
    except OSError:
        return 0


def asks_the_kernel() -> int:
    """Ask for the machine's network, by netlink."""
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as asking:
            asking.bind((0, 0))
    except OSError:
        return 0
    return 1


@contextmanager
def _shortened(path: str) -> Iterator[str]:
    """A name for the socket that is not too long for one, from the folder that holds it."""
    here = os.getcwd()
    with suppress(OSError):
        os.chdir(os.path.dirname(path))
    yield os.path.basename(path)
    os.chdir(here)


def _connects(family: int, kind: int, address: str | tuple[str, int]) -> int:
    try:
        with socket.socket(family, kind) as client:
            client.settimeout(2.0)
            client.connect(address)
    except OSError:
        return 0
    return 1
