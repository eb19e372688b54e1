"""Archives that would fill a disk, leave their folder, or never end."""

import gzip
import io
import stat
import struct
import zipfile

from tests.ingest import made
from tests.ingest.hostile.quine import quine
from tests.ingest.samples import PARAGRAPH

TEXT = PARAGRAPH.encode()
ZEROS = bytes(30 << 20)
_TENTHS = range(1, 10)


def flat_bomb():
    return made.zip_of({"bomb.txt": ZEROS})


def overlapping_bomb():
    """One entry of a megabyte that the directory lists a hundred times."""
    one = made.zip_of({"a.txt": bytes(1 << 20)})
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry = one[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, 100 * len(entry), start, 0)
    return one[:start] + entry * 100 + tail


def lying_sizes():
    """A bomb that promises ten bytes."""
    whole = bytearray(flat_bomb())
    size = struct.pack("<L", len(ZEROS))
    while size in whole:
        place = whole.index(size)
        whole[place : place + 4] = struct.pack("<L", 10)
    return bytes(whole)


def nested(levels, name="inner.zip"):
    whole = made.zip_of({"news.txt": TEXT})
    for _level in range(levels):
        whole = made.zip_of({name: whole})
    return whole


def wide_bomb():
    """Archives in an archive, each small for itself, that unpack to far more together than the outer one may."""
    packed = made.zip_of({"a.txt": b" " * 900_000})
    return made.zip_of({f"{number}.zip": packed for number in range(60)})


def many_entries(number):
    """So many empty files, as a directory alone."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    directory = entry * number
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 5, 0) + b"a.txt"
    end64 = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, number, number, len(directory), len(local)
    ) + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local) + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return local + directory + end64 + end


def encrypted():
    whole = bytearray(made.zip_of({"a.txt": TEXT}))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


def link():
    entry = zipfile.ZipInfo("passwd.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        opened.writestr(entry, "/etc/passwd")
    return out.getvalue()


def named(name):
    return made.zip_of({name: TEXT})


def gzip_members():
    """A gigabyte of blanks on one line in a megabyte: a hundred members one after the other."""
    return gzip.compress(b" " * (10 << 20)) * 100


def tenths(whole):
    return [whole[: len(whole) * part // 10] for part in _TENTHS]


TOO_MUCH = ("gzip_bomb", "unpacks_too_large")
SOME = made.zip_of({f"{number}.txt": f"{number} {PARAGRAPH}".encode() for number in range(9)})

FILES = {
    "flat bomb": ("a.zip", flat_bomb, "gzip_bomb"),
    "overlapping bomb": ("a.zip", overlapping_bomb, "gzip_bomb"),
    "sizes that lie": ("a.zip", lying_sizes, "broken_zip"),
    "nested three deep": ("a.zip", lambda: nested(3), "too_deep"),
    "nested without end": ("a.zip", lambda: nested(60, "a.zip"), "too_deep"),
    "itself in itself": ("a.zip", quine, "too_deep"),
    "wide bomb": ("a.zip", wide_bomb, ("no_text", *TOO_MUCH)),
    "100,000 entries": ("a.zip", lambda: many_entries(100_000), "too_many_entries"),
    "password": ("a.zip", encrypted, "encrypted"),
    "link": ("a.zip", link, "link"),
    "up": ("a.zip", lambda: named("../../etc/cron.d/x.txt"), "unsafe_name"),
    "up inside": ("a.zip", lambda: named("a/../../x.txt"), "unsafe_name"),
    "up for Windows": ("a.zip", lambda: named("..\\..\\x.txt"), "unsafe_name"),
    "absolute": ("a.zip", lambda: named("/etc/passwd.txt"), "unsafe_name"),
    "drive": ("a.zip", lambda: named("C:/x.txt"), "unsafe_name"),
    "direction turned": ("a.zip", lambda: named("\u202etxt.exe.txt"), "unsafe_name"),
    "line break": ("a.zip", lambda: named("a\nb.txt"), "unsafe_name"),
    "NUL": ("a.zip", lambda: named("ab.txt").replace(b"ab.txt", b"a\0.txt"), "unsafe_name"),
    "4 KB of name": ("a.zip", lambda: named("a" * 4096 + ".txt"), "unsafe_name"),
    "only a signature": ("a.zip", lambda: b"PK\x03\x04", "broken_zip"),
    "program inside": ("a.zip", lambda: made.zip_of({"setup.exe": b"MZ\x90"}), "unknown_kind"),
    "bomb in a document inside": ("a.zip", lambda: made.zip_of({"a.docx": flat_bomb()}), "gzip_bomb"),
    "gzip bomb": ("a.txt.gz", lambda: gzip.compress(ZEROS), ("binary", "gzip_bomb")),
    "gzip in gzip": ("a.jsonl.gz", lambda: gzip.compress(gzip.compress(TEXT)), "binary"),
    "a gigabyte on one line": ("a.jsonl.gz", gzip_members, TOO_MUCH),
    "a gigabyte in one cell": ("a.csv.gz", lambda: gzip.compress(b"text\n") + gzip_members(), TOO_MUCH),
    **{
        f"cut after {part} tenths": ("a.zip", lambda whole=whole: whole, "broken_zip")
        for part, whole in enumerate(tenths(SOME), 1)
    },
}
