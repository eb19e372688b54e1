"""The start: `manage.py prepare` and the server, as `make run` calls them, in an empty home."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30
"""Seconds in which a server has to answer."""


def environment(home):
    return {"PATH": os.environ["PATH"], "ARCHIVE_HOME": str(home), "HTTPS": "0"}


def manage(home, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(home), capture_output=True, text=True
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("start") / "home"


@pytest.fixture(scope="module")
def first(home):
    """The first start of an archive."""
    result = manage(home, "prepare", "--address", f"127.0.0.1:{free_port()}")
    assert result.returncode == 0, result.stderr
    return result


@pytest.fixture(scope="module")
def site(home, first):
    """The address of a running server."""
    address = f"127.0.0.1:{free_port()}"
    command = [Path(sys.executable).with_name("gunicorn"), "--config", "python:archive.gunicorn", "--bind", address]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(home), stdout=subprocess.PIPE, text=True)
    try:
        # Its first line comes when it listens.
        assert address in server.stdout.readline()
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(PATIENCE)
        server.stdout.close()


def get(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return answer.read().decode()


def test_the_first_start_tells_the_password_and_what_next(first):
    assert re.search(r"^Password: +\S{12,}$", first.stdout, re.MULTILINE)
    assert re.search(r"http://127.0.0.1:\d+/ ", first.stdout)
    assert "2 seed articles" in first.stdout
    assert first.stdout.count("\n") < 20
    assert not first.stderr


def test_the_second_start_changes_nothing(home, first):
    began = time.monotonic()
    second = manage(home, "prepare", "--address", f"127.0.0.1:{free_port()}")
    assert time.monotonic() - began < 20
    assert second.returncode == 0, second.stderr
    assert "Password" not in second.stdout
    assert "import" not in second.stdout.replace("import_articles", "")
    assert second.stdout.count("up to date") == 3


def test_the_server_answers_with_the_seeds(site):
    page = get(f"{site}/")
    assert 'dir="rtl"' in page
    assert "000_ac8f69e687085350" in page
    assert "002_ecb427f4464679da" in page


@pytest.mark.parametrize("query", ["السراج", "الولايات المتحدة", "ليبيا", "مكافحة الإرهاب"])
def test_the_seeds_are_found(site, query):
    page = get(f"{site}/search/?{urllib.parse.urlencode({'q': query})}")
    assert "/articles/000_ac8f69e687085350/" in page
    assert "/articles/002_ecb427f4464679da/" in page


def test_static_files_are_hashed_and_there(site):
    styles = re.findall(r'href="(/static/[^"]+\.css)"', get(f"{site}/"))
    assert styles
    assert all(re.search(r"\.[0-9a-f]{12}\.css$", style) for style in styles)
    assert all(get(f"{site}{style}") for style in styles)


def test_a_deleted_seed_does_not_come_back(home, site):
    program = "from articles.models import Article as A; A.objects.get(identifier='002_ecb427f4464679da').delete()"
    assert manage(home, "shell", "--command", program).returncode == 0
    assert manage(home, "prepare").returncode == 0
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(f"{site}/articles/002_ecb427f4464679da/")


def test_a_taken_address_is_said_before_anything_happens(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = manage(tmp_path, "prepare", "--address", f"127.0.0.1:{port}")
    assert result.returncode == 1
    assert f"make run ADDRESS=127.0.0.1:{port + 1}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "archive.sqlite3").exists()


def test_an_address_that_is_none_is_refused(tmp_path):
    result = manage(tmp_path, "prepare", "--address", "localhost")
    assert result.returncode == 1
    assert "HOST:PORT" in result.stderr


def test_a_database_that_does_not_answer_is_said(tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env={**environment(tmp_path), "DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "Check DATABASE_URL" in result.stderr
    assert "Traceback" not in result.stderr
