"""Reports that are hard on a page: wide, Korean, hostile."""

from dataclasses import replace

import numpy as np

from grader.report.result import Picture, Report
from tests.report.reports import EXPLAINED, MIXED, exercise, failed, passed, picture, report, skipped

HOSTILE = "\"><img src=x onerror=\"alert('in')\"><script>alert('in')</script>"

_NUMBERS = np.random.default_rng(0).normal(size=(8, 14))
_SHAPES = Picture("cols", _NUMBERS, np.ones((2, 0)))
_SLICES = Picture("out", np.zeros((3, 2, 2, 12)), np.full((3, 2, 2, 12), -1.23456789), (2, 1, 0, 0))

WIDE = report(
    exercise(
        "im2col",
        "failed",
        failed("large", picture=Picture("cols", _NUMBERS, -_NUMBERS, (3, 4))),
        failed("shapes", picture=_SHAPES),
        failed("slices", picture=_SLICES, arrays={"x": "1234567890" * 20}),
        failed("a_long_name" * 20, "x" * 300, frames=("y" * 300,), story=("z" * 300,), counterexample={"N" * 90: 1}),
    ),
    submission="s" * 200,
)

KOREAN = report(
    exercise(
        "conv_forward_naive",
        "failed",
        passed(),
        failed(
            message="out[0, 0, 0, 0]: 25 (기대값 0). 값 9개 가운데 8개가 다릅니다.",
            title="이미지의 네 변을 모두 0으로 둘러쌉니다.",
            seen=("pad가 0보다 클 때만 틀립니다.", "가장자리의 값만 틀리고 안쪽의 값은 모두 맞습니다."),
            belief="이미지의 가장자리 값을 복사해서 채운다고 생각합니다.",
            misconception="pads_with_edge_values",
            hint="가장자리의 출력만 다릅니다. 이미지 둘레에 어떤 값을 채웠는지 1x1 이미지로 직접 출력해 보세요.",
            picture=picture(),
        ),
        printed=("나는 출력이다",),
    ),
    submission="홍길동_과제3",
)


def hostile() -> Report:
    """Every text that comes from a submission tries to be more than text."""
    check = failed(
        message=HOSTILE,
        title=HOSTILE,
        arrays={HOSTILE: HOSTILE},
        counterexample={HOSTILE: 1},
        seen=(HOSTILE,),
        story=(HOSTILE,),
        frames=(HOSTILE,),
        misconception=HOSTILE,
        belief=HOSTILE,
        hint=HOSTILE,
        picture=picture(HOSTILE),
    )
    wrong = exercise("im2col", "failed", check, skipped(message=HOSTILE), message=HOSTILE, printed=(HOSTILE,))
    return replace(report(wrong), submission=HOSTILE, notes=(HOSTILE,), exam=HOSTILE)


ALL = {"mixed": MIXED, "explained": EXPLAINED, "wide": WIDE, "Korean": KOREAN, "hostile": hostile(), "none": report()}
