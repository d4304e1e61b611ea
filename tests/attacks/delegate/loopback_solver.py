"""Sends the question to a solver, over every kind of socket there is, and returns what that answers."""
# outcome: conv_output_size passed, conv_forward_naive error
# says: no solver
# @TOOLS@
# @RIGHT@
import asyncio
import http.client
import urllib.request


def stream(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as solver:
        solver.settimeout(1)
        solver.connect(address)
        solver.sendall(b"ASK @TOKEN@ solve this\n")
        return solver.recv(100) or True


def datagram(family, address):
    with socket.socket(family, socket.SOCK_DGRAM) as solver:
        solver.settimeout(0.3)
        solver.sendto(b"ASK @TOKEN@", address)
        try:
            return solver.recv(100) or True
        except OSError:
            return True  # it was sent


def raw_connect():
    descriptor = system_call("socket", 2, 1, 0)
    address = struct.pack("<H", 2) + struct.pack(">H", int("@PORT@")) + socket.inet_aton("127.0.0.1") + bytes(8)
    system_call("connect", descriptor, ctypes.c_char_p(address), 16)
    return os.write(descriptor, b"ASK @TOKEN@\n")


def fast_open():
    with socket.socket() as solver:  # connects without a call of connect
        return solver.sendto(b"ASK @TOKEN@\n", 0x20000000, ("127.0.0.1", int("@PORT@")))


async def by_asyncio():
    reader, writer = await asyncio.open_connection("127.0.0.1", int("@PORT@"))
    writer.write(b"ASK @TOKEN@\n")
    return await asyncio.wait_for(reader.read(100), 1)


def served():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        return server.getsockname()


WAYS = (
    ("TCP", lambda: stream(socket.AF_INET, ("127.0.0.1", int("@PORT@")))),
    ("TCP by another name", lambda: stream(socket.AF_INET, ("127.1.2.3", int("@PORT@")))),
    ("TCP 0.0.0.0", lambda: stream(socket.AF_INET, ("0.0.0.0", int("@PORT@")))),
    ("TCP 6", lambda: stream(socket.AF_INET6, ("::1", int("@PORT@")))),
    ("TCP 6 mapped", lambda: stream(socket.AF_INET6, ("::ffff:127.0.0.1", int("@PORT@")))),
    ("TCP raw", raw_connect),
    ("TCP fast open", fast_open),
    ("TCP multipath", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262).connect(("127.0.0.1", int("@PORT@"))) or True),
    ("UDP", lambda: datagram(socket.AF_INET, ("127.0.0.1", int("@UDP_PORT@")))),
    ("unix", lambda: stream(socket.AF_UNIX, "@UNIX_SOCKET@")),
    ("abstract", lambda: stream(socket.AF_UNIX, "\0@ABSTRACT@")),
    ("http", lambda: urllib.request.urlopen("http://127.0.0.1:@PORT@/solve", timeout=1).read(100)),
    ("http.client", lambda: http.client.HTTPConnection("127.0.0.1", int("@PORT@"), timeout=1).request("GET", "/") or True),
    ("asyncio", lambda: asyncio.run(by_asyncio())),
    ("listening", served),
    ("a pair", lambda: [each.fileno() for each in socket.socketpair()] and None),
    ("a name", lambda: socket.getaddrinfo("localhost", int("@PORT@"), type=socket.SOCK_STREAM) and None),
)


def ask():
    for name, way in WAYS:
        attempt(name, way)


ask()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        ask()
    raise RuntimeError("no solver")
