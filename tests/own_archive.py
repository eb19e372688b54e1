"""Commands as processes of their own, with an archive of their own, and how one is killed where it is to be."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60
"""Seconds in which a process has to do its work."""

LOOK = 0.02
"""Seconds between two looks at what it has done: looking all the time would take the processor from it."""


def environment(home):
    return {"PATH": os.environ["PATH"], "ARCHIVE_HOME": str(home), "HTTPS": "0", "LC_ALL": "en_GB.UTF-8"}


def start(home, *arguments, **pipes):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **pipes}
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment(home), text=True, **pipes)


def finish(process):
    """Wait for a process; return its exit status, output and errors."""
    out, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, out, errors


def ask(home, query):
    """Return the first row of an SQL query to the archive's database."""
    connection = sqlite3.connect(home / "archive.sqlite3", timeout=PATIENCE)
    try:
        return connection.execute(query).fetchone()
    finally:
        connection.close()


def assert_whole(home, number):
    """Every one of so many articles is in the database once, and in the index once."""
    assert ask(home, "SELECT count(*), count(DISTINCT identifier) FROM articles_article") == (number, number)
    assert ask(home, "SELECT count(*) FROM articles_indexchange") == (0,)
    status, out, errors = finish(start(home, "search", "المخطوطات", "--format=json", f"--limit={number + 100}"))
    assert status == 0, errors
    found = [hit["identifier"] for hit in json.loads(out)]
    assert len(found) == len({*found}) == number


def stop_when(process, reached, with_signal):
    """Send a signal to a process as soon as it has reached something; return what it leaves."""
    while not has_ended(process, within=LOOK):
        if reached():
            process.send_signal(with_signal)
            return finish(process)
    raise AssertionError(finish(process))


def has_ended(process, within):
    """Wait so many seconds for the end of a process; return whether it has come."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(within)
    return process.returncode is not None


def has_committed(home, articles):
    return ask(home, "SELECT count(*) FROM articles_article")[0] >= articles


def is_writing(home):
    """True while a process writes to the database."""
    connection = sqlite3.connect(home / "archive.sqlite3", timeout=0)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


def change(home, statements):
    connection = sqlite3.connect(home / "archive.sqlite3", timeout=PATIENCE)
    try:
        connection.executescript(statements)
    finally:
        connection.close()


ENDLESS = """
    CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS x FROM n;
    CREATE TRIGGER hang {event} BEGIN SELECT x FROM endless; END;
"""
"""Lets a process hang where it reaches an event in the database: there it is killed, however quick the machine is."""


def run_code(home, code):
    """Run lines of Python in a process that has the archive loaded; return what they print."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    environs = {**environment(home), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    return subprocess.run(command, cwd=ROOT, env=environs, text=True, capture_output=True, check=True).stdout
