"""Hostile and broken files: each is refused with a reason or read without harm, and the archive goes on as before.

All are read by children with the limits below, as uploads are.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from articles import ingest
from articles.ingest.cells import csv_cell
from articles.models import Article, Outcome, Status
from tests.ingest import made
from tests.ingest.hostile import archives, documents, texts
from tests.ingest.samples import OTHER, PARAGRAPH

LIMITS = ingest.Limits(
    file_megabytes=20, unpacked_megabytes=60, memory_megabytes=384, seconds=10, entries=2000, articles=5000
)
REFUSED = {**archives.FILES, **documents.DOCUMENTS, **texts.FILES}
PAGE = (
    '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>عنوان</title>{head}</head>'
    "<body>{body}</body></html>"
)


def resident():
    """Memory of this process in megabytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.fixture
def safely(tmp_path):
    def read(name, content, **limits):
        path = tmp_path / "stored"
        path.write_bytes(content)
        return [*ingest.read_safely(path, name=name, limits=LIMITS if not limits else ingest.Limits(**limits))]

    return read


@pytest.fixture(scope="module")
def listener():
    """An address that notes whether anybody asks for it."""
    asked = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def wait():
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                asked.append(True)
                connection.close()

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", asked
        server.shutdown(socket.SHUT_RDWR)


def test_the_settings_are_the_limits_and_their_defaults():
    assert ingest.Limits(**settings.READ_LIMITS) == ingest.Limits()


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_reason(safely, db, name):
    file, content, reasons = REFUSED[name]
    items = safely(file, content())
    report = ingest.load(items, status=Status.DRAFT)
    assert report.rows
    assert {row.outcome for row in report.rows} == {Outcome.REFUSED}
    assert {row.reason for row in report.rows} <= ({reasons} if isinstance(reasons, str) else {*reasons})
    for language in ("ar", "en"):
        with translation.override(language):
            assert all(row.explanation.strip() != row.reason for row in report.rows)
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", documents.HARMLESS)
def test_of_a_document_nothing_but_the_text_is_taken(safely, listener, name):
    address, asked = listener
    file, content = documents.HARMLESS[name]
    (record,) = safely(file, content(address))
    assert record.body.strip() in (PARAGRAPH, PARAGRAPH[:60].strip())
    assert not asked


@pytest.mark.parametrize("place", ["head", "body"])
@pytest.mark.parametrize("name", texts.PAGES)
def test_of_a_page_nothing_but_the_text_is_taken(safely, listener, name, place):
    address, asked = listener
    hostile = texts.PAGES[name].format(address=address)
    parts = {"head": "", "body": texts.BODY, place: hostile if place == "head" else texts.BODY + hostile}
    (record,) = safely("a.html", PAGE.format(**parts).encode())
    assert record.body.startswith(PARAGRAPH)
    assert OTHER in record.body
    assert not any(word in record.body for word in ("سرق", "<", "javascript", address))
    assert not asked


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marks_and_encodings_that_are_only_unusual(safely, encoding):
    (record,) = safely("a.txt", PARAGRAPH.encode(encoding))
    assert record.body == PARAGRAPH
    (record,) = safely("a.txt", f"{PARAGRAPH}\n\ufeff{OTHER}".encode())
    assert record.body == f"{PARAGRAPH}\n\ufeff{OTHER}"


def test_formulas_of_a_table_are_texts_and_leave_as_texts(safely):
    (record,) = safely("a.csv", f"title,text\n\"=cmd|' /C calc'!A0\",{PARAGRAPH.replace('،', '')}\n".encode())
    assert record.title == "=cmd|' /C calc'!A0"
    assert csv_cell(record.title).startswith("'=")


def test_a_gigabyte_on_a_disk_is_refused_unread(tmp_path):
    path = tmp_path / "stored"
    with path.open("wb") as out:
        out.write(b'{"text": "')
        out.truncate(1 << 30)
    before = resident()
    (refused,) = ingest.read_safely(path, name="a.jsonl", limits=LIMITS)
    assert (refused.reason, refused.details) == ("too_large", {"limit": 20})
    (refused,) = ingest.read_safely(path, name="a.jsonl", limits=ingest.Limits(file_megabytes=None))
    assert refused.reason == "binary"
    assert resident() - before < 50


def test_more_articles_than_are_allowed(safely):
    rows = "".join(f'{{"text": "{number} {PARAGRAPH}"}}\n' for number in range(9))
    *records, refused = safely("a.jsonl", rows.encode(), articles=5)
    assert (len(records), refused.reason) == (5, "too_many_articles")


def test_what_takes_all_memory_is_refused_and_given_back(safely):
    before = resident()
    lists = b'{"text": "x", "a": [' + b"[]," * 3_000_000 + b"[]]}"
    (refused,) = safely("a.jsonl", lists, memory_megabytes=128)
    assert (refused.reason, refused.details) == ("too_much_memory", {"limit": 128})
    assert len(safely("a.txt", PARAGRAPH.encode(), memory_megabytes=128)) == 1
    del lists
    assert resident() - before < 50


