"""A .zip file: what lies in it is read like files of a folder, each with its metadata beside it.

Nothing is ever written to a disk, so that names like ../../etc/passwd lead nowhere; such entries are refused all the
same, as are links and entries with a password. What systems and browsers add (__MACOSX, Thumbs.db, page_files/) is
passed over.
"""

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from functools import partial

from articles.ingest.readers import kinds, sidecar
from articles.ingest.readers.formats import ENDINGS, ending, given, is_one_article
from articles.ingest.readers.opening import InputFile, content, is_plain, shown_name
from articles.ingest.readers.packed import is_encrypted, open_zip
from articles.ingest.records import Given, Refusal, RefusalError

_LITTER = re.compile(r"(^|/)(\.[^/.][^/]*|__MACOSX|Thumbs\.db|desktop\.ini|[^/]+_files)(/|$)", re.IGNORECASE)
_UNSAFE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:")
_UTF8 = 0x800


def read(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what the files in it give. Raises RefusalError where it is no ZIP file or holds more than it may."""
    if file.depth >= file.limits.depth:
        raise RefusalError("too_deep", limit=file.limits.depth)
    kinds.check(file, "ZIP")
    if file.opener:
        whole = content(file)
        opened = open_zip(file, io.BytesIO(whole), len(whole))
    else:
        opened = open_zip(file, file.path, file.path.stat().st_size)
    nothing = True
    with opened:
        for item in _entries(file, opened):
            nothing = False
            yield item
    if nothing and not file.skip:
        raise RefusalError("nothing_found", endings=", ".join(ENDINGS))


def _entries(file: InputFile, opened: zipfile.ZipFile) -> Iterator[Given | Refusal]:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    names = {name(entry): entry for entry in entries}
    taken = {sidecar.belongs(text) for text in names if is_one_article(text)}
    for number, entry in enumerate(entries):
        if number < file.skip:
            continue
        own = name(entry)
        if file.on_entry:
            file.on_entry(number, f"{file.label}/{shown_name(own)}")
        if not _LITTER.search(own) and own not in taken:
            yield from _entry(file, opened, entry, names.get(sidecar.belongs(own)))
        if file.on_bytes:
            file.on_bytes(entry.compress_size)


def _entry(
    file: InputFile, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, beside: zipfile.ZipInfo | None
) -> Iterator[Given | Refusal]:
    own = name(entry)
    inner = file.inner(own, partial(opened.open, entry))
    if _UNSAFE.search(own) or not is_plain(entry.orig_filename):
        yield Refusal(inner.label, 0, "unsafe_name")
    elif stat.S_ISLNK(entry.external_attr >> 16):
        yield Refusal(inner.label, 0, "link")
    elif is_encrypted(entry):
        yield Refusal(inner.label, 0, "encrypted")
    elif not ending(own):
        yield Refusal(inner.label, 0, "unknown_kind", {"endings": ", ".join(ENDINGS)})
    elif beside and is_one_article(own):
        metadata = file.inner(name(beside), partial(opened.open, beside))
        yield from given(file.inner(own, partial(opened.open, entry), metadata))
    else:
        yield from given(inner)


def name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: as UTF-8 where it is that, although the entry does not say so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
