"""How quickly an upload is looked through, imported and undone, and how the archive answers readers meanwhile.

    .venv/bin/python tests/benchmarks/uploads.py [--file ../shared/data/news-2018.jsonl.gz] [--home FOLDER]

Makes an archive in a temporary folder (or takes the one of `--home`, which it changes), starts gunicorn as `make run`
does, uploads the file as an editor does, and asks for the home page ten times a second until the articles are there.
Prints for each phase its time, articles a second, and p50, p95 and the longest time of the home page in milliseconds,
first of all while nothing is done. Ends with status 1 where p95 is above 200 ms. Without the file it says so and stops.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared/data/news-2018.jsonl.gz"
ADDRESS = "127.0.0.1:8766"
SITE = f"http://{ADDRESS}/en"
PATIENCE = 3600
EVERY = 0.1
SLOWEST = 200
IDLE_SECONDS = 15
ACCOUNT = """
from django.contrib.auth.models import Group, User
user, _ = User.objects.get_or_create(username="bench", is_staff=True)
user.set_password("bench"); user.save(); user.groups.set(Group.objects.filter(name="editors"))
"""


class Browser:
    """What an editor's browser does: keeps cookies, sends forms with their token."""

    def __init__(self) -> None:
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def get(self, address: str) -> str:
        with self._open(address, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def post(self, address: str, **fields: str) -> str:
        """Send the form of a page; return the address that it leads to."""
        body = urlencode({"csrfmiddlewaretoken": self._token(address), **fields}).encode()
        with self._open(address, body, timeout=PATIENCE) as answer:
            return answer.url

    def upload(self, file: Path) -> str:
        """Send a file; return the address of its upload."""
        border = uuid.uuid4().hex
        token = self._token(f"{SITE}/upload/")
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n',
            f'--{border}\r\nContent-Disposition: form-data; name="publish"\r\n\r\non\r\n',
            f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n',
        ]
        body = "".join(parts).encode() + file.read_bytes() + f"\r\n--{border}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        request = urllib.request.Request(f"{SITE}/upload/", body, kind)
        with self._open(request, timeout=PATIENCE) as answer:
            return answer.url

    def _token(self, address: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(address))
        assert found, address
        return found[1]


class Readers(threading.Thread):
    """Ask for the home page again and again, and note how long each answer takes, in milliseconds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.times: list[float] = []
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(EVERY):
            began = time.perf_counter()
            with urllib.request.urlopen(f"{SITE}/", timeout=PATIENCE) as answer:
                answer.read()
            self.times.append(1000 * (time.perf_counter() - began))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=NEWS, help="what is uploaded")
    parser.add_argument("--home", type=Path, help="the folder of an archive, which gets the articles")
    options = parser.parse_args()
    if not options.file.exists():
        sys.exit(f"Skipped: {options.file} is not there.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "ARCHIVE_HOME": str(options.home or folder), "HTTPS": "0"}
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "prepare", "--no-account", "--verbosity=0"], cwd=ROOT, env=environment, check=True)
        subprocess.run([*manage, "shell", "-v0", "-c", ACCOUNT], cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "-m", "gunicorn", "--config", "python:archive.gunicorn", "--bind", ADDRESS]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            slow = measure(options.file)
        finally:
            server.terminate()
            server.wait(PATIENCE)
    sys.exit(1 if slow else 0)


def measure(file: Path) -> bool:
    """Upload, import and undo; return whether readers had to wait too long in any phase."""
    browser = Browser()
    wait_for(lambda: "csrf" in browser.get(f"{SITE}/login/"))
    browser.post(f"{SITE}/login/", username="bench", password="bench")
    slow = False
    readers = Readers()
    readers.start()
    time.sleep(IDLE_SECONDS)
    readers.ended.set()
    readers.join()
    report("at rest", IDLE_SECONDS, 0, readers.times)
    began = time.monotonic()
    page = browser.upload(file)
    print(f"received in {time.monotonic() - began:.1f} s")
    phases = [("looked through", None, 'name="confirm"'), ("imported", "confirm", 'name="undo"')]
    for phase, button, end in [*phases, ("undone", "undo", "This upload was undone")]:
        readers = Readers()
        readers.start()
        began = time.monotonic()
        if button:
            browser.post(page, **{button: "1"})
        wait_for(lambda end=end: end in browser.get(page))
        seconds = time.monotonic() - began
        readers.ended.set()
        readers.join()
        slow |= report(phase, seconds, number_of_articles(browser.get(page)), readers.times)
    return slow


def number_of_articles(page: str) -> int:
    found = re.search(r'class="number">([\d,]+)', page)
    return int(found[1].replace(",", "")) if found else 0


def report(phase: str, seconds: float, articles: int, times: list[float]) -> bool:
    """Print what a phase took; return whether its p95 is too long."""
    p50, p95 = statistics.quantiles(times, n=20)[9], statistics.quantiles(times, n=20)[18]
    print(
        f"{phase:<15} {seconds:6.1f} s, {articles / seconds:5.0f} articles a second; home page p50 {p50:.0f} ms, "
        f"p95 {p95:.0f} ms, longest {max(times):.0f} ms ({len(times)} requests)",
        flush=True,
    )
    return p95 > SLOWEST


def wait_for(holds) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(1)
    sys.exit("The archive did not come so far.")


if __name__ == "__main__":
    main()
