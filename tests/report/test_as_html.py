"""The page: everything that is known, nothing that a browser would take for its own, and nothing from elsewhere."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from grader.language import speaking
from grader.report.feedback import Feedback, fed_back
from grader.report.result import Report
from tests.report.reports import BOX, DIGEST, EXPLAINED, MIXED, exercise, failed, passed, picture, report, skipped
from tests.report.test_feedback import CHOSEN, TOLD
from tests.report.test_sinks import reports

pytest.importorskip("jinja2", reason="Jinja2 is not installed: the page is an extra, `make page` brings it")

from grader.report.as_html import as_html

VOID = {"meta", "br", "img", "input", "link", "hr"}
PAGES = {"mixed": MIXED, "explained": EXPLAINED, "empty": report()}


class Page(HTMLParser):
    """What a browser sees: elements with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self._kept = {"style": "", "script": ""}
        self.feed(html.replace("<wbr>", ""))  # a place where a line may end, and no more
        self.close()
        assert self._open == [], "all elements are closed"
        self.style, self.script = self._kept.values()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        names = [name for name, _value in attrs]
        assert len(set(names)) == len(names)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only the elements of figures end so."""
        assert "svg" in self._open
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """It ends what began last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text, or what is none."""
        inner = self._open[-1] if self._open else ""
        if inner in self._kept:
            self._kept[inner] += data
        else:
            self.text += " ".join(data.split()) + ("\n" if data.strip() else "")

    def all(self, tag: str, class_: str = "") -> list[dict[str, str | None]]:
        """The attributes of each element of this name, and class."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and (not class_ or class_ in (attributes.get("class") or "").split())
        ]


def page(of: Report) -> Page:
    return Page(as_html(of))


def everything_is(text: str) -> Report:
    """A report in which every text that could come from elsewhere is `text`."""
    check = replace(
        failed(text, text),
        title=text,
        arrays={text: text},
        counterexample={text: 1},
        seen=(text,),
        story=(text,),
        frames=(text,),
        misconception=text,
        belief=text,
        hint=text,
        picture=picture(text),
    )
    wrong = exercise(text, "failed", check, skipped(text, text), passed(text), message=text, printed=(text,))
    right = replace(exercise(text, "passed", passed(text)), stem=text)
    return replace(report(replace(wrong, stem=text), right), submission=text, notes=(text,), exam=text)


def sources(of: Page) -> Iterator[str]:
    """Every address on the page."""
    for _tag, attributes in of.elements:
        for name, value in attributes.items():
            if name in ("href", "src", "srcset", "action", "data", "poster", "xlink:href", "background"):
                yield value or ""


# What it says.


def test_the_score_comes_first_then_what_to_do_next() -> None:
    text = page(EXPLAINED).text
    order = ["hong-gildong", "4", "of 9 points", "Next step", "Print your padded image.", "Rubric", "What to work on"]
    places = [text.index(f"\n{words}\n") for words in order]
    assert places == sorted(places)


def test_everything_that_is_known_of_a_fault_is_there() -> None:
    text = page(EXPLAINED).text
    (check,) = (check for check in EXPLAINED.exercises[1].checks if check.picture)
    said = [check.title, check.message, check.hint, check.belief, check.misconception, *check.story]
    said += [f"{name} = {value}" for name, value in check.arrays.items()]
    said += [check.seen[0], "out[0, 0, 1, 2]: expected 5, yours 1, difference -4", "What out[0, 0, 1, 2] is made of"]
    for words in said:
        assert words
        assert f"{words}\n" in text
    assert "N=\n1\nH=\n2\npad=\n1\n" in text
    assert "conv.py, line 12, in conv_forward_naive: out[n] = window(x, i)\n" in text


def test_names_between_backticks_are_set_as_code() -> None:
    assert "<li>Right in the middle of <code>out</code>.</li>" in as_html(EXPLAINED)


def test_a_line_may_end_behind_the_underscores_of_a_long_name() -> None:
    assert "conv_<wbr>forward_<wbr>naive" in as_html(EXPLAINED)


def test_what_waits_what_passed_what_was_printed_and_the_notes_are_there() -> None:
    text = page(EXPLAINED).text
    assert 'The stride check.\nWaits for "The padding check."\n' in text
    assert "Checks that pass: 1\nThe plain check.\n" in text
    assert "What your code printed (lines: 2)\nshape (1, 1) 한글도 됩니다\n" in text
    assert "Notes\na.txt was left out.\n" in text


def test_what_passed_is_folded_and_what_failed_is_not() -> None:
    html = as_html(EXPLAINED)
    assert "<details open" not in html
    start = html.index('<section class="check"')
    assert "<details" not in html[start : html.index('<p class="message">', start)]


def test_the_exam_and_the_isolation_are_named() -> None:
    text = page(EXPLAINED).text
    assert f"Exam\n{DIGEST}\n" in text
    assert "Isolation in force\nprocess, rlimits\nMissing\nlandlock\n" in text
    bare = replace(EXPLAINED, isolation=replace(BOX, layers=(), missing=()))
    assert "Isolation in force\nnone\nMissing\nnone\n" in page(bare).text


def test_every_exercise_has_its_line_in_the_rubric_with_points_and_status() -> None:
    text = page(MIXED).text
    statuses = ("passed", "not yet", "raises", "not written yet", "not found", "too slow", "crashes", "not graded")
    rubric = text[text.index("Rubric\n") : text.index("What to work on\n")]
    for one, status in zip(MIXED.exercises, statuses, strict=True):
        assert f"{one.name}\n{one.score:g}\n/ {one.max_score:g}\n{status}\n" in rubric


