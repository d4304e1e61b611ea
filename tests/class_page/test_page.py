"""The page of a class: all that is known is on it, and nothing that a browser would take for its own."""

import base64
import hashlib
import re
import time

import pytest

from grader.escape import page_text
from grader.gradebook.entry import Entry
from grader.language import speaking
from tests.class_page.classes import BELIEFS, a_class

pytest.importorskip("jinja2", reason="Jinja2 is not installed: the page is an extra, `make page` brings it")

from grader.class_page.as_html import SHOWN
from grader.class_page.figures import figures
from tests.class_page.pages import ALL, HOSTILE, hostile, plausible, whole_page
from tests.report.test_as_html import Page


@pytest.mark.parametrize("name", ALL)
def test_it_is_well_formed_and_asks_for_nothing(name: str) -> None:
    page = Page(ALL[name]())
    for tag, attributes in page.elements:
        assert tag not in {"img", "link", "iframe", "object", "embed", "base"}
        assert not [key for key in attributes if key == "style" or key.startswith("on")]
        for key in ("href", "src", "action"):
            assert re.fullmatch(r"#[\w-]+|feedback/[\w.~%-]+/report\.html", attributes.get(key) or "#x")


@pytest.mark.parametrize("name", ALL)
def test_no_id_is_there_twice_and_every_anchor_leads_somewhere(name: str) -> None:
    page = Page(ALL[name]())
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    anchors = {href for _tag, attributes in page.elements if (href := attributes.get("href") or "").startswith("#")}
    assert anchors <= {f"#{id}" for id in ids}


def test_only_our_style_and_script_are_in_force() -> None:
    page = Page(plausible())
    (policy,) = [a["content"] for _tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    for name, text in (("style-src", page.style), ("script-src", page.script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert policy is not None
        assert f"{name} 'sha256-{digest}';" in policy
    assert "default-src 'none'" in str(policy)


def test_a_hostile_text_stays_text() -> None:
    html = hostile()
    page = Page(html)
    assert page.text.count(page_text(HOSTILE)) >= 20
    assert "\u202e" not in html
    assert html.count("<script>") == 1


def test_an_id_is_quoted_in_the_address_of_its_report() -> None:
    entry = Entry("a b/../한", "x", (), "graded", 0.0, 1.0)
    assert 'href="feedback/a%20b%2F..%2F%ED%95%9C/report.html"' in whole_page(figures([entry]))


def test_the_first_lines_say_how_it_went() -> None:
    text = " ".join(Page(plausible()).text.split())
    found = figures(a_class()).scores
    assert found is not None
    assert f"Mean {round(found.mean, 1):g} of 100 points" in text
    assert f"Median {round(found.median, 1):g}" in text
    assert "Feedback hint Exam 0123456789ab" in text


def test_what_the_class_did_not_understand_is_told_and_the_rest_is_folded() -> None:
    found = figures(a_class())
    text = Page(plausible()).text
    worst = found.least_understood[0]
    place = text.index("Requirements that the class did not understand")
    assert place < text.index(f"{100 * worst.failed / worst.count:.0f}%", place) < text.index("More requirements")
    assert f"More requirements: {len(found.least_understood) - SHOWN}" in text


def test_who_has_a_misconception_can_be_found() -> None:
    found = figures(a_class())
    html = plausible()
    most = found.misconceptions[0]
    assert BELIEFS[most.name] in html
    block = html[html.index('class="beliefs"') :]
    block = block[: block.index("</details>")]
    assert block.count("<a href=") == len(most.who)


def test_without_a_text_of_its_own_a_misconception_is_told_by_its_name() -> None:
    page = Page(whole_page(figures(a_class())))
    assert figures(a_class()).misconceptions[0].name in page.text


def test_a_pair_is_a_place_to_look() -> None:
    page = Page(plausible())
    assert "A pair is a place to look, never a verdict" in page.text
    assert "88% of the one, 88% of the other" in page.text
    assert [tag for tag, _attributes in page.elements].count("mark") == 4


@pytest.mark.parametrize(
    ("said", "told"), [("", "not compared with each other"), ("Run `make similar`.", "Run make similar .")]
)
def test_where_there_are_no_pairs_it_says_why(said: str, told: str) -> None:
    text = " ".join(Page(whole_page(figures(a_class(3)), alike=said)).text.split())
    assert told in text


def test_another_exam_s_marks_are_not_mixed_in_silence() -> None:
    entries = [Entry(exam, exam, (), "graded", 1.0, 1.0, exam=exam) for exam in ("x", "y")]
    assert "more than one exam" in Page(whole_page(figures(entries))).text
    assert "more than one exam" not in Page(whole_page(figures(entries[:1]))).text


def test_it_speaks_korean() -> None:
    with speaking("ko"):
        html = plausible()
    assert '<html lang="ko">' in html
    assert "Misconceptions" not in html


def test_the_same_class_gives_the_same_bytes() -> None:
    assert plausible() == plausible()


def test_ten_thousand_rows_are_made_in_seconds_and_have_a_size_that_opens() -> None:
    began = time.process_time()
    html = whole_page(figures(Entry(f"{n:05d}", f"s{n}", (), "graded", n % 101, 100.0) for n in range(10_000)))
    assert time.process_time() - began < 20
    assert len(html) < 10_000_000