def test_what_gives_more_than_it_is_is_stopped(safely):
    *_records, refused = safely("a.xlsx", documents.shared_string(200), unpacked_megabytes=2)
    assert (refused.reason, refused.details) == ("too_much_output", {"limit": 6})


def test_what_takes_too_long_is_stopped_and_spares_its_neighbours(safely):
    slow = b"text\n" + b"\n" * 9_000_000  # Rows with nothing in them give nothing.
    files = {"1.txt": PARAGRAPH.encode(), "2.csv": slow, "3.txt": OTHER.encode()}
    items = safely("a.zip", made.zip_of(files), seconds=1)
    assert [(item.file, getattr(item, "reason", "")) for item in items] == [
        ("a.zip/1.txt", ""),
        ("a.zip/2.csv", "took_too_long"),
        ("a.zip/3.txt", ""),
    ]


def test_a_reader_that_was_ended_is_replaced(tmp_path):
    path = tmp_path / "stored"
    path.write_text("".join(f'{{"text": "{number} {PARAGRAPH}"}}\n' for number in range(5000)), encoding="utf-8")
    items = ingest.read_safely(path, name="a.jsonl", limits=LIMITS)
    next(items)
    for child in children():
        os.kill(child, 9)
    *_records, refused = items
    assert (refused.reason, refused.file) == ("reader_died", "a.jsonl")
    path.write_text(PARAGRAPH, encoding="utf-8")
    assert [item.body for item in ingest.read_safely(path, name="a.txt", limits=LIMITS)] == [PARAGRAPH]


def children():
    """The reading processes of this one."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            is_ours = f"\nPPid:\t{os.getpid()}\n" in status.read_text(encoding="utf-8", errors="replace")
            if is_ours and b"sandbox/child.py" in (status.parent / "cmdline").read_bytes():
                yield int(status.parent.name)
        except OSError:
            continue


def test_a_reader_knows_no_secrets_and_keeps_nothing_open(safely, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    safely("a.txt", PARAGRAPH.encode(), memory_megabytes=200)
    for child in children():
        assert b"geheim" not in Path(f"/proc/{child}/environ").read_bytes()
        assert len([*Path(f"/proc/{child}/fd").iterdir()]) < 8


def test_a_reader_knows_nothing_of_django():
    path = Path(ingest.__file__).parent / "sandbox" / "child.py"
    script = f"""
import importlib, runpy, sys
runpy.run_path({str(path)!r})["_prepare"]()
for name in ("text", "html", "mhtml", "docx", "pdf", "eml", "csv", "xlsx", "jsonl", "warc", "zip"):
    importlib.import_module("articles.ingest.readers." + name)
print([name for name in sys.modules if name.split(".")[0] in ("django", "archive")])
"""
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('news.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/tmp/written', 'w')",
        "import os; os.remove('/tmp/none')",
    ],
)
def test_what_a_reader_may_not_do(act):
    path = Path(ingest.__file__).parent / "sandbox" / "child.py"
    script = f"""
import runpy
child = runpy.run_path({str(path)!r})
child["confine"](256 << 20)
try:
    exec({act!r})
except PermissionError as error:
    print("refused", error)
"""
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("refused not while a file is read")


READ_AND_TELL = """
import logging, sys
from pathlib import Path
import django
django.setup()
logging.basicConfig(format="%(message)s", force=True)
from articles import ingest
for _time in range(2):
    (item,) = ingest.read_safely(Path(sys.argv[1]), name="news.txt", limits=ingest.Limits())
    print(item.body)
"""
# Root of its own users, who are allowed no namespaces; and then root no longer.
NO_NAMESPACES = (
    *(
        "unshare",
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"',
        "",
    ),
    *("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"),
)


def test_where_the_system_gives_no_network_of_its_own_files_are_read_and_the_log_says_so(tmp_path):
    can_try = all(map(shutil.which, ("unshare", "setpriv")))
    if not can_try or subprocess.run([*NO_NAMESPACES, "true"], check=False).returncode:
        pytest.skip("this system gives nobody a namespace to try it in")
    file = tmp_path / "news.txt"
    file.write_text(PARAGRAPH, encoding="utf-8")
    told = {
        kind: subprocess.run(
            [*before, sys.executable, "-c", READ_AND_TELL, file],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "archive.settings", "ARCHIVE_HOME": str(tmp_path)},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        for kind, before in (("without", NO_NAMESPACES), ("with", ()))
    }
    assert told["without"].stdout == told["with"].stdout == f"{PARAGRAPH}\n" * 2
    assert told["without"].stderr.count("no network of their own") == 1
    assert "network" not in told["with"].stderr
