"""Misconceptions about the layer that owns its weights: what it starts with."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv_layer")

layer = partial(wrong.edit, of="Conv2d")

_DRAWN = "np.random.randn(out_channels, in_channels, kernel_size, kernel_size)"
_FAN_IN = "fan_in = in_channels * kernel_size * kernel_size"
_DEVIATION = "deviation = np.sqrt(2 / fan_in)"
_BIAS = "self.bias = np.zeros(out_channels)"

layer(
    "he_xavier",
    belief="Draws the weights with a variance of 1 / fan_in, which is the rule for layers without a ReLU.",
    hint="Make a layer with thousands of weights: is weight.std() the number that the docstring asks for?",
    hint_ko="가중치가 수천 개인 층을 만들어 weight.std()를 구해 보세요. docstring의 식과 같은 값이 나오나요?",
    changes=[("np.sqrt(2 /", "np.sqrt(1 /")],
)
layer(
    "init_one_kernel_repeated",
    belief="Draws one filter and uses it for every output channel.",
    hint="Print weight[0] and weight[1]. What would make two filters that start alike grow apart?",
    hint_ko="weight[0]과 weight[1]을 출력해 보세요. 똑같이 시작한 두 필터가 나중에 서로 달라질 수 있을까요?",
    changes=[
        (
            _DRAWN,
            "np.repeat(np.random.randn(1, in_channels, kernel_size, kernel_size), out_channels, axis=0)",
        )
    ],
)
layer(
    "weight_in_out_order",
    belief="Puts the input channels first when it makes the weights.",
    hint="Make a layer of 2 input and 3 output channels. How many filters does len(weight) say it has?",
    hint_ko="입력 채널 2개, 출력 채널 3개로 층을 만들어 보세요. len(weight)가 필터 수와 같은가요?",
    changes=[
        (
            _DRAWN,
            "np.random.randn(in_channels, out_channels, kernel_size, kernel_size)",
        )
    ],
)
layer(
    "he_without_sqrt",
    belief="Takes He's variance for the standard deviation.",
    hint="Make a layer with thousands of weights: is weight.std() the number that the docstring asks for, or its square?",
    hint_ko="가중치가 수천 개인 층을 만들어 weight.std()를 구해 보세요. docstring의 값인가요, 그 값의 제곱인가요?",
    changes=[(_DEVIATION, "deviation = 2 / fan_in")],
)
layer(
    "fan_in_without_window",
    belief="Takes the number of input channels for the fan-in, and forgets the window.",
    hint="Write one output down as a sum: how many products has it for 3 channels and a window of 5 x 5?",
    hint_ko="출력 한 칸을 곱의 합으로 적어 보세요. 채널이 3개이고 창이 5 x 5이면 곱은 모두 몇 개인가요?",
    changes=[(_FAN_IN, "fan_in = in_channels")],
)
layer(
    "fan_out_for_fan_in",
    belief="Counts the outputs that a pixel goes to, where the pixels that an output is made of belong.",
    hint="Write one output down as a sum. Does the number of its products change with the number of filters?",
    hint_ko="출력 한 칸을 곱의 합으로 적어 보세요. 필터 수가 바뀌면 곱의 개수도 바뀌나요?",
    changes=[(_FAN_IN, "fan_in = out_channels * kernel_size * kernel_size")],
)
layer(
    "fan_in_and_fan_out",
    belief="Takes the sum of fan-in and fan-out, which is another rule, of Glorot and Bengio.",
    hint="Compare your formula with the docstring, sign by sign. Does out_channels occur in it?",
    hint_ko="작성한 식을 docstring의 식과 하나씩 비교해 보세요. docstring의 식에 out_channels가 나오나요?",
    changes=[(_FAN_IN, "fan_in = (in_channels + out_channels) * kernel_size * kernel_size")],
)
layer(
    "init_without_scale",
    belief="Draws all weights with a standard deviation of 1, however large the layer is.",
    hint="Make two layers, of 1 and of 100 input channels. Should the weights of both be equally large?",
    hint_ko="입력 채널이 1개인 층과 100개인 층을 만들어 보세요. 두 층의 가중치 크기가 비슷해도 될까요?",
    changes=[(_DEVIATION, "deviation = 1.0")],
)
layer(
    "init_small_numbers",
    belief="Scales all weights by 0.01, however large the layer is.",
    hint="Make two layers, of 1 and of 100 input channels, and print weight.std(). Where does your formula count channels?",
    hint_ko="입력 채널이 1개인 층과 100개인 층의 weight.std()를 출력해 보세요. 작성한 식은 채널 수를 쓰고 있나요?",
    changes=[(_DEVIATION, "deviation = 0.01")],
)
layer(
    "init_rand_for_randn",
    belief="Takes np.random.rand for the normal distribution.",
    hint="Print weight.min(). Should about half of the numbers be negative?",
    hint_ko="weight.min()을 출력해 보세요. 평균이 0이라면 음수가 얼마나 있어야 할까요?",
    changes=[(_DRAWN, _DRAWN.replace("randn", "rand"))],
)
layer(
    "init_uniform",
    belief="Draws the weights evenly from an interval, with the right mean and deviation.",
    hint="Draw a histogram of a large layer's weights. Which of NumPy's distributions has its most numbers near 0?",
    hint_ko="큰 층의 가중치로 히스토그램을 그려 보세요. NumPy의 분포 가운데 0 근처가 가장 많은 것은 어느 것인가요?",
    changes=[
        (_DRAWN, "np.random.uniform(-np.sqrt(3), np.sqrt(3), (out_channels, in_channels, kernel_size, kernel_size))")
    ],
)
layer(
    "init_zeros",
    belief="Starts with all weights at zero.",
    hint="Let two filters start alike and train them: what would make them grow apart?",
    hint_ko="두 필터가 똑같이 시작했다고 해 보세요. 학습하면서 둘을 서로 다르게 만들어 주는 것이 있나요?",
    changes=[(_DRAWN, _DRAWN.replace("random.randn(", "zeros((").replace(")", "))"))],
)
layer(
    "init_ones",
    belief="Starts with all weights alike.",
    hint="Let two filters start alike and train them: what would make them grow apart?",
    hint_ko="두 필터가 똑같이 시작했다고 해 보세요. 학습하면서 둘을 서로 다르게 만들어 주는 것이 있나요?",
    changes=[(_DRAWN, _DRAWN.replace("random.randn(", "ones((").replace(")", "))"))],
)
layer(
    "bias_ones",
    belief="Starts with all biases at one.",
    hint="Print the bias of a new layer. What does the docstring say that it starts with?",
    hint_ko="새 층의 bias를 출력해 보세요. docstring에는 어떤 값으로 시작한다고 되어 있나요?",
    changes=[(_BIAS, "self.bias = np.ones(out_channels)")],
)
layer(
    "bias_as_column",
    belief="Makes the bias a column, with an axis that nobody asked for.",
    hint="Print bias.shape. How many axes does the docstring give it?",
    hint_ko="bias.shape를 출력해 보세요. docstring에 따르면 축이 몇 개여야 하나요?",
    changes=[(_BIAS, "self.bias = np.zeros((out_channels, 1))"), ("self.bias[:, np.newaxis]", "self.bias")],
)
layer(
    "bias_by_input_channel",
    belief="Makes one bias for each input channel.",
    hint="Make a layer of 2 input and 3 output channels and print bias.shape. What is each bias added to?",
    hint_ko="입력 채널 2개, 출력 채널 3개로 층을 만들어 bias.shape를 출력해 보세요. 편향 하나는 무엇에 더해지나요?",
    changes=[(_BIAS, "self.bias = np.zeros(in_channels)")],
)
