"""Threads that write to the reply pipe for ever, valid headers among rubbish, and announcements of what never comes."""
# outcome: conv_output_size passed, conv_forward_naive crashed, max_pool_forward_naive timeout|crashed
# options: --call-seconds 0.3
# @TOOLS@
# @RIGHT@


def flood():
    while True:
        for descriptor in range(3, 12):
            try:
                os.write(descriptor, b"CG01" * 2**14)
            except OSError:
                pass


def conv_forward_naive(x, w, b, conv_param):
    for _ in range(4):
        threading.Thread(target=flood, daemon=True).start()
    flood()


def max_pool_forward_naive(x, pool_param):
    frame = sys._getframe()
    number = 0
    while frame is not None:
        number = frame.f_locals.get("replied", number)
        frame = frame.f_back
    for descriptor in range(3, 12):
        try:
            os.write(descriptor, struct.pack("<4sIQ", b"CG01", number, 60 * 2**20))
        except OSError:
            pass
    while True:  # a byte now and then
        time.sleep(0.02)
        for descriptor in range(3, 12):
            try:
                os.write(descriptor, b"\0")
            except OSError:
                pass