def test_it_says_which_language_it_is_in() -> None:
    assert page(EXPLAINED).all("html") == [{"lang": "en"}]
    with speaking("ko"):
        assert page(EXPLAINED).all("html") == [{"lang": "ko"}]


# What to do next.


def next_step(*exercises: object) -> str:
    text = page(report(*exercises)).text  # type: ignore[arg-type]
    return text[text.index("Next step\n") + 10 : text.index("Rubric\n")]


def test_a_fault_goes_before_what_is_not_written_yet() -> None:
    unwritten = exercise("im2col", "not_implemented", skipped(message=""), message="im2col is not written yet.")
    wrong = exercise("col2im", "failed", failed())
    assert next_step(unwritten, wrong) == "col2im\nThe padding check.\nPrint your padded image.\nSee what is wrong\n"
    assert next_step(unwritten) == "im2col\nWrite im2col in conv.py.\nGo to the exercise\n"


def test_what_could_not_be_loaded_or_found_is_next() -> None:
    broken = exercise("col2im", "error", skipped(message=""), message="conv.py could not be loaded: SyntaxError.")
    assert next_step(broken) == "col2im\nconv.py could not be loaded: SyntaxError.\nGo to the exercise\n"
    missing = exercise("col2im", "missing", message="col2im is not defined in any of the files.")
    assert next_step(missing) == "col2im\nDefine col2im: it is in none of the files.\nGo to the exercise\n"


def test_when_all_is_right_or_not_the_student_s_fault_it_says_so() -> None:
    assert next_step(exercise("col2im", "passed", passed())).startswith("Every check passes.")
    assert "not your fault" in next_step(exercise("col2im", "machinery", message="no more processes"))


# What a student must not be able to do.

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "single quotes": "' onfocus='alert(1)",
    "end of the style": "</style></script><b>",
    "comment": "<!-- x",
    "template": "{{ 7 * 7 }}{% raw %}",
    "character reference": "&lt;b&gt;&amp;#60;",
    "code": '`<b>` and `"`',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_nothing_but_text(text: str) -> None:
    harmless, hostile = page(everything_is("harmless")), page(everything_is(text))
    tags = [tag for tag, _attributes in harmless.elements]
    assert [tag for tag, _attributes in hostile.elements if tag != "code"] == tags
    assert hostile.text.count(text) >= 12 if "`" not in text else "<b>" in hostile.text
    for (_tag, mine), (_other, theirs) in zip(harmless.elements, hostile.elements, strict="`" not in text):
        assert "`" in text or mine.keys() == theirs.keys()


@pytest.mark.parametrize("text", ["\u202egnp.x", "a\0b", "\ud800", "\x1b[2J", "a\u2028b", "\u3164", "\ufeff"])
def test_characters_that_hide_or_reorder_are_shown_as_what_they_are(text: str) -> None:
    html = as_html(everything_is(text))
    assert all(char == "\n" or char.isprintable() for char in html)
    assert text.encode("unicode_escape", "surrogatepass").decode() in html


@settings(max_examples=25)
@given(reports)
def test_whatever_a_report_carries_the_page_is_whole_and_has_one_script(of: Report) -> None:
    html = as_html(of)
    seen = Page(html)
    assert all(char == "\n" or char.isprintable() for char in html)
    assert len(seen.all("script")) == len(seen.all("style")) == len(seen.all("html")) == 1


# What it needs.


@pytest.mark.parametrize("of", PAGES.values(), ids=PAGES)
def test_it_needs_nothing_from_elsewhere(of: Report) -> None:
    seen = page(of)
    assert {source[0] for source in sources(seen)} <= {"#"}
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & {
        tag for tag, _attributes in seen.elements
    }
    assert not re.search(r"url\(|@import|https?:|//\w", seen.style)
    assert not re.search(r"fetch|XMLHttp|import|https?:|WebSocket|innerHTML|eval", seen.script)


@pytest.mark.parametrize("of", PAGES.values(), ids=PAGES)
def test_its_links_lead_to_what_is_there(of: Report) -> None:
    seen = page(of)
    ids = [attributes["id"] for _tag, attributes in seen.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {source.removeprefix("#") for source in sources(seen)} <= set(ids)


def test_a_policy_lets_nothing_run_but_its_own_script_and_style() -> None:
    seen = page(EXPLAINED)
    (policy,) = (meta["content"] for meta in seen.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": _hash(seen.style),
        "script-src": _hash(seen.script),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not [name for _tag, attributes in seen.elements for name in attributes if re.match("on|style$", name)]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_same_report_gives_the_same_bytes_however_long_it_took() -> None:
    assert as_html(EXPLAINED) == as_html(replace(EXPLAINED, duration_s=9.0))


# What is withheld.


@pytest.mark.parametrize("feedback", ["hint", "score"])
def test_what_feedback_withholds_is_not_on_the_page(feedback: Feedback) -> None:
    assert CHOSEN in as_html(TOLD)
    assert CHOSEN not in as_html(fed_back(TOLD, feedback))
    seen = page(fed_back(EXPLAINED, feedback))
    assert not seen.all("div", "picture") + seen.all("div", "parts") + seen.all("ol") + seen.all("pre")
    assert bool(seen.all("div", "advice")) == (feedback == "hint")
    assert "of 9 points" in seen.text
