"""The page in a frame below a notebook's cell: as high as what it holds, as dark as its place, left by no link."""

import html

import pytest

from grader.report.as_html import as_html
from grader.report.result import Report
from tests.browser.conftest import NARROW, USUAL, Browser
from tests.report.reports import EXPLAINED

INSIDE = "const page = document.querySelector('iframe').contentDocument; "
HEIGHT = "return document.querySelector('iframe').clientHeight"
FITS = (
    "const frame = document.querySelector('iframe'); "
    "const inside = Math.ceil(frame.contentDocument.body.getBoundingClientRect().height); "
    "return frame.clientHeight === inside && inside > arguments[0]"
)


def open_in_a_frame(browser: Browser, report: Report, colour: str = "#fff", width: int = USUAL) -> None:
    """The report in a frame between two cells, on a ground of this colour."""
    frame = f'<iframe srcdoc="{html.escape(as_html(report))}" style="display: block; width: 100%; border: 0"></iframe>'
    browser.open_html(
        f"<!doctype html><body style='background: {colour}'><p>above</p>{frame}<p>below</p>", width, scheme=""
    )
    browser.settled("return document.querySelector('iframe').contentDocument.querySelector('html.framed') !== null")


@pytest.mark.parametrize("width", [NARROW, USUAL])
def test_it_is_as_high_as_what_it_holds_also_when_some_is_unfolded(browser: Browser, width: int) -> None:
    open_in_a_frame(browser, EXPLAINED, width=width)
    browser.settled(FITS, 300)
    before = browser.run(HEIGHT)
    browser.run(f"{INSIDE} for (const one of page.querySelectorAll('details')) one.open = true")
    browser.settled(FITS, before)


@pytest.mark.parametrize(("colour", "is_dark"), [("#111", True), ("#fff", False)])
def test_it_is_as_dark_as_what_is_around_it(browser: Browser, colour: str, is_dark: bool) -> None:
    open_in_a_frame(browser, EXPLAINED, colour)
    dark = "return document.querySelector('iframe').contentWindow.matchMedia('(prefers-color-scheme: dark)').matches"
    browser.settled(f"{dark} === arguments[0]", is_dark)


def test_its_links_lead_to_places_in_it_and_not_to_the_notebook(browser: Browser) -> None:
    open_in_a_frame(browser, EXPLAINED)
    browser.run(f"{INSIDE} page.querySelector('.next a').click()")
    assert browser.run(f"{INSIDE} return page.location.href") == "about:srcdoc"
    assert browser.run(f"{INSIDE} return page.querySelectorAll('h1').length") == 1


def test_what_the_cell_has_said_is_left_out(browser: Browser) -> None:
    open_in_a_frame(browser, EXPLAINED)
    hidden = "return ['footer', '.top .name'].map(one => page.querySelector(one).checkVisibility())"
    assert browser.run(f"{INSIDE} {hidden}") == [False, False]
