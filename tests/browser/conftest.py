"""Chromium as the system has it, driven by Playwright. Nothing is downloaded."""

import os
import shutil

import pytest
from playwright.sync_api import Page, sync_playwright

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
WIDE = {"width": 1280, "height": 800}


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


@pytest.fixture(scope="session")
def _windows() -> dict[str, Page]:
    return {}


@pytest.fixture
def window(chromium, live_server, _windows):
    """Open a window of an Arabic browser at the test's own server, as wide as a laptop's, and return its page.

    Of each kind, such as `java_script_enabled=False`, one serves all tests: that a browser opens another costs it more
    than most tests do. After each it is emptied: no cookies, nothing stored, no page.
    """
    used = []

    def open_one(**options) -> Page:
        options = {"locale": "ar", "viewport": WIDE, "java_script_enabled": True, **options}
        kind = repr(sorted(options.items()))
        if kind not in _windows:
            _windows[kind] = chromium.new_context(base_url=live_server.url, **options).new_page()
        page = _windows[kind]
        page.set_viewport_size(options["viewport"])
        used.append(page)
        return page

    yield open_one
    for page in used:
        page.unroute_all()
        if page.url.startswith(live_server.url):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.mouse.move(0, 0)
        page.goto("about:blank")
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        page.context.clear_cookies()
        page.context.clear_permissions()


@pytest.fixture
def page(window):
    """The page of a window; what the browser complains about fails the test."""
    page = window()
    complaints = []

    def note_message(message) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def note_error(error) -> None:
        complaints.append(str(error))

    page.on("console", note_message)
    page.on("pageerror", note_error)
    yield page
    page.remove_listener("console", note_message)
    page.remove_listener("pageerror", note_error)
    assert not complaints
