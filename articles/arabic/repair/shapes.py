"""Shapes of letters, which belong to fonts, become letters again."""

import re

from articles.arabic import letters
from articles.arabic.normalize import letters_of_shapes
from articles.arabic.repair.changes import Mended, substitute

_SHAPES = re.compile(f"[{letters.PRESENTATION}]+")
SHAPES = frozenset(chr(code) for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFD3E), *range(0xFD50, 0xFDFC)))
SHAPES |= frozenset(chr(code) for code in range(0xFE70, 0xFEFD))


def presentation_forms(text: str) -> Mended:
    """Put letters in the place of their shapes (NFKC, character by character); ﷼ and ﷽ are signs and stay."""
    return substitute(_SHAPES, lambda match: letters_of_shapes(match[0]), text)
