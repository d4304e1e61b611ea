"""A real browser, without a window, and pages opened in it from the disk."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from grader.report.as_html import as_html
from grader.report.result import Report

Script = Callable[..., Any]
NARROW, USUAL = 375, 1100  # pixels
MOST_SECONDS = 60  # until a page is as it will be, on a machine however busy


class Browser:
    """Chromium, and what can be seen of the page that is open in it."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver = driver
        self._file = folder / "report.html"

    def open(self, report: Report, width: int = USUAL, scheme: str = "light", media: str = "") -> str:
        """Write the report's page, open it, and return its address."""
        return self.open_html(as_html(report), width, scheme, media)

    def open_html(self, html: str, width: int = USUAL, scheme: str = "light", media: str = "") -> str:
        """Write any page, open it, and return its address."""
        self._file.write_text(html, encoding="utf-8")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        wish = {"media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wish)
        self.heard()  # and forgotten
        self.driver.get_log("browser")
        self.driver.get(self._file.as_uri())
        return self._file.as_uri()

    def run(self, script: str, *arguments: Any) -> Any:
        """What the script returns, run on the page."""
        return self.driver.execute_script(script, *arguments)

    def settled(self, script: str, *arguments: Any) -> None:
        """Wait until the script, run on the page, returns something true."""
        WebDriverWait(self.driver, MOST_SECONDS).until(lambda driver: driver.execute_script(script, *arguments))

    def text(self, selector: str) -> str:
        """The text of the first such element."""
        return str(self.run("return document.querySelector(arguments[0]).textContent", selector))

    def heard(self) -> list[str]:
        """The addresses that were asked for since the last time."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def violations(self) -> list[str]:
        """What the accessibility engine has to say, with all that is folded unfolded."""
        self.run("for (const one of document.querySelectorAll('details')) one.open = true")
        self.run((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found = self.driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        assert found["passes"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """The browser of this machine, by its own driver."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert browser, "no browser: on Debian run `apt-get install chromium`"
    assert driver, "no driver for the browser: on Debian run `apt-get install chromium-driver`"
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.add_argument("--headless=new")
    if not os.geteuid():
        options.add_argument("--no-sandbox")  # Chromium's own needs an ordinary user
    running = webdriver.Chrome(options=options, service=Service(driver))
    yield running
    running.quit()


@pytest.fixture
def browser(driver: Any, tmp_path: Path) -> Browser:
    """The browser, with a folder for its page."""
    return Browser(driver, tmp_path)
