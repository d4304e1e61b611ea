"""The page of a class in a real browser: it sorts and filters by keyboard, for ten thousand as for sixty."""

import time

import pytest
from selenium.webdriver import ActionChains, Keys

from grader.class_page.figures import figures
from grader.cohort.hand_in import Student
from grader.gradebook.entry import Entry
from tests.browser.conftest import NARROW, USUAL, Browser
from tests.class_page.pages import ALL, HOSTILE, hostile, plausible, whole_page

WIDTH = "return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"
NAMES = "return [...document.querySelectorAll('#class tbody tr:not([hidden]) th')].map(one => one.textContent)"
COLUMN = (
    "return [...document.querySelectorAll('#class tbody tr:not([hidden])')]"
    ".map(one => one.cells[arguments[0]].textContent)"
)
SORTED = "return [...document.querySelectorAll('#class thead th')].map(one => one.getAttribute('aria-sort'))"
FOCUS = "document.querySelectorAll('#class thead button')[arguments[0]].focus()"

STUDENT, NUMBER, POINTS = range(3)


def small() -> str:
    """Four hand-ins."""
    names = {"Bora": 9.0, "Ara 10": 80.0, "ara 9": 100.0}
    entries = [
        Entry(name, name, (Student(name, f"s{score:g}"),), "graded", score, 100.0) for name, score in names.items()
    ]
    broken = Entry("Dal", "Dal", (Student("Dal", "s0"),), "unusable", None, 100.0, reason="empty", is_late=True)
    return whole_page(figures([*entries, broken]))


def press(browser: Browser, *keys: str) -> None:
    ActionChains(browser.driver).send_keys(*keys).perform()


def type_filter(browser: Browser, text: str) -> None:
    browser.run("document.getElementById('filter').focus(); document.getElementById('filter').select()")
    press(browser, text)
    time.sleep(0.3)  # a large class waits for a pause


@pytest.mark.parametrize("name", ALL)
def test_it_asks_for_nothing_else_and_has_nothing_to_complain_of(browser: Browser, name: str) -> None:
    address = browser.open_html(ALL[name]())
    browser.run(UNFOLD)
    assert browser.heard() == [address]
    assert browser.driver.get_log("browser") == []


@pytest.mark.parametrize(("width", "scheme"), [(NARROW, "light"), (USUAL, "light"), (USUAL, "dark")])
@pytest.mark.parametrize("name", ALL)
def test_an_accessibility_engine_finds_nothing(browser: Browser, name: str, width: int, scheme: str) -> None:
    browser.open_html(ALL[name](), width, scheme)
    assert browser.violations() == []


@pytest.mark.parametrize("width", [320, NARROW, 768])
@pytest.mark.parametrize("name", ALL)
def test_nothing_sticks_out_at_the_side(browser: Browser, name: str, width: int) -> None:
    browser.open_html(ALL[name](), width)
    browser.run(UNFOLD)
    assert browser.run(WIDTH) <= width


# The table.


def test_before_anything_is_pressed_it_is_as_the_gradebook_has_it(browser: Browser) -> None:
    browser.open_html(small())
    assert browser.run(NAMES) == ["Bora", "Ara 10", "ara 9", "Dal"]
    assert set(browser.run(SORTED)) == {None}


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE])
def test_the_keyboard_sorts_names_as_people_do_and_points_from_the_top(browser: Browser, key: str) -> None:
    browser.open_html(small())
    browser.run(FOCUS, STUDENT)
    press(browser, key)
    assert browser.run(NAMES) == ["ara 9", "Ara 10", "Bora", "Dal"]
    assert browser.run(SORTED)[STUDENT] == "ascending"
    press(browser, key)
    assert browser.run(NAMES) == ["Dal", "Bora", "Ara 10", "ara 9"]
    press(browser, Keys.TAB, Keys.TAB, key)
    assert browser.run(COLUMN, POINTS) == ["100", "80", "9", "–"]
    assert browser.run(SORTED)[:3] == [None, None, "descending"]
    press(browser, key)
    assert browser.run(COLUMN, POINTS) == ["–", "9", "80", "100"]


def test_the_focus_stays_on_the_button_and_can_be_seen(browser: Browser) -> None:
    browser.open_html(small())
    browser.run("document.getElementById('show').focus()")
    press(browser, Keys.TAB, Keys.TAB)  # the region that scrolls, then the first heading
    assert browser.run("return document.activeElement.closest('th')?.cellIndex") == STUDENT
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(browser, Keys.ENTER)
    assert browser.run("return document.activeElement.closest('th')?.cellIndex") == STUDENT


