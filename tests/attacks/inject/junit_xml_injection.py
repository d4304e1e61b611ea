"""Ends of CDATA, tags, entities, processing instructions, and characters that no XML may hold."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive failed
# says: ]]>
# @RIGHT@
EVIL = ("]]></failure></testcase><testcase name='all' score='100'/><!--\x00\x0b\x1f\ufffe\uffff\ud800&lol9;"
        "<?xml version='1.1'?><!DOCTYPE x [<!ENTITY lol SYSTEM 'file:///etc/passwd'>]>&#0;--> \U000e0001")


def conv_forward_naive(x, w, b, conv_param):
    print(EVIL.encode("utf-8", "surrogatepass"))
    print(EVIL)
    raise ValueError(EVIL)


def max_pool_forward_naive(x, pool_param):
    return type("<b>&amp;]]></b>", (), {})(), (x, pool_param)
