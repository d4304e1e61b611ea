"""The page in a real browser: it needs no network, answers to pointer and keyboard, and fits its screen and paper."""

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

from grader.report.result import Report
from tests.browser.conftest import NARROW, Browser
from tests.browser.pages import ALL, HOSTILE, hostile
from tests.report.reports import EXPLAINED

WORST = "out[0, 0, 1, 2]: expected 5, yours 1, difference -4"
OTHER = "out[0, 0, 0, 1]: expected 1, yours 3, difference 2"
SHOWN = (
    "return [...document.querySelectorAll('.shown')].map(one => [one.closest('figure').className, one.dataset.place])"
)
STOPS = (
    "return [...document.querySelectorAll('[role=grid]')].map(one => one.querySelectorAll('[tabindex=\"0\"]').length)"
)
FOCUSED = "return document.activeElement.dataset.place"
WIDTH = "return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"


def focus_the_worst(browser: Browser) -> None:
    browser.run("document.querySelector('.difference .worst').focus()")


def press(browser: Browser, *keys: str) -> str:
    """Where the focus is then."""
    ActionChains(browser.driver).send_keys(*keys).perform()
    return str(browser.run(FOCUSED))


@pytest.mark.parametrize("of", ALL.values(), ids=ALL)
def test_it_opens_from_the_disk_asks_for_nothing_else_and_has_nothing_to_complain_of(
    browser: Browser, of: Report
) -> None:
    address = browser.open(of)
    browser.run("window.scrollTo(0, document.body.scrollHeight)")
    assert browser.heard() == [address]
    assert browser.driver.get_log("browser") == []


# Pointer and keyboard.


def test_before_anything_is_pointed_at_the_worst_number_is_told(browser: Browser) -> None:
    browser.open(EXPLAINED)
    assert browser.text(".readout") == WORST
    assert browser.run(SHOWN) == []


def test_pointing_at_a_number_tells_of_it_and_shows_it_in_every_array(browser: Browser) -> None:
    browser.open(EXPLAINED)
    for kind in ("difference", "expected", "returned"):
        focus_the_worst(browser)
        square = browser.driver.find_element(By.CSS_SELECTOR, f".{kind} [data-place='out[0, 0, 0, 1]']")
        ActionChains(browser.driver).scroll_to_element(square).move_to_element(square).perform()
        assert browser.text(".readout") == OTHER
        shown = browser.run(SHOWN)
        assert shown == [[figure, "out[0, 0, 0, 1]"] for figure in ("expected", "returned", "difference")]


def test_when_the_pointer_leaves_it_is_the_worst_again(browser: Browser) -> None:
    browser.open(EXPLAINED)
    square = browser.driver.find_element(By.CSS_SELECTOR, ".difference [data-place='out[0, 0, 0, 1]']")
    title = browser.driver.find_element(By.CSS_SELECTOR, ".check h4")
    ActionChains(browser.driver).scroll_to_element(square).move_to_element(square).perform()
    assert browser.text(".readout") == OTHER
    ActionChains(browser.driver).scroll_to_element(title).move_to_element(title).perform()
    assert browser.text(".readout") == WORST


def test_the_arrow_keys_walk_through_the_difference_and_stop_at_its_edges(browser: Browser) -> None:
    browser.open(EXPLAINED)
    focus_the_worst(browser)
    assert browser.run(FOCUSED) == "out[0, 0, 1, 2]"
    assert press(browser, Keys.ARROW_UP, Keys.ARROW_LEFT) == "out[0, 0, 0, 1]"
    assert browser.text(".readout") == OTHER
    assert press(browser, Keys.ARROW_UP) == "out[0, 0, 0, 1]"
    assert press(browser, Keys.HOME) == "out[0, 0, 0, 0]"
    assert press(browser, Keys.ARROW_LEFT) == "out[0, 0, 0, 0]"
    assert press(browser, Keys.END, Keys.ARROW_DOWN, Keys.ARROW_DOWN) == "out[0, 0, 1, 2]"


def test_the_tab_key_enters_a_difference_once_and_leaves_it_again(browser: Browser) -> None:
    browser.open(EXPLAINED)
    focus_the_worst(browser)
    assert press(browser, Keys.ARROW_LEFT) == "out[0, 0, 1, 1]"
    assert press(browser, Keys.TAB) == "None"
    ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    assert browser.run(FOCUSED) == "out[0, 0, 1, 1]"


def test_every_slice_can_be_entered(browser: Browser) -> None:
    browser.open(ALL["wide"])
    stops = browser.run(STOPS)
    assert len(stops) > 2
    assert set(stops) == {1}


# Hostile texts.


def test_a_hostile_text_opens_no_dialog_and_makes_no_element(browser: Browser) -> None:
    browser.open(hostile())
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert browser.run("return document.images.length") == 0
    assert browser.run("return document.scripts.length") == 1
    assert browser.text("main").count(HOSTILE) >= 10
    assert browser.driver.title.endswith(HOSTILE)


# Screen and paper.


@pytest.mark.parametrize("width", [320, NARROW, 768])
@pytest.mark.parametrize("of", ALL.values(), ids=ALL)
def test_nothing_sticks_out_at_the_side(browser: Browser, of: Report, width: int) -> None:
    browser.open(of, width)
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert browser.run(WIDTH) <= width


def test_paper_is_light_and_shows_what_is_folded_on_the_screen(browser: Browser) -> None:
    colour = "return getComputedStyle(document.querySelector('.exercise')).backgroundColor"
    folded = "return document.querySelectorAll('details.lines:not(.output):not([open])').length"
    browser.open(EXPLAINED, scheme="dark")
    assert browser.run(colour) != "rgb(255, 255, 255)"
    count = browser.run(folded)
    assert count
    browser.open(EXPLAINED, scheme="dark", media="print")
    assert browser.run(colour) == "rgb(255, 255, 255)"
    assert not browser.driver.find_element(By.CSS_SELECTOR, ".keys").is_displayed()
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert browser.run(folded) == 0
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert browser.run(folded) == count


def test_it_can_be_printed(browser: Browser) -> None:
    browser.open(EXPLAINED)
    printed = browser.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})
    assert printed["data"].startswith("JVBERi0")  # %PDF-, in base64
