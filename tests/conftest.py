"""Every run of the tests has an archive of its own, in a temporary folder: database, index, uploads, logs.

`DATABASE_URL` alone is taken from outside, so that the same tests run on PostgreSQL.
"""

import os
import shutil
import signal
import tempfile
from copy import deepcopy
from pathlib import Path

import pytest

HOME = Path(tempfile.mkdtemp(prefix="archive-tests-"))

# Before anything imports the settings, which read these once.
_OF_THE_OPERATOR = ("ALLOWED_HOSTS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "HSTS_SECONDS", "SECRET_KEY")
_UPLOADS = (
    "UPLOAD_MAX_MEGABYTES",
    "UPLOAD_MAX_TOTAL_MEGABYTES",
    "UPLOAD_MAX_FILES",
    "UPLOAD_MAX_ARTICLES",
    "UPLOADS_IN_WEB",
)
_READING = [
    f"READ_MAX_{name}" for name in ("UNPACKED_MEGABYTES", "MEMORY_MEGABYTES", "SECONDS", "ARTICLES", "ENTRIES", "DEPTH")
]
_SHOWN = ("PERSONS_SHOWN", "TRASH_DAYS", "TIME_ZONE")
for _name in (*_OF_THE_OPERATOR, "INDEX_CACHE_MB", "INDEX_IN_WEB", *_SHOWN, *_UPLOADS, *_READING):
    os.environ.pop(_name, None)
os.environ.update(DJANGO_SETTINGS_MODULE="archive.settings", ARCHIVE_HOME=str(HOME), DEBUG="0", HTTPS="0")


def pytest_configure(config: pytest.Config) -> None:
    import hypothesis
    from django.conf import settings

    # No test depends on how busy the machine is.
    hypothesis.settings.register_profile("untimed", hypothesis.settings(), deadline=None)
    hypothesis.settings.load_profile("untimed")

    # Static files as they stand in the checkout: nothing has to be collected first.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Slow on purpose elsewhere, for nothing here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A file, as in real life: a database in memory knows neither WAL nor a second connection.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")
    if hasattr(config, "workerinput"):
        # These ignore the interrupt, and so would the processes that tests start.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        # Or the processes of pytest-xdist would read the settings before each has an archive of its own.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _arabic_again():
    """A test that asks for English pages leaves the archive's own language to the next one."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture
def archive_index():
    """An empty search index on disk.

    A test inside a transaction that is rolled back calls `search.drain()` itself, after saving its articles; in a test
    with `transactional_db` a saved article is found at once, as in real life.
    """
    from articles.search import store

    store.make_live(store.create())
    yield
    # Another test's database is another archive: what pages remember under this index must not be told there.
    (store.root() / store.POINTER).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def _kept():
    """What was made by each function that tests filled the archive with, and the archive as it was then."""
    return {}


@pytest.fixture
def fill(archive_index, settings, tmp_path, tmp_path_factory, _kept):
    """Fill the archive by a function, and return what it returns; database, index and uploads.

    It is called once a run. For later tests what it made is put back, so that each may change it.
    """
    from django.contrib.contenttypes.models import ContentType

    from articles import search
    from tests.kept import Kept

    def by(make):
        settings.MEDIA_ROOT = tmp_path / "uploads"
        if make in _kept:
            made, copy = _kept[make]
            copy.put_back()
        else:
            made = make()
            search.drain()
            _kept[make] = made, Kept(tmp_path_factory.mktemp("kept"))
        return deepcopy(made)

    yield by
    ContentType.objects.clear_cache()


@pytest.fixture
def sample_archive(fill):
    """The archive of tests/page_types.py, with something on every kind of page."""
    from tests.page_types import Archive

    return fill(Archive)