def test_the_filter_takes_words_of_any_column_and_counts(browser: Browser) -> None:
    browser.open_html(small())
    assert browser.text("#shown") == "4 of 4 shown"
    type_filter(browser, "ARA")
    assert browser.run(NAMES) == ["Ara 10", "ara 9"]
    assert browser.text("#shown") == "2 of 4 shown"
    type_filter(browser, "s80 ara")
    assert browser.run(NAMES) == ["Ara 10"]
    type_filter(browser, "nobody")
    assert browser.text("#shown") == "0 of 4 shown"
    type_filter(browser, Keys.BACKSPACE)
    assert browser.text("#shown") == "4 of 4 shown"


def test_enter_in_the_filter_leaves_the_page_as_it_is(browser: Browser) -> None:
    address = browser.open_html(small())
    type_filter(browser, "bora" + Keys.ENTER)
    assert browser.driver.current_url == address
    assert browser.run(NAMES) == ["Bora"]


def test_a_filter_and_an_order_hold_together(browser: Browser) -> None:
    browser.open_html(small())
    type_filter(browser, "ara")
    browser.run(FOCUS, POINTS)
    press(browser, Keys.ENTER)
    assert browser.run(NAMES) == ["ara 9", "Ara 10"]


@pytest.mark.parametrize("state", ["unusable", "late"])
def test_one_state_can_be_shown_alone(browser: Browser, state: str) -> None:
    browser.open_html(small())
    choose = (
        "const show = document.getElementById('show'); show.value = arguments[0]; "
        "show.dispatchEvent(new Event('change'))"
    )
    browser.run(choose, state)
    assert browser.run(NAMES) == ["Dal"]
    browser.run(choose, "")
    assert len(browser.run(NAMES)) == 4


def test_ten_thousand_rows_open_filter_and_sort_while_somebody_waits(browser: Browser) -> None:
    names = "김이박최정"
    entries = (
        Entry(f"{n:05d}", f"{names[n % 5]}{n}", (Student("", str(n)),), "graded", n % 101, 100.0) for n in range(10_000)
    )
    began = time.monotonic()
    browser.open_html(whole_page(figures(entries)))
    assert browser.text("#shown") == "10000 of 10000 shown"
    type_filter(browser, "최1003")
    assert browser.run(NAMES) == ["최1003"]
    type_filter(browser, Keys.BACKSPACE)
    browser.run(FOCUS, POINTS)
    press(browser, Keys.ENTER)
    assert browser.run("return document.querySelector('#class tbody tr').cells[2].textContent") == "100"
    assert time.monotonic() - began < 60  # seconds, on a machine with other things to do; some six when idle


# The rest.


def test_a_pair_unfolds_by_keyboard_and_shows_both_texts_side_by_side(browser: Browser) -> None:
    browser.open_html(plausible())
    browser.run("document.querySelector('.pair summary').focus()")
    press(browser, Keys.ENTER)
    left, right = browser.run(
        "return [...document.querySelectorAll('.pair .source')].map(one => one.getBoundingClientRect())"
    )
    assert left["top"] == right["top"]
    assert left["right"] <= right["left"]
    marked = "return getComputedStyle(document.querySelector('.source .agrees')).borderInlineStartWidth"
    assert browser.run(marked) == "4px"  # not by colour alone


def test_on_a_narrow_screen_they_stand_one_below_the_other(browser: Browser) -> None:
    browser.open_html(plausible(), NARROW)
    browser.run(UNFOLD)
    left, right = browser.run(
        "return [...document.querySelectorAll('.pair .source')].map(one => one.getBoundingClientRect())"
    )
    assert left["bottom"] <= right["top"]


def test_a_hostile_text_opens_no_dialog_and_makes_no_element(browser: Browser) -> None:
    browser.open_html(hostile())
    browser.run(UNFOLD)
    type_filter(browser, "<script>")
    assert browser.run("return document.images.length") == 0
    assert browser.run("return document.scripts.length") == 1
    assert browser.text("main").count(HOSTILE[:20]) >= 10


def test_the_histogram_has_a_text(browser: Browser) -> None:
    browser.open_html(plausible())
    told = str(browser.run("return document.querySelector('.histogram').getAttribute('aria-label')"))
    assert "median" in told
    browser.run(UNFOLD)
    counts = browser.run("return [...document.querySelectorAll('.plain td')].map(one => Number(one.textContent))")
    assert len(counts) == 20
    assert max(counts) > 5


def test_paper_is_light_shows_every_row_and_no_tools(browser: Browser) -> None:
    browser.open_html(plausible(), scheme="dark", media="print")
    assert (
        browser.run("return getComputedStyle(document.querySelector('.whole')).backgroundColor") == "rgb(255, 255, 255)"
    )
    assert browser.run("return getComputedStyle(document.querySelector('.whole')).maxHeight") == "none"
    assert browser.run("return getComputedStyle(document.querySelector('.tools')).display") == "none"
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    assert printed["data"].startswith("JVBERi0")  # %PDF-, in base64
