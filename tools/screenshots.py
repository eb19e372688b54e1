"""Take the pictures of README and docs/ from a running archive: `make screenshots`.

Without ARCHIVE_HOME in the environment it makes an archive of invented articles (tests/sample.py) for the time it takes
and shows that: news belongs to its publishers. With ARCHIVE_HOME it shows what is there. Needs Chromium.
"""

import base64
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from tests import sample
from tests.browser.conftest import NAMES, OPTIONS

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "img"
# Whether the archive is one of invented articles.
OWN = "ARCHIVE_HOME" not in os.environ
ARTICLES = 360
QUERY = "المرفأ"
SECONDS_TO_START = 30
QUALITY = 0.8
# Chromium writes PNG; its own canvas makes a third of that.
TO_WEBP = """async ([png, quality]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


YEAR = re.compile(r"^[0-9٠-٩]{4}$")


class Picture(NamedTuple):
    """A picture to take: its name, the page (a key of `addresses`), and how it is looked at."""

    name: str
    page: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"


SHOTS = (
    Picture("home", "home"),
    Picture("results", "results"),
    Picture("article", "article"),
    Picture("article-dark", "article", scheme="dark"),
    Picture("year", "year"),
    Picture("person", "person"),
    Picture("results-phone", "results", width=390, height=844),
    Picture("article-phone", "article", width=390, height=844, scheme="dark"),
)


def main() -> None:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        sys.exit("Chromium is needed and was not found. On Debian: sudo apt install chromium")
    with tempfile.TemporaryDirectory() as scratch, archive(Path(scratch)) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        take(browser, base)
        browser.close()


def take(browser: Browser, base: str) -> None:
    where = addresses(browser.new_page(base_url=base))
    converter = browser.new_page()
    for shot in SHOTS:
        context = browser.new_context(
            base_url=base, color_scheme=shot.scheme, viewport={"width": shot.width, "height": shot.height}
        )
        page = context.new_page()
        page.goto(where[shot.page], wait_until="networkidle")
        # The second time with every font in place.
        page.reload(wait_until="networkidle")
        png = base64.b64encode(page.screenshot()).decode()
        file = PICTURES / f"{shot.name}.webp"
        file.write_bytes(base64.b64decode(converter.evaluate(TO_WEBP, [png, QUALITY])))
        sys.stdout.write(f"{file.stat().st_size // 1024:4} KB  {file.relative_to(ROOT)}\n")
        context.close()


def addresses(page: Page) -> dict[str, str]:
    """Return the addresses of the pages to show, found as a reader finds them: each page's first."""
    page.goto("/")
    person = page.locator(".persons a").first
    query = urlencode({"q": QUERY if OWN else person.inner_text()})
    found = {"home": "/", "person": person.get_attribute("href") or "/", "results": f"/search/?{query}"}
    page.goto(found["results"])
    first = page.locator(".entry-title a").first.get_attribute("href") or "/"
    found["article"] = f"/articles/{sample.FEATURE}/?{query}" if OWN else first
    page.goto("/dates/")
    found["year"] = page.locator("main").get_by_role("link", name=YEAR).first.get_attribute("href") or "/"
    return found


@contextmanager
def archive(scratch: Path) -> Iterator[str]:
    """Serve an archive for the time of the block and yield its address."""
    environment = {"ARCHIVE_HOME": str(scratch / "home"), **os.environ, "HTTPS": "0", "DEBUG": "0"}

    def manage(*arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)  # noqa: S603

    manage("prepare", "--no-account", "--verbosity", "0")
    if OWN:
        manage("import_articles", "--verbosity", "0", str(sample.write(scratch, ARTICLES)))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [Path(sys.executable).with_name("gunicorn"), "--config", "python:archive.gunicorn", "--bind", address]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        wait_for(f"http://{address}/")
        yield f"http://{address}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def wait_for(address: str) -> None:
    for _ in range(SECONDS_TO_START * 10):
        try:
            urllib.request.urlopen(address)  # noqa: S310 — our own server
        except URLError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The archive did not start within {SECONDS_TO_START} seconds.")


if __name__ == "__main__":
    main()
