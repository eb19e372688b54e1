"""Arabic on terminals: letters joined and lines ordered for those that do neither."""

import os
import unicodedata

from arabic_reshaper import reshape
from bidi.algorithm import get_display


def shaped(text: str) -> str:
    """Return a line as a terminal without Arabic support should print it, left to right, letter shapes joined."""
    return get_display(reshape(text))


def cell(text: str, width: int) -> str:
    """Return a text cut to a number of columns, the last of them … where something is cut off.

    Harakat take no column of their own.
    """
    kept, columns = "", 0
    for sign in " ".join(text.split()):
        columns += 0 if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf" else 1
        if columns >= width and len(kept) + 1 < len(text):
            return f"{kept}…"
        kept += sign
    return kept


def padded(text: str, width: int) -> str:
    """Return a text filled up with blanks to a number of columns."""
    columns = sum(1 for sign in text if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf")
    return text + " " * max(0, width - columns)


def language_of_the_console() -> str:
    """Return the language in which the user of the terminal reads: Arabic or English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ar" if next(filter(None, names), "").startswith("ar") else "en"
