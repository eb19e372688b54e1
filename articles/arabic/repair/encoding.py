"""Mojibake: bytes of one encoding that were read as another.

| what it was | read as | how it looks | how it is known |
|---|---|---|---|
| UTF-8 | Windows-1252 or Latin-1, once or more often | Ø§Ù„Ø³Ù„Ø§Ù… | its bytes are valid UTF-8 |
| UTF-8 | Windows-1256 | ط§ظ„ط³ظ„ط§ظ… | its bytes are valid UTF-8, two letters and more |
| Windows-1256, ISO-8859-6 | Windows-1252 or Latin-1 | ÇáÓáÇã | most words become words of the lexicon |
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from articles.arabic.lexicon import lexicon
from articles.arabic.normalize import folded
from articles.arabic.repair.changes import Mended, Tally, substitute

_HIGH = range(0x80, 0x100)
_WINDOWS_1252: dict[str, int] = {}
for _byte in _HIGH:
    _WINDOWS_1252[bytes([_byte]).decode("latin-1")] = _byte
    _WINDOWS_1252[bytes([_byte]).decode("cp1252", "replace")] = _byte
_WINDOWS_1252.pop("\N{REPLACEMENT CHARACTER}", None)
_WINDOWS_1256 = {bytes([byte]).decode("cp1256"): byte for byte in _HIGH}

# One of these stands in every text that was read wrongly: lead bytes of UTF-8 and letters of Windows-1252; or, where it
# was read as Windows-1256, the second bytes of alef and lam.
_LATIN = frozenset(chr(code) for code in range(0xC0, 0x100)) - {*"×÷"}
_AFTER_TAH = frozenset("§„")
SIGNS = _LATIN | _AFTER_TAH

_RUN_1252 = re.compile(f"[{re.escape(''.join(_WINDOWS_1252))}]+")
_RUN_1256 = re.compile(f"[{re.escape(''.join(_WINDOWS_1256))}]{{4,}}")
# What UTF-8 is taken for: Arabic letters and signs, punctuation, Latin-1. Not the letters of phonetics: É» in CAFÉ»
# would be one.
_ACCEPTED = re.compile(
    "[\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066c\u0670-\u06d3\u06f0-\u06f9\ufb50-\ufefc"
    "\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u200b-\u203a\u20ac\u2122\ufeff]+"
)
# Two bytes of an Arabic letter, three of a sign of punctuation.
_SEQUENCE = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]|\xe2\x80[\x80-\xbf])+")
_FEWEST_BYTES = 4
_MOST_TIMES = 4

_WORD = re.compile("[\u0621-\u064a]{3,}")
_FEWEST_LETTERS = 6
_SHARE_OF_WORDS = 0.6


def mojibake(text: str) -> Mended:
    """Read bytes anew that were read in a wrong encoding; more than once where they were written so."""
    tally = Tally()
    for _time in range(_MOST_TIMES):
        before = text
        for pattern, change in _readings(text):
            text, more = substitute(pattern, change, text)
            tally.add(more)
        if text == before:
            break
    return text, tally


def _readings(text: str) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
    if not _LATIN.isdisjoint(text):
        yield _RUN_1252, partial(_utf8, table=_WINDOWS_1252)
        encoding = _single_byte(text)
        if encoding:
            yield _RUN_1252, lambda match: _decoded(match[0], encoding)
    if not _AFTER_TAH.isdisjoint(text):
        yield _RUN_1256, partial(_utf8, table=_WINDOWS_1256)


def _utf8(match: re.Match[str], table: dict[str, int]) -> str:
    """Return the text that the bytes of a run are in UTF-8, the run itself where they are none."""
    run = match[0]
    raw = bytes(table[character] for character in run)
    try:
        whole = raw.decode()
    except UnicodeDecodeError:
        return _sequences(run, raw)
    return whole if _ACCEPTED.fullmatch(whole) else run


def _sequences(run: str, raw: bytes) -> str:
    """Decode the sequences of a run that has other characters beside them, if it is mostly sequences."""
    found = [match.span() for match in _SEQUENCE.finditer(raw)]
    length = sum(end - start for start, end in found)
    if length < _FEWEST_BYTES or 2 * length < len(raw):
        return run
    pieces: list[str] = []
    last = 0
    for start, end in found:
        decoded = raw[start:end].decode()
        pieces += (run[last:start], decoded if _ACCEPTED.fullmatch(decoded) else run[start:end])
        last = end
    return "".join((*pieces, run[last:]))


def _single_byte(text: str) -> str:
    """Return the encoding in which the Latin letters of a text are Arabic words, "" where in none."""
    runs = [run for run in _RUN_1252.findall(text) if len(run) > 1]
    best, most = "", 0
    words = lexicon() if runs else ()
    for encoding in ("cp1256", "iso8859_6"):
        found = [folded(word) for run in runs for word in _WORD.findall(_decoded(run, encoding))]
        known = [word for word in found if word in words]
        letters = sum(map(len, known))
        if letters > most and letters >= _FEWEST_LETTERS and len(known) >= _SHARE_OF_WORDS * len(found):
            best, most = encoding, letters
    return best


def _decoded(run: str, encoding: str) -> str:
    raw = (bytes([_WINDOWS_1252[character]]) for character in run)
    # A byte that the encoding has not stays what it was.
    return "".join(byte.decode(encoding, "ignore") or was for byte, was in zip(raw, run, strict=True))
