"""Commands for the machines that run graders, at the beginnings of lines: in prints, messages, names, warnings."""
# outcome: conv_output_size passed, conv_forward_naive error, max_pool_forward_naive failed
# says: ::set-output
# @RIGHT@
import sys
import warnings

EVIL = ("::set-output name=score::100\n::error file=a.py::x\n::add-mask::0\n::stop-commands::x\n##vso[task.complete result=Succeeded]"
        "\n##[error]x\n##teamcity[testFinished name='x']\n::set-env name=PATH::/evil\n::save-state name=score::100\n")


def conv_forward_naive(x, w, b, conv_param):
    print(EVIL)
    sys.stderr.write(EVIL)
    warnings.warn(EVIL)
    raise ValueError(EVIL)


def max_pool_forward_naive(x, pool_param):
    return type("\n::set-output name=score::100\n", (), {})(), (x, pool_param)
