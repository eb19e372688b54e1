"""What a first visit costs: little is fetched, all from the archive itself, and nothing moves when fonts arrive."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import WIDE
from tests.page_types import LANGUAGES

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = {"home": "/", "results": "/search/?q=المرفأ", "article": "/articles/{article}/?q=المرفأ"}
KILOBYTE = 1024
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.shifted += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
SETTLED = """async () => {
  await document.fonts.ready;
  await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
}"""


def as_sent(response) -> int:
    """How many bytes a server sends that compresses what can be compressed."""
    body = response.body()
    return len(body) if response.request.resource_type in ("font", "image") else len(gzip.compress(body, 6))


@pytest.fixture
def traffic(page):
    """What a page asks for and is answered, as on a first visit: nothing comes from the browser's cache."""
    requests, responses = [], []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def note_request(request) -> None:
        requests.append(request)

    def note_response(response) -> None:
        responses.append(response)

    page.on("request", note_request)
    page.on("response", note_response)
    yield requests, responses
    page.remove_listener("request", note_request)
    page.remove_listener("response", note_response)
    network.detach()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_first_visit_is_light_and_stays_on_the_site(sample_archive, page, traffic, live_server, kind, language):
    first = page.goto(LANGUAGES[language] + ADDRESSES[kind].format(**sample_archive.keys), wait_until="networkidle")
    requests, responses = traffic
    assert {urlsplit(request.url).netloc for request in requests} == {urlsplit(live_server.url).netloc}
    weights = {
        response.url.rpartition("/")[2]: as_sent(response)
        for response in responses
        if response.request.resource_type in ("stylesheet", "script", "font")
    }
    assert {name.rpartition(".")[2] for name in weights} == {"css", "js", "woff2"}
    assert sum(weights.values()) <= 100 * KILOBYTE, weights
    assert len(first.body()) <= 60 * KILOBYTE
    if kind == "results":
        assert page.get_by_role("article").count() == 10


def test_nothing_moves_when_fonts_arrive(sample_archive, chromium, live_server):
    # A window of its own, which knows no fonts and keeps what watches it.
    context = chromium.new_context(base_url=live_server.url, locale="ar", viewport=WIDE)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    waiting = []
    hold = waiting.append
    page.route("**/*.woff2", lambda route: hold(route))
    for kind, address in ADDRESSES.items():
        waiting.clear()
        hold = waiting.append
        page.goto(address.format(**sample_archive.keys), wait_until="domcontentloaded")
        page.wait_for_function(PAINTED)
        assert len(waiting) >= 5, kind
        hold = Route.continue_
        for route in waiting:
            route.continue_()
        page.wait_for_load_state()
        page.evaluate(SETTLED)
        assert page.evaluate("window.shifted") == pytest.approx(0, abs=0.001), kind
    context.close()
