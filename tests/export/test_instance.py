"""The whole instance out, and into an empty one: the same to the last byte, or a message that says what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from articles import export, search
from articles.export import instance
from articles.models import Article, Status
from tests.export.filled import fill
from tests.factories import make_article

ROOT = Path(__file__).resolve().parents[2]
ON_SQLITE = """
import django
django.setup()
from django.core.management import call_command
from pathlib import Path
import sys
call_command("migrate", verbosity=0)
from tests.export.filled import fill
fill()
call_command("export_archive", sys.argv[1], verbosity=0)
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with translation.override("en"):
        yield


@pytest.fixture
def home(settings, tmp_path):
    """A place for uploaded files that a test may empty."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


@pytest.fixture
def written(home, transactional_db):
    """An export of a filled archive; on PostgreSQL, one that SQLite wrote. The archive is empty then."""
    folder = home / "export"
    if connection.vendor == "postgresql":
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"ARCHIVE_HOME": str(home / "elsewhere"), "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", ON_SQLITE, folder], check=True, cwd=ROOT, env=environment)
    else:
        fill()
        export.write_instance(folder)
        call_command("flush", verbosity=0, interactive=False)
        (home / "uploads").rename(home / "moved away")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads(files.pop("manifest.json"))
    return files | {"files": json.dumps(manifest["files"]).encode()}


def test_every_model_belongs_to_an_export_or_is_left_out_with_a_reason():
    there = {
        instance.label(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    exported = {instance.label(model) for model in export.exported_models()}
    assert there - exported - {*export.LEFT_OUT} == set()
    assert not exported & {*export.LEFT_OUT}
    assert all(export.LEFT_OUT.values())


def test_an_instance_comes_back_the_same_and_is_found(written, home, archive_index):
    call_command("import_archive", str(written), verbosity=0)
    export.write_instance(home / "again")
    assert contents(home / "again") == contents(written)
    rows = json.loads((written / "manifest.json").read_text())["files"]
    assert not [name for name, said in rows.items() if not said["rows"]], "a table of which nothing was tried"
    # What stands in no file: passwords; new keys; the index.
    assert not User.objects.get(username="محررة").has_usable_password()
    assert make_article(identifier="new").pk > Article.objects.get(identifier="fourth").pk
    hits = search.run(search.SearchRequest(query="سطر")).hits
    assert [hit.article.identifier for hit in hits] == ["first"]
    first = Article.objects.get(identifier="first")
    assert first.title == "عنوان جديد"
    assert [row.title for row in first.history.all()][1:] != ["عنوان جديد"]
    assert Article.objects.in_trash().get().status == Status.TRASHED
    assert {group.name for group in Group.objects.all()} == {"uploaders", "editors", "admins"}
    with pytest.raises(CommandError, match="not empty"):
        call_command("import_archive", str(written), verbosity=0)


def damage(folder: Path, name: str, change) -> None:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


def sign_again(folder: Path, name: str) -> None:
    """Let the manifest say of a file what it is now, as who tampers with an export would."""
    manifest = json.loads((folder / "manifest.json").read_text())
    digest, size = instance.checksum(folder / name)
    manifest["files"][name] |= {"sha256": digest, "bytes": size}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_damaged_export_is_refused_with_the_file_and_nothing_is_kept(written, home):
    article, original = "models/articles.article.jsonl", next((written / "originals").rglob("*/*/*")).name
    cases = [
        ("manifest.json", lambda old: b"", "cannot be read"),
        ("manifest.json", lambda old: old.replace(b'"migration": "', b'"migration": "x'), "another version"),
        ("manifest.json", lambda old: old.replace(b"articles.article.jsonl", b"articles.other.jsonl"), "does not name"),
        (article, lambda old: old[:-10], "articles.article.jsonl is damaged"),
        (article, lambda old: old.replace("نص".encode(), "لص".encode()), "articles.article.jsonl is damaged"),
        (str(next((written / "originals").rglob(original)).relative_to(written)), lambda old: old + b"x", original),
    ]
    for name, change, message in cases:
        before = (written / name).read_bytes()
        damage(written, name, change)
        with pytest.raises(export.Problem, match=message):
            export.read_instance(written)
        (written / name).write_bytes(before)
    (written / "manifest.json").rename(home / "manifest.json")
    with pytest.raises(export.Problem, match="broke off"):
        export.read_instance(written)
    assert not User.objects.exists()
    assert not (home / "uploads").exists()


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("models/articles.article.jsonl", lambda old: old[:-10], r"articles.article.jsonl, line \d"),
        ("models/articles.article.jsonl", lambda old: old.replace(b'"title"', b'"other"', 1), "line 1 .*its fields"),
        ("models/articles.article.jsonl", lambda old: old.replace(b"2018-05-24", b"2018-05-99"), "line 1 .*date"),
        ("models/articles.article.jsonl", lambda old: old.replace(b"published", b"secret"), "line 1 "),
        ("models/articles.source.jsonl", lambda old: b"", "incomplete"),
        ("models/admin.logentry.jsonl", lambda old: old.replace(b'"article"', b'"mystery"'), "content_type"),
        ("originals.jsonl", lambda old: old.replace(b'"path": "', b'"path": "../../'), "no path inside"),
    ],
)
def test_a_forged_export_is_refused_with_file_and_line_and_nothing_is_kept(written, home, name, change, message):
    damage(written, name, change)
    sign_again(written, name)
    with pytest.raises(export.Problem, match=message):
        export.read_instance(written)
    assert not User.objects.exists()
    assert Group.objects.count() == 3
    assert not [path for path in (home / "uploads").rglob("*") if path.is_file()]


def test_a_folder_with_something_in_it_is_not_written_to(home, db):
    (home / "uploads").mkdir()
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_archive", str(home), verbosity=0)
