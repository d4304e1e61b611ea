"""Misconceptions about the convolution by loops, backward: the gradient of the biases."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_DB = "db[f] += dout[n, f, i, j]"
_GRADIENTS = "return dx, dw, db"

backward(
    "db_divided_by_batch",
    belief="Divides db by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to db, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. db는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[(_GRADIENTS, "return dx, dw, db / N")],
)
backward(
    "db_keepdims",
    belief="Leaves the axes that were summed over in db.",
    hint="Print db.shape and b.shape side by side: where do the extra axes come from?",
    hint_ko="db.shape와 b.shape를 나란히 출력해 보세요. 더 있는 축은 어디에서 생겼을까요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(0, 2, 3), keepdims=True)")],
)
backward(
    "db_mean",
    belief="Takes the average of dout where its sum belongs.",
    hint="Raise b[f] by 1: every output of filter f rises by 1. Do their effects on the loss add up or average out?",
    hint_ko="b[f]를 1만큼 키우면 필터 f의 모든 출력이 1씩 커져요. 손실에 주는 영향은 더해질까요, 평균이 될까요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.mean(axis=(0, 2, 3))")],
)
backward(
    "db_sum_spatial_only",
    belief="Sums dout over rows and columns, and forgets the images.",
    hint="b has F numbers. Which axis is left in your db besides that of the filters?",
    hint_ko="b에는 값이 F개 있어요. 지금 db에 필터 축 말고 남아 있는 축은 무엇인가요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(2, 3))")],
)
backward(
    "accumulates_across_calls",
    belief="Collects db in a default argument, which is made once and kept by all calls.",
    hint="Call it twice with the same arguments. When does Python make the value of a default argument?",
    hint_ko="같은 인자로 두 번 호출해서 비교해 보세요. 파이썬은 기본 인자의 값을 언제 만들까요?",
    changes=[
        ("cache: ConvCache)", "cache: ConvCache, db: list[float] = [])"),
        ("db = np.zeros(b.shape)", "db.extend(dout.sum(axis=(0, 2, 3)))"),
        (_DB, ""),
        (_GRADIENTS, "return dx, dw, np.array(db)"),
    ],
)
