"""Where the index lies, and whether it is the one this code writes.

`INDEX_ROOT/current` names the live folder in it. A rebuild makes a folder of its own and renames its pointer into
place, so that readers change over at once. Whoosh unpickles what it reads: the folder is private to the archive's user.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.util.filelock import try_for

from articles.search import analysis, segment

NAME = "MAIN"
POINTER = "current"
STAMP = "stamp"


class IndexNotReady(Exception):
    """There is no index that this version of the code can read; a rebuild makes one."""


class IndexBusy(LockError):
    """Another process has been writing the index for longer than one was ready to wait."""


@cache
def stamp() -> str:
    """Return what an index depends on: its format, the versions of analyzer, lexicon and sketches."""
    versions = (f"{package} {version(package)}" for package in ("wordfreq", "rensa"))
    return ", ".join((f"format {segment.FORMAT}", f"analysis {analysis.VERSION}", *versions))


def root() -> Path:
    return Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])


def live_folder() -> Path:
    """Return the folder of the live index; raise IndexNotReady where there is none or its stamp differs."""
    try:
        folder = root() / (root() / POINTER).read_text(encoding="ascii").strip()
        found = (folder / STAMP).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise IndexNotReady("There is no search index yet.") from error
    if found != stamp():
        raise IndexNotReady(f"The search index was made by another version ({found}; now {stamp()}).")
    return folder


def is_ready() -> bool:
    """Say whether there is an index that this code can read."""
    try:
        live_folder()
    except IndexNotReady:
        return False
    return True


def problem() -> str:
    """Return in words why there is an index but not one that this code can read; empty where all is well."""
    if not (root() / POINTER).exists():
        return ""
    try:
        live_folder()
    except IndexNotReady as error:
        return str(error)
    return ""


def create() -> Path:
    """Make a folder with an empty index and return it; it is not live before `make_live`."""
    folder = root() / f"index-{secrets.token_hex(6)}"
    folder.mkdir(mode=0o700, parents=True)
    FileIndex.create(FileStorage(str(folder)), analysis.schema(), NAME)
    (folder / STAMP).write_text(stamp(), encoding="utf-8")
    return folder


def make_live(folder: Path) -> None:
    """Point readers and writers to a folder, atomically, and delete those before the last one.

    The last one stays: a reader that has just looked up where the index lies still opens it.
    """
    try:
        last = (root() / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        last = ""
    draft = root() / f"{POINTER}.{secrets.token_hex(6)}"
    draft.write_text(folder.name, encoding="ascii")
    draft.replace(root() / POINTER)
    for other in root().glob("index-*"):
        if other.name not in (folder.name, last):
            shutil.rmtree(other, ignore_errors=True)


def generation(folder: Path) -> int:
    """Return the number of the last commit to the index in a folder; raise FileNotFoundError where there is none."""
    found = TOC._latest_generation(FileStorage(str(folder)), NAME)
    if found < 0:
        raise FileNotFoundError(folder)
    return found


@contextmanager
def writing(timeout: float) -> Iterator[None]:
    """Be the one process that writes or rebuilds the index; the system ends this when the process dies.

    Raises IndexBusy where another holds it for longer than `timeout` seconds.
    """
    lock = FileStorage(str(root())).lock("WRITING")
    if not try_for(lock.acquire, timeout=timeout, delay=0.01):
        raise IndexBusy("Another process is writing the search index.")
    try:
        yield
    finally:
        lock.release()


def open_index(folder: Path) -> FileIndex:
    return FileIndex(FileStorage(str(folder)), analysis.schema(), NAME)
