import random

import pytest

from articles.ingest.readers.encoding import recognise
from articles.ingest.records import RefusalError
from tests.ingest.samples import OTHER, PARAGRAPH

WORDS = f"{PARAGRAPH} {OTHER}".replace("،", "").replace(".", "").split()
LEGACY = ["cp1256", "iso8859_6"]


def iso(text):
    """A text without the letters that ISO-8859-6 has not."""
    return text.encode("iso8859_6", "ignore").decode("iso8859_6")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["لا", PARAGRAPH * 50])
def test_unicode(encoding, text):
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    data = f"{mark}{text}".encode(encoding)
    assert data.decode(recognise(data)) == text


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("words", [10, 30, 3000])
def test_legacy_encodings_are_told_apart(encoding, words):
    chosen = random.Random(words)
    for _ in range(20):
        text = iso(" ".join(chosen.choices(WORDS, k=words)))
        assert text.encode(encoding).decode(recognise(text.encode(encoding))) == text


def test_arabic_behind_a_latin_beginning():
    data = b"<html>" * 5000 + PARAGRAPH.encode("cp1256")
    assert recognise(data) == "cp1256"


def test_french_in_windows_1256():
    text = "La bibliothèque a été créée à Tunis, où l'été est très chaud, dès l'année où elle fut décidée. " * 3
    assert text.encode("cp1256").decode(recognise(text.encode("cp1256"))) == text


def test_utf8_with_a_broken_byte_is_not_taken_for_another_encoding():
    assert recognise(PARAGRAPH.encode()[:-1] + b"\xff" + OTHER.encode()) == "utf-8"


def test_a_sample_may_end_inside_a_character():
    assert recognise(PARAGRAPH.encode()[:-2]) == "utf-8"
    assert recognise("س".encode()[:1]) == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(1, 256)) * 40,
        b"%PDF-1.4\n1 0 obj\n" + b"<< /Type /Catalog >>\n" * 99,
        random.Random(5).randbytes(5000).replace(b"\0", b"\1"),
        PARAGRAPH.encode("utf-16-le"),
    ],
)
def test_binary_data_are_refused(data):
    with pytest.raises(RefusalError, match="binary"):
        recognise(data)


def test_other_encodings_are_refused():
    with pytest.raises(RefusalError, match="unknown_encoding"):
        recognise(("Пример текста на русском языке, который никто не ждал. " * 9).encode("cp1251"))
