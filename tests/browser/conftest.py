"""Chromium as the system has it, driven by Playwright. Nothing is downloaded."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

# Playwright keeps an event loop in the tests' thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Quiet, and able to run as root in a container without graphics.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """A running browser. Without one the tests are skipped; where CI is set they fail."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        advice = "no Chromium: install it (on Debian: sudo apt install chromium) to run the tests in tests/browser"
        pytest.fail(advice) if os.environ.get("CI") else pytest.skip(advice)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A new page, as wide as a laptop's, at the test's own server; what the browser complains about fails the test."""
    context = chromium.new_context(base_url=live_server.url, locale="ar", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints
