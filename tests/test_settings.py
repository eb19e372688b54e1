"""Settings: what an operator may set, what a wrong value answers, and what holds when nothing is set."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive import env

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _forget_what_tests_read(monkeypatch):
    monkeypatch.setattr(env, "DECLARED", {})


def manage(*arguments, home, **variables):
    """Run manage.py with no variable set but these."""
    environment = {"PATH": os.environ["PATH"], "ARCHIVE_HOME": str(home), **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def setting(expression, *, home, **variables):
    """Return what an expression over the settings prints, with no variable set but these."""
    environment = {"PATH": os.environ["PATH"], "ARCHIVE_HOME": str(home), **variables}
    program = f"from archive.settings import *; print({expression})"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize(
    ("value", "read"), [("1", True), ("yes", True), (" True ", True), ("off", False), ("0", False), ("", True)]
)
def test_flag(monkeypatch, value, read):
    monkeypatch.setenv("A_FLAG", value)
    assert env.flag("A_FLAG", default=True) is read


def test_integer(monkeypatch):
    monkeypatch.setenv("A_NUMBER", "12")
    assert env.integer("A_NUMBER", default=7) == 12
    assert env.integer("ANOTHER_NUMBER", default=7) == 7


def test_names(monkeypatch):
    monkeypatch.setenv("SOME_NAMES", "archive.example, www.example,")
    assert env.names("SOME_NAMES") == ["archive.example", "www.example"]
    assert env.names("OTHER_NAMES", default=("localhost",)) == ["localhost"]


def test_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("A_FOLDER", "~/archive")
    assert env.folder("A_FOLDER", default=tmp_path, shown="var/") == Path.home() / "archive"
    assert env.folder("ANOTHER_FOLDER", default=tmp_path, shown="var/") == tmp_path


def test_a_database_file_may_have_any_name(tmp_path):
    path = tmp_path / "أرشيف 100%?#.sqlite3"
    assert env.database("A_DATABASE", default=path, shown="SQLite")["NAME"] == str(path)


def test_database_on_a_postgresql_server(monkeypatch, tmp_path):
    monkeypatch.setenv("A_DATABASE", "postgresql://reader:a%40b@db.example:5433/news")
    read = env.database("A_DATABASE", default=tmp_path / "x", shown="SQLite")
    assert read["ENGINE"] == "django.db.backends.postgresql"
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "reader",
        "a@b",
        "db.example",
        5433,
        "news",
    )


@pytest.mark.parametrize(
    ("read", "value", "advice"),
    [
        (lambda: env.flag("BROKEN", default=False), "maybe", "write 1 or 0"),
        (lambda: env.integer("BROKEN", default=1, least=1), "0", "a whole number of at least 1"),
        (lambda: env.integer("BROKEN", default=1), "١٢ س", "a whole number of at least 0"),
        (lambda: env.time_zone("BROKEN", default="UTC"), "Libya/Nowhere", "Africa/Tripoli"),
        (lambda: env.database("BROKEN", default=ROOT, shown=""), "mysql://u:secret@h/n", "write postgresql://"),
        (lambda: env.database("BROKEN", default=ROOT, shown=""), "postgresql://u:secret@host", "write postgresql://"),
        (
            lambda: env.database("BROKEN", default=ROOT, shown=""),
            "postgresql://u:secret@h:port/n",
            "write postgresql://",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(monkeypatch, read, value, advice):
    monkeypatch.setenv("BROKEN", value)
    with pytest.raises(ImproperlyConfigured, match=f"BROKEN.*{advice}") as caught:
        read()
    assert "secret" not in str(caught.value)


def test_a_wrong_value_stops_the_command_in_one_line(tmp_path):
    result = manage("check", home=tmp_path, HTTPS="maybe")
    assert result.returncode == 1
    assert result.stderr == "Settings: HTTPS='maybe': write 1 or 0.\n"


def test_a_home_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").touch()
    result = manage("check", home=tmp_path / "file")
    assert result.returncode == 1
    assert result.stderr.startswith(f"Settings: ARCHIVE_HOME='{tmp_path}/file'")
    assert result.stderr.count("\n") == 1


def test_defaults_are_those_of_a_public_site(tmp_path):
    result = manage("check", "--deploy", "--fail-level=WARNING", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert setting("DEBUG, HTTPS, SESSION_COOKIE_SECURE", home=tmp_path) == "False True True"


def test_debug_is_for_plain_http(tmp_path):
    assert setting("HTTPS, SECURE_SSL_REDIRECT", home=tmp_path, DEBUG="1") == "False False"


def test_secret_key_is_made_once_for_its_owner_alone(tmp_path):
    first = setting("SECRET_KEY", home=tmp_path / "one")
    assert len(first) >= 50
    assert setting("SECRET_KEY", home=tmp_path / "one") == first
    assert stat.S_IMODE((tmp_path / "one/secret_key").stat().st_mode) == 0o600
    assert setting("SECRET_KEY", home=tmp_path / "two") != first
    assert setting("SECRET_KEY", home=tmp_path / "one", SECRET_KEY="given") == "given"


def test_all_an_instance_writes_is_in_its_home(tmp_path):
    home = tmp_path / "home"
    shown = "DATABASES['default']['NAME'], MEDIA_ROOT, STATIC_ROOT, INDEX_ROOT, LOG_ROOT"
    places = setting(shown, home=home).split()
    assert len(places) == 5
    assert all(Path(place).is_relative_to(home) for place in places)
    assert stat.S_IMODE((home / "index").stat().st_mode) == 0o700


def test_a_database_file_lets_readers_and_writers_pass(tmp_path):
    program = (
        "from django.db import connection as c; k = c.cursor();"
        "print(*(k.execute(f'PRAGMA {name}').fetchone()[0] for name in ('journal_mode', 'busy_timeout')))"
    )
    assert manage("shell", "--verbosity=0", "--command", program, home=tmp_path).stdout.split() == ["wal", "30000"]
