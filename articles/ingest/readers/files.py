"""Which files of the given files and folders are read, in an order that is always the same."""

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.ingest.readers import sidecar
from articles.ingest.readers.formats import ENDINGS, ending, is_one_article
from articles.ingest.readers.opening import InputFile, printable
from articles.ingest.records import PassedOver, Refusal


def find(paths: Iterable[Path]) -> Iterator[InputFile | Refusal | PassedOver]:
    """Yield the files to read: those given, and in folders all of the formats the importer knows, at any depth.

    Other files and hidden ones are refused where they were given, and passed over, by name, where they lie in a folder.
    The metadata of an article belong to it and are neither.
    """
    for path in paths:
        try:
            if path.is_dir():
                yield from _in_given_folder(path)
            else:
                yield from _given_file(path)
        except OSError as error:
            yield _unreadable(path, error)


def _given_file(path: Path) -> Iterator[InputFile | Refusal]:
    name = printable(path)
    if not path.exists():
        yield Refusal(name, 0, "not_found")
    elif not path.is_file():
        yield Refusal(name, 0, "not_a_file")
    elif ending(path.name):
        yield _input(path)
    elif not _is_sidecar(path):
        yield Refusal(name, 0, "unknown_kind", {"endings": ", ".join(ENDINGS)})


def _in_given_folder(folder: Path) -> Iterator[InputFile | Refusal | PassedOver]:
    nothing = True
    for found in _in_folder(folder):
        nothing = nothing and isinstance(found, PassedOver)
        yield found
    if nothing:
        yield Refusal(printable(folder), 0, "nothing_found", {"endings": ", ".join(ENDINGS)})


def _in_folder(folder: Path) -> Iterator[InputFile | Refusal | PassedOver]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for path in entries:
        if path.name.startswith("."):
            yield PassedOver(printable(path))
        elif path.is_dir() and not path.is_symlink():
            yield from _in_folder(path)
        elif path.is_file() and ending(path.name):
            yield _input(path)
        elif not _is_sidecar(path):
            yield PassedOver(printable(path))


def _input(path: Path) -> InputFile:
    file = InputFile(path, str(path))
    if is_one_article(path.name):
        beside = path.with_name(sidecar.belongs(path.name))
        if beside.is_file():
            return dataclasses.replace(file, sidecar=InputFile(beside, str(beside)))
    return file


def _is_sidecar(path: Path) -> bool:
    """True for NAME.toml beside NAME.txt, NAME.txt.gz or another file that holds one article."""
    if path.suffix != sidecar.ENDING:
        return False
    return any(path.with_suffix(ending).is_file() for ending in ENDINGS if is_one_article(ending))


def _unreadable(path: Path, error: OSError) -> Refusal:
    return Refusal(printable(path), 0, "unreadable", {"error": error.strerror or str(error)})
