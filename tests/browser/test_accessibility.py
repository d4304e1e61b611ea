"""Nobody is shut out: an accessibility engine finds nothing, and every number of a figure can be read on its colour."""

import pytest

from grader.report.result import Report
from tests.browser.conftest import NARROW, USUAL, Browser
from tests.browser.pages import ALL

ENOUGH = 4.5  # to one, for text: https://www.w3.org/TR/WCAG22/#contrast-minimum

# The contrast of each text in a figure with what it stands on; the formula is that of WCAG 2.2, "relative luminance".
CONTRASTS = """
const light = (colour) => {
  const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const card = getComputedStyle(document.querySelector(".exercise")).backgroundColor;
return [...document.querySelectorAll(".panel text")].map((text) => {
  const square = text.parentElement.querySelector(":scope > rect");
  const under = square && !text.classList.contains("tick") ? getComputedStyle(square).fill : card;
  return [text.parentElement.className.baseVal, contrast(getComputedStyle(text).fill, under)];
});
"""


@pytest.mark.parametrize(("width", "scheme"), [(NARROW, "light"), (USUAL, "light"), (USUAL, "dark")])
@pytest.mark.parametrize("of", ALL.values(), ids=ALL)
def test_an_accessibility_engine_finds_nothing(browser: Browser, of: Report, width: int, scheme: str) -> None:
    browser.open(of, width, scheme)
    assert browser.violations() == []


def test_the_engine_would_find_something(browser: Browser) -> None:
    browser.open(ALL["explained"])
    browser.run(
        "document.querySelector('.hint').style.color = '#bbb'; document.documentElement.removeAttribute('lang')"
    )
    found = {violation.partition(":")[0] for violation in browser.violations()}
    assert {"color-contrast", "html-has-lang"} <= found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read_on_every_colour(browser: Browser, scheme: str) -> None:
    browser.open(ALL["wide"], scheme=scheme)
    contrasts = browser.run(CONTRASTS)
    names = " ".join(name for name, _contrast in contrasts)
    assert all(f"{sign}-{level}" in names for sign in ("over", "under") for level in range(1, 6))
    browser.open(ALL["explained"], scheme=scheme)
    contrasts += browser.run(CONTRASTS)
    assert [found for found in contrasts if found[1] < ENOUGH] == []
