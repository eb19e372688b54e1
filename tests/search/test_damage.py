"""A damaged index is noticed when it is opened: searches say so, the other pages go on, nothing wrong is found."""

import random

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import IndexChange
from articles.search import snapshot, store
from articles.search.arrays import DamagedFile, read_arrays
from articles.search.writer import MERGE_FACTOR
from tests.factories import make_article


@pytest.fixture
def folder(transactional_db, archive_index):
    """The folder of an index with articles in several segments, some of them deleted."""
    for number in range(MERGE_FACTOR + 1):
        make_article(identifier=f"a{number}", title="خبر", text=f"السراج {number}")
    search.drain()
    return store.live_folder()


@pytest.fixture
def a_new_process(monkeypatch):
    """Let this process forget what it has open."""
    monkeypatch.setattr(snapshot, "_latest", None)
    monkeypatch.setattr(snapshot, "_unreadable", None)


def found():
    return search.run(search.SearchRequest(query="السراج", per_page=100)).total


def flip(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 0b100
    path.write_bytes(content)


def is_read(path, spot):
    """Say whether a byte belongs to the header or an array: what fills up to eight bytes is never read."""
    flip(path, spot)
    try:
        read_arrays(path)
    except DamagedFile:
        return True
    finally:
        flip(path, spot)
    return False


def largest(folder, pattern):
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


def check_degraded_and_repaired(client, capsys):
    with pytest.raises(search.IndexNotReady):
        found()
    assert client.get("/search/?q=السراج").status_code == 503
    assert client.get("/dates/").status_code == 200
    assert client.get("/articles/a3/").status_code == 200
    make_article(identifier="late", text="السراج متأخر")
    with pytest.raises(CommandError):
        call_command("check_index")
    assert "damaged" in capsys.readouterr().out
    call_command("check_index", repair=True)
    assert found() == MERGE_FACTOR + 2
    call_command("check_index")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("pattern", ["*.arrays", "*.toc"])
def test_a_flipped_bit_is_noticed(folder, a_new_process, client, capsys, pattern, seed):
    path = largest(folder, pattern)
    spot = random.Random(seed).randrange(path.stat().st_size)
    if pattern == "*.arrays" and not is_read(path, spot):
        pytest.skip("between two arrays")
    flip(path, spot)
    check_degraded_and_repaired(client, capsys)


@pytest.mark.parametrize("left", [0, 100, 0.5])
@pytest.mark.parametrize("pattern", ["*.arrays", "*.toc"])
def test_a_file_that_is_cut_short_is_noticed(folder, a_new_process, client, capsys, pattern, left):
    path = largest(folder, pattern)
    content = path.read_bytes()
    path.write_bytes(content[: left if left > 1 else int(len(content) * left)])
    check_degraded_and_repaired(client, capsys)


@pytest.mark.parametrize("pattern", ["*.arrays", "*.toc", "stamp"])
def test_a_missing_file_is_noticed(folder, a_new_process, client, capsys, pattern):
    largest(folder, pattern).unlink()
    check_degraded_and_repaired(client, capsys)


@pytest.mark.parametrize("pointer", [b"", b"index-12", b"\xff\x00\xd8", b"../elsewhere", b"index-0123456789ab"])
def test_a_damaged_pointer_is_noticed(folder, a_new_process, client, capsys, pointer):
    (store.root() / store.POINTER).write_bytes(pointer)
    check_degraded_and_repaired(client, capsys)


def test_an_unreadable_file_is_not_read_for_every_search(folder, a_new_process):
    path = largest(folder, "*.arrays")
    whole = path.read_bytes()
    path.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(search.IndexNotReady):
            found()
        path.write_bytes(whole)


def test_a_damaged_segment_is_not_merged_into_a_sound_one(folder):
    """A new checksum over damaged postings would hide the damage for ever."""
    path = largest(folder, "*.arrays")
    flip(path, next(spot for spot in range(path.stat().st_size * 3 // 4, 0, -1) if is_read(path, spot)))
    with pytest.raises(search.IndexNotReady):
        for number in range(MERGE_FACTOR**2):
            make_article(text=f"السراج {number} مرة أخرى")
            search.drain()
    assert IndexChange.objects.count() == 1
