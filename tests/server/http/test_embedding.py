"""The one line in another site, in a real browser."""

import dataclasses
import functools
import http.server
import shutil
import threading

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.server.http.conftest import SETTINGS

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en",
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def site(tmp_path):
    """Another site on this machine: its folder and its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    server.block_on_close = False  # the browser, which is closed later, keeps connections open
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield folder, f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(site, request):
    """The site may frame the page, or not."""
    return dataclasses.replace(SETTINGS, frame_ancestors=(site[1],) if request.param else ())


@pytest.fixture
def browser(tmp_path):
    """A Chromium of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def opened(browser, server, site):
    folder, url = site
    wishes = 'data-queue="Billing" data-lang="de" data-label="Hilfe"'
    line = f'<script src="{server.url}/chat/embed.js" {wishes} async></script>'
    (folder / "index.html").write_text(f"<!doctype html><title>Shop</title><h1>Shop</h1>{line}", encoding="utf-8")
    browser.get(url)
    wait = WebDriverWait(browser, 15, poll_frequency=0.05)
    button = wait.until(lambda _: browser.find_element(By.TAG_NAME, "button"))
    assert button.text == "Hilfe"
    button.click()
    frame = browser.find_element(By.TAG_NAME, "iframe")
    assert frame.get_attribute("title") == "Hilfe"
    browser.switch_to.frame(frame)
    return wait


@pytest.mark.parametrize("settings", [True], indirect=True)
def test_a_site_that_is_listed_shows_the_chat(browser, server, site):
    wait = opened(browser, server, site)
    wait.until(lambda _: browser.find_element(By.ID, "name").is_displayed())
    assert browser.find_element(By.ID, "start").text == "Chat beginnen"
    browser.find_element(By.ID, "name").send_keys("Amir")
    browser.find_element(By.ID, "start").click()
    wait.until(lambda _: "Sie warten" in browser.find_element(By.ID, "log").text)
    browser.switch_to.default_content()
    button = browser.find_element(By.TAG_NAME, "button")
    button.click()
    assert not browser.find_element(By.TAG_NAME, "iframe").is_displayed()
    assert button.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("settings", [False], indirect=True)
def test_a_site_that_is_not_listed_shows_nothing(browser, server, site):
    wait = opened(browser, server, site)
    wait.until(lambda _: browser.execute_script("return document.readyState") == "complete")
    assert browser.find_elements(By.ID, "name") == []
