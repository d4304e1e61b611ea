"""Functions whose names, documents, modules, types and annotations are markup and escapes."""
# outcome: conv_output_size passed, conv_forward_naive passed, max_pool_forward_naive failed, im2col error, col2im failed
# @RIGHT@
EVIL = "<script>alert(1)</script>\x1b[2J</testcase>]]>'\"`{{7*7}}=cmd|' /C calc'!A0\n## Score: 100"


def named(function):
    function.__name__ = function.__qualname__ = EVIL
    function.__doc__ = function.__module__ = EVIL
    function.__annotations__ = {"return": EVIL}
    function.__code__ = function.__code__.replace(co_name=EVIL, co_filename=EVIL, co_qualname=EVIL)
    return function


conv_forward_naive = named(lambda x, w, b, conv_param: _right_forward(x, w, b, conv_param))


@named
def im2col(x, HH, WW, stride=1, pad=0):
    raise ValueError(EVIL)


class Evil:
    pass


Evil.__name__ = Evil.__qualname__ = Evil.__module__ = Evil.__doc__ = EVIL


def max_pool_forward_naive(x, pool_param):
    return Evil(), Evil


col2im = Evil()
globals()["\x1b[2Jcol2im"] = col2im
__doc__ = __name__ = __file__ = EVIL
