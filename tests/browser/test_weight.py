"""What a first visit costs: little is fetched, all from the archive itself, and nothing moves when fonts arrive."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route

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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_first_visit_is_light_and_stays_on_the_site(sample_archive, page, live_server, kind, language):
    requests, responses = [], []
    page.on("request", lambda request: requests.append(request))
    page.on("response", lambda response: responses.append(response))
    first = page.goto(LANGUAGES[language] + ADDRESSES[kind].format(**sample_archive.keys), wait_until="networkidle")
    assert {urlsplit(request.url).netloc for request in requests} == {urlsplit(live_server.url).netloc}
    weights = {
        response.url.rpartition("/")[2]: as_sent(response)
        for response in responses
        if response.request.resource_type in ("stylesheet", "script", "font")
    }
    assert weights
    assert sum(weights.values()) <= 100 * KILOBYTE, weights
    assert len(first.body()) <= 60 * KILOBYTE
    if kind == "results":
        assert page.get_by_role("article").count() == 10


@pytest.mark.parametrize("kind", ADDRESSES)
def test_nothing_moves_when_fonts_arrive(sample_archive, page, kind):
    waiting = []
    hold = waiting.append
    page.route("**/*.woff2", lambda route: hold(route))
    page.add_init_script(SHIFTS)
    page.goto(ADDRESSES[kind].format(**sample_archive.keys), wait_until="domcontentloaded")
    page.wait_for_function(PAINTED)
    assert len(waiting) >= 5
    hold = Route.continue_
    for route in waiting:
        route.continue_()
    page.wait_for_load_state()
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifted") == pytest.approx(0, abs=0.001)
