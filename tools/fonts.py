"""Cut the fonts of the pages from their originals: `make fonts`, after a change here or of a version in package.json.

A page needs few signs of a font. Each font is cut into parts which browsers fetch as a page needs them
(`unicode-range`); hinting, which today's screens do not use, and features of typesetting that no page asks for are left
out. The originals are in node_modules/; what is written are static/fonts/*.woff2 and static/css/fonts.css.

A word may be drawn from two files: browsers join its letters all the same. A letter with its marks may not, so `arabic`
has all marks that stand on Arabic letters, those of the Koran's text too.

The licence lets everybody cut and share them (SIL Open Font License 1.1, beside the files), under other names where
the name is reserved, as "Plex" is: these are called "Archive Sans" and "Archive Naskh".
"""

import sys
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ROOT / "tools" / "node_modules"
FONTS = ROOT / "static" / "fonts"
SHEET = ROOT / "static" / "css" / "fonts.css"

FEATURES = ["ccmp", "locl", "init", "medi", "fina", "isol", "rlig", "calt", "liga", "kern", "mark", "mkmk"]
COPYRIGHT_AND_LICENCE = [0, 13, 14]


class Part(NamedTuple):
    """A file to be: its name, the original's, and the characters that a page takes from it."""

    name: str
    original: str
    characters: str


# No character is in two: a browser that waits for the one would fetch the other meanwhile.
PARTS = (
    # Letters, marks and digits of the Arabic language, those of the Koran's text among them.
    Part(
        "arabic",
        "arabic",
        "060C,061B,061F,0621-063A,0640-0655,0660-066C,0670-0671,06D6-06DC,06DF-06E8,06EA-06ED,200C-200E",
    ),
    # Other languages' letters, ornaments, ligatures.
    Part(
        "arabic-ext",
        "arabic",
        "0600-060B,060D-061A,061C-061E,0620,063B-063F,0656-065F,066D-066F,0672-06D5,06DD-06DE,06E9,06EE-06FF,"
        "0750-077F,0870-08FF,FB50-FDFF,FE70-FEFC",
    ),
    # What stands between words of both scripts, and the digits that most pages write.
    Part(
        "signs",
        "latin",
        "0020-0022,0025,0027-0029,002B-003B,003F,00A0,00AB,00B7,00BB,00D7,2013-2014,2018-2019,201C-201D,2022,2026,2212",
    ),
    Part("latin", "latin", "0041-005A,0061-007A"),
    Part(
        "latin-1",
        "latin",
        "0023-0024,0026,002A,003C-003E,0040,005B-0060,007B-007E,00A1-00AA,00AC-00B6,00B8-00BA,00BC-00D6,00D8-00FF,"
        "0131,0152-0153,02C6,02DA,02DC,0304,0308,201A,201E,2039-203A,20AC,2122",
    ),
    Part(
        "latin-ext",
        "latin-ext",
        "0100-0130,0132-0151,0154-02C5,02C7-02D9,02DB,02DD-02FF,1E00-1EFF,20A0-20AB,20AD-20C0",
    ),
)


class Face(NamedTuple):
    """A font of the pages: its name, file and weight here, its originals, and how much each script is enlarged."""

    family: str
    file: str
    weight: str
    originals: str
    arabic: int
    latin: int


# The adjustments bring the two scripts of a face, and the two faces, to one size beside each other.
NOTO = "@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-{part}-wght-normal.woff2"
PLEX = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-{part}-{weight}-normal.woff2"
FACES = (
    Face("Archive Naskh", "naskh", "400 700", NOTO, arabic=100, latin=88),
    Face("Archive Sans", "sans-400", "400", PLEX, arabic=108, latin=100),
    Face("Archive Sans", "sans-600", "600", PLEX, arabic=108, latin=100),
)

HEAD = """\
/* Two faces, both under the SIL Open Font License (their licences stand beside the files in fonts/): Noto Naskh Arabic
   to read, IBM Plex Sans Arabic for the interface. Written by tools/fonts.py, which says how they are cut.
   `optional`: a font that is not there when a page is first drawn serves the next page, so that nothing moves. */
"""
RULE = """
@font-face {{
  font-family: "{family}";
  font-weight: {weight};
  font-style: normal;
  font-display: optional;
  src: url("../fonts/{file}") format("woff2");
  unicode-range: {characters};
  size-adjust: {size}%;
}}
"""


def cut(original: Path, characters: str, file: Path) -> None:
    """Write these characters of a font, as far as it has them, to `file`."""
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = FEATURES
    options.name_IDs = COPYRIGHT_AND_LICENCE
    font = load_font(original, options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(characters))
    subsetter.subset(font)
    # The time of this run, otherwise: the same originals give the same files.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    save_font(font, file, options)


def main() -> None:
    rules = []
    for old in FONTS.glob("*.woff2"):
        old.unlink()
    for face in FACES:
        for part in PARTS:
            original = ORIGINALS / face.originals.format(part=part.original, weight=face.weight)
            file = FONTS / f"{face.file}-{part.name}.woff2"
            cut(original, part.characters, file)
            listed = ", ".join(f"U+{characters}" for characters in part.characters.split(","))
            size = face.arabic if part.original == "arabic" else face.latin
            rules.append(
                RULE.format(family=face.family, weight=face.weight, file=file.name, characters=listed, size=size)
            )
            sys.stdout.write(f"{file.stat().st_size:6}  {file.name}\n")
    SHEET.write_text(HEAD + "".join(rules), encoding="utf-8")


if __name__ == "__main__":
    main()
