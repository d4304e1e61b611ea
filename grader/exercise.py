"""Exercise, Question, Check: what is asked, of whom, and what each line of the rubric looks at.

conv_forward = Exercise("conv_forward_naive", stem="conv", points=16, cases=ConvCase)

@conv_forward.ask()
def forward(code, case):                      # a question: what the code is asked for one case
    out, _cache = code.call("conv_forward_naive", ..., returns=("array", "handle"))
    yield "out", out

@forward.check(points=2, hint="...")
def shape(case, answer, expected):            # a check: one line of the rubric, a pure function
    \"\"\"`out` has shape (N, F, H', W').\"\"\"    # its docstring is the line that the student reads
    expect_shape("out", answer, expected)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from grader.answer import Answer, Ask, Expected, Implementation, answer_live
from grader.case import Array, Case

C = TypeVar("C", bound=Case)

Judge = Callable[[Any, Answer, Expected], None]
Applies = Callable[[Any], bool]
Gradients = Callable[[Implementation, Any], Mapping[str, Array]]


def always(_case: Case) -> bool:
    """Every case."""
    return True


@dataclass(frozen=True)
class Check:
    """One line of the rubric.

    `on` says which cases it looks at. A check in `after` that has not passed skips this one. `hint` is the one
    next step that is shown when the check fails.
    """

    name: str
    title: str
    points: float
    hint: str
    judge: Judge
    on: Applies = always
    after: tuple["Check", ...] = ()


@dataclass(eq=False)
class Question:
    """What the code is asked for each case, and the checks that look at its answers.

    `compared` says whether the exam holds the reference's answers to it; a question about state compares a
    submission with itself. `instead` is another way of asking, taken when a value that the first way `relies_on`
    is wrong or missing: nobody loses points in a backward for a fault of the forward. `forward` gives the arguments
    of the forward after its call: one that changed them is wrong too. `shows` names the arrays of
    a case that a report shows, if they are small. `live` questions look at the clock between two requests.
    """

    name: str
    ask: Ask
    cases: type[Case]
    on: Applies = always
    compared: bool = True
    relies_on: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    instead: Ask | None = None
    forward: Ask | None = None
    live: bool = False
    gradients: Gradients | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def answer(self, code: Implementation, case: Case, ask: Ask | None = None) -> Answer:
        """Ask `code` about one case."""
        return answer_live(code, ask or self.ask, case)

    def answers(
        self, code: Implementation, cases: Sequence[Case], ask: Ask | None = None, known: Sequence[str] = ()
    ) -> Iterator[Answer]:
        """Ask `code` about all these cases; taken out one by one. For `known` see `Implementation.answers`."""
        if self.live:
            return (self.answer(code, case, ask) for case in cases)
        return code.answers(ask or self.ask, cases, known)

    def check(
        self,
        points: float,
        *,
        hint: str,
        on: Applies = always,
        after: tuple[Check, ...] = (),
        name: str = "",
        title: str = "",
    ) -> Callable[[Judge], Check]:
        """Make a judging function the next check; its name and docstring become the check's, if none are given."""

        def decorate(judge: Judge) -> Check:
            check = Check(name or judge.__name__, title or _title(judge), points, hint, judge, on, after)
            self.checks.append(check)
            return check

        return decorate

    def differentiate(self, gradients: Gradients, names: Mapping[str, str] | None = None) -> None:
        """Let the numerical `gradients` replace the reference's own in the expected answers.

        `names` says which of them has another name in this question.
        """
        self.gradients = gradients
        self.names = names or {}

    def ask_instead(self, ask: Ask, forward: Ask | None = None) -> None:
        """Make `ask` the other way of asking, taken when a value that this question relies on is wrong.

        `forward` gives the forward's arguments after its call.
        """
        self.instead, self.forward = ask, forward


@dataclass
class Exercise:
    """One function or class to fill in: `name` in the file `stem`.py, worth `points`."""

    name: str
    stem: str
    points: float
    cases: type[Case]
    questions: list[Question] = field(default_factory=list)

    def ask(
        self,
        on: Applies = always,
        cases: type[Case] | None = None,
        compared: bool = True,
        relies_on: tuple[str, ...] = (),
        shows: tuple[str, ...] = (),
        live: bool = False,
    ) -> Callable[[Ask], Question]:
        """Make a generator function the next question of the exercise."""

        def decorate(ask: Ask) -> Question:
            kind = cases or self.cases
            question = Question(ask.__name__, ask, kind, on, compared, relies_on, shows, live=live)
            self.questions.append(question)
            return question

        return decorate

    @property
    def checks(self) -> list[Check]:
        """All checks, in the order of the rubric."""
        return [check for question in self.questions for check in question.checks]


def _title(function: Callable[..., Any]) -> str:
    text = function.__doc__
    if not text:
        raise ValueError(f"the check {function.__name__} needs a docstring: it is the line that the student reads")
    return " ".join(text.split())
