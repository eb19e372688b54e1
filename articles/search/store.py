"""Where the index lies, and whether it is the one this code writes.

`INDEX_ROOT/current` names the live folder in it. A rebuild makes a folder of its own and renames its pointer into
place, so that readers change over at once. Whoosh unpickles what it reads: the folder is private to the archive's user.
"""

import re
import secrets
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, LockError
from whoosh.util.filelock import try_for

from articles.search import analysis, commits, segment

POINTER = "current"
STAMP = "stamp"
BUILDING = "building"
"""Stands in a folder that a rebuild fills; names the articles that the live index has taken in since, one a line."""

DRAFTS = "drafts-"

LATE = 600.0
"""Seconds after which the folder before the live one is deleted: readers that were just opening it are done by then."""

_FOLDER = re.compile(r"index-[0-9a-f]{12}")
_OF_NAMES = {"arab_names.tsv.gz"}
"""Linguistic data that only tells names from other words: the index does not depend on it."""


class IndexNotReady(Exception):
    """There is no index that this version of the code can read; a rebuild makes one."""


class IndexBusy(LockError):
    """Another process has been writing the index for longer than one was ready to wait."""


@cache
def stamp() -> str:
    """Return what an index depends on: its format, the analyzer, the lexicon (data, wordfreq) and the sketches."""
    lexicon = zlib.crc32(version("wordfreq").encode())
    for file in sorted(files("articles.arabic").joinpath("data").iterdir(), key=lambda file: file.name):
        if ".tsv" in file.name and file.name not in _OF_NAMES:
            lexicon = zlib.crc32(file.read_bytes(), lexicon)
    sketches = f"rensa {version('rensa')}"
    return f"format {segment.FORMAT}, analysis {analysis.VERSION}, lexicon {lexicon:08x}, {sketches}"


def root() -> Path:
    return Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])


def live_folder() -> Path:
    """Return the folder of the live index; raise IndexNotReady where there is none or its stamp differs."""
    try:
        name = (root() / POINTER).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError as error:
        raise IndexNotReady("There is no search index yet.") from error
    if not _FOLDER.fullmatch(name):
        raise IndexNotReady("The search index is damaged: nothing says which folder it is in.")
    found = stamp_of(root() / name)
    if not found:
        raise IndexNotReady("The search index is damaged: its folder is incomplete.")
    if found != stamp():
        raise IndexNotReady(f"The search index was made by another version ({found}; now {stamp()}).")
    return root() / name


def stamp_of(folder: Path) -> str:
    """Return the stamp of the index in a folder, empty where there is none."""
    try:
        return (folder / STAMP).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def problem() -> str:
    """Return in words why there is an index but not one that this code can read; empty where nothing is seen of that.

    A look at the smallest files only; `articles.search.is_ready` opens the index.
    """
    if not (root() / POINTER).exists():
        return ""
    try:
        commits.read(live_folder(), analysis.schema())
    except IndexNotReady as error:
        return str(error)
    except OSError as error:
        return str(damaged(error))
    return ""


def damaged(error: OSError) -> IndexNotReady:
    """Return what to raise where a file of the index is missing, cannot be read, or is not what was written."""
    missing = isinstance(error, FileNotFoundError)
    what = f"{Path(error.filename or 'a file').name} is missing" if missing else str(error)
    return IndexNotReady(f"The search index is damaged: {what}.")


def create(*, building: bool = False) -> Path:
    """Make a folder with an empty index and return it; it is not live before `make_live`.

    With `building` it is kept until then, whatever becomes of this process, and told what is drained meanwhile.
    """
    folder = root() / f"index-{secrets.token_hex(6)}"
    folder.mkdir(mode=0o700, parents=True)
    if building:
        (folder / BUILDING).touch()
    commits.write(folder, TOC(analysis.schema(), [], 0))
    commits.replace_file(folder / STAMP, stamp().encode(), draft=folder / "stamp.draft")
    return folder


def make_live(folder: Path) -> None:
    """Point readers and writers to a folder, atomically. The caller holds `writing`.

    The last one stays for a while: a reader that has just looked up where the index lies still opens it.
    """
    last = _pointed_to()
    commits.replace_file(root() / POINTER, folder.name.encode(), draft=root() / f"{POINTER}.draft")
    (folder / BUILDING).unlink(missing_ok=True)
    _delete_all_but(folder.name, last)


def half_built() -> list[Path]:
    """Return the folders that a rebuild has begun to fill."""
    live = _pointed_to()
    return [one.parent for one in root().glob(f"index-*/{BUILDING}") if one.parent.name != live]


def note_drained(article_ids: Iterable[int]) -> None:
    """Tell rebuilds under way that the live index has taken in these articles: the outbox forgets them next."""
    for folder in half_built():
        with (folder / BUILDING).open("a", encoding="ascii") as out:
            # The line break first: the line before may have been cut off.
            out.writelines(f"\n{pk}" for pk in article_ids)
            out.flush()
            commits.synchronize(folder / BUILDING)


def drained_since(folder: Path) -> list[int]:
    """Return the articles that were drained since a rebuild began to fill this folder, in the order in which they were.

    The caller holds `writing`.
    """
    return [int(line) for line in (folder / BUILDING).read_text(encoding="ascii").split()]


@contextmanager
def drafts(folder: Path) -> Iterator[Path]:
    """Give a folder in that of an index, for segments that no commit names yet; nothing is left of it at the end.

    Nor of those of rebuilds that were killed, whose last helper may still be writing.
    """
    found = Path(tempfile.mkdtemp(prefix=DRAFTS, dir=folder))
    try:
        yield found
    finally:
        for each in folder.glob(f"{DRAFTS}*"):
            shutil.rmtree(each, ignore_errors=True)


def tidy() -> None:
    """Delete the folder that was replaced some time ago. The caller holds `writing`."""
    if time.time() - (root() / POINTER).stat().st_mtime > LATE:
        _delete_all_but(_pointed_to())


def discard(folder: Path) -> None:
    """Delete a folder that is not live."""
    shutil.rmtree(folder, ignore_errors=True)


def _delete_all_but(*names: str) -> None:
    kept = {*names, *(folder.name for folder in half_built())}
    for folder in root().glob("index-*"):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _pointed_to() -> str:
    try:
        return (root() / POINTER).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return ""


@contextmanager
def writing(timeout: float) -> Iterator[None]:
    """Be the one process that writes the live index; the system ends this when the process dies.

    Raises IndexBusy where another holds it for longer than `timeout` seconds.
    """
    with _locked("WRITING", timeout, "Another process is writing the search index."):
        yield


@contextmanager
def rebuilding() -> Iterator[None]:
    """Be the one process that fills a new folder; drains go on meanwhile. Raises IndexBusy where another one is."""
    with _locked("REBUILDING", 0.0, "Another process is rebuilding the search index."):
        yield


@contextmanager
def _locked(name: str, timeout: float, complaint: str) -> Iterator[None]:
    lock = FileStorage(str(root())).lock(name)
    if not try_for(lock.acquire, timeout=timeout, delay=0.01):
        raise IndexBusy(complaint)
    try:
        yield
    finally:
        lock.release()
