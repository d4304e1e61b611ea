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
backward(
    "db_forgotten",
    belief="Leaves db as the zeros that it was made of.",
    hint="Where is db used again, after the line that makes it? Which outputs change when b[f] does?",
    hint_ko="db를 만든 줄 다음에 db가 다시 나오는 줄이 있나요? b[f]를 바꾸면 어느 출력들이 달라지나요?",
    changes=[(_DB, "")],
)
backward(
    "db_first_image_only",
    belief="Sums the first image's share of dout, and no other's.",
    hint="Change dout[1] in a batch of two: does your db notice?",
    hint_ko="이미지가 두 장일 때 dout[1]을 바꿔 보세요. db가 달라지나요?",
    changes=[(_GRADIENTS, "return dx, dw, dout[0].sum(axis=(1, 2))")],
)
backward(
    "db_overwritten",
    belief="Ends with the last dout of each filter.",
    hint="b[f] is in every output of filter f. What happens to the first share when the second comes?",
    hint_ko="b[f]는 필터 f의 모든 출력에 들어 있어요. 두 번째 몫이 올 때 첫 번째 몫은 어떻게 되나요?",
    changes=[(_DB, _DB.replace("+=", "="))],
)
backward(
    "db_same_for_all_filters",
    belief="Adds all of dout to each number of db.",
    hint="Print db. Does b[1] take part in the outputs of filter 0?",
    hint_ko="db를 출력해 보세요. b[1]은 0번 필터의 출력에 쓰이나요?",
    changes=[(_DB, _DB.replace("db[f]", "db"))],
)
backward(
    "db_once_per_channel",
    belief="Collects db in the loop over the channels, once for each of them.",
    hint="Compare db for images of 1 channel and of 3, with the same dout. How often is b[f] in one output?",
    hint_ko="dout은 그대로 두고 채널이 1개일 때와 3개일 때의 db를 비교해 보세요. b[f]는 출력 한 칸에 몇 번 더해지나요?",
    changes=[(_DB, "db[f] += len(window) * dout[n, f, i, j]")],
)
backward(
    "db_once_per_weight",
    belief="Collects db in the innermost loop, once for every weight of the filter.",
    hint="Compare db for filters of 1x1 and of 3x3, with the same dout. How often is b[f] in one output?",
    hint_ko="dout은 그대로 두고 필터가 1x1일 때와 3x3일 때의 db를 비교해 보세요. b[f]는 출력 한 칸에 몇 번 더해지나요?",
    changes=[(_DB, "db[f] += window.size * dout[n, f, i, j]")],
)
backward(
    "db_times_b",
    belief="Multiplies dout by the bias in db.",
    hint="The bias is added to the output. If b[f] grows by 1, by how much does each output grow?",
    hint_ko="편향은 출력에 더해지는 값이에요. b[f]가 1 커지면 출력 한 칸은 얼마나 커지나요?",
    changes=[(_DB, "db[f] += dout[n, f, i, j] * b[f]")],
)
backward(
    "db_counts_outputs",
    belief="Leaves dout out of db, and counts the outputs of each filter.",
    hint="If dout is twice as large, all gradients must be. Is db?",
    hint_ko="dout을 두 배로 하면 모든 기울기가 두 배가 되어야 해요. db도 그런가요?",
    changes=[(_DB, "db[f] += 1")],
)
backward(
    "db_channels_last",
    belief="Sums over all axes of dout but the last, as if the filters lay there.",
    hint="Print db.shape beside b.shape. On which axis of dout are the filters?",
    hint_ko="db.shape를 b.shape와 나란히 출력해 보세요. dout에서 필터는 몇 번째 축에 있나요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(0, 1, 2))")],
)
backward(
    "db_one_number",
    belief="Sums all of dout up, and gives one number back for all filters.",
    hint="Print db.shape beside b.shape. Which axis of dout should be left when the rest is summed?",
    hint_ko="db.shape를 b.shape와 나란히 출력해 보세요. dout을 더하고 난 뒤에도 남아야 하는 축은 어느 것인가요?",
    changes=[(_GRADIENTS, "return dx, dw, np.sum(dout)")],
)
