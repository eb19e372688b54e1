"""The query language as data: its fields, its operators, how each is written, and what to tell readers of it.

`articles.search.parse` reads queries by these tables; the help page shows them.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANY = "any"
"""The field of words that have none written before them: title and text."""

DATE = "date"

FIELDS = {
    "title": ("عنوان", "title"),
    "byline": ("كاتب", "byline", "author"),
    "person": ("شخص", "person"),
    "source": ("مصدر", "source"),
    "subject": ("موضوع", "subject"),
    "dateline": ("مكان", "place"),
}
"""What may stand before a colon, the Arabic word first: `عنوان:ليبيا`, `title:ليبيا`."""

BOUNDS = {
    "from": ("من", "from"),
    "to": ("إلى", "to"),
    "in": ("في", "in"),
}
"""What may stand before the colon of a date: `من:2017-12`."""

OR = ("أو", "OR", "|")
NOT = ("بدون", "NOT")
AND = ("AND",)
QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))


def spellings(name: str) -> tuple[str, ...]:
    """Return how a word of the language may be typed: as it is, and without its hamza."""
    bare = name.translate(str.maketrans("أإ", "اا"))
    return (name,) if bare == name else (name, bare)


class Operator(NamedTuple):
    """One way to write in a query: how it looks, an example that can be searched for, what it does."""

    name: str
    signs: tuple[str, ...]
    example: str
    meaning: str | Promise


def _before_colon(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}:" for name in names)


OPERATORS = (
    Operator("words", (), "السراج واشنطن", _("Articles that have all of the words, wherever they stand.")),
    Operator(
        "phrase",
        tuple(f"{opening}…{closing}" for opening, closing in QUOTES),
        "«مكافحة الإرهاب»",
        _("The words as a phrase, one after the other, particles like في and على included."),
    ),
    Operator(
        "proximity",
        ('"…"~5',),
        '"السراج واشنطن"~8',
        _("The words near each other: none farther than so many words from where it would follow the first."),
    ),
    Operator("or", OR, "طرابلس أو واشنطن", _("One word or the other, or both.")),
    Operator("not", ("-", *NOT), "ليبيا -ترامب", _("Articles with the first word that do not have the second.")),
    Operator("group", ("( )",), "(طرابلس أو واشنطن) الإرهاب", _("Parentheses say what belongs together.")),
    Operator("prefix", ("*",), "أمريك*", _("Every word that begins so. The sign may also stand inside a word.")),
    Operator("letter", ("؟", "?"), "فا؟ز", _("Any one letter inside a word; at a word's end the sign is punctuation.")),
    Operator("title", _before_colon(FIELDS["title"]), "عنوان:السراج", _("In the title alone.")),
    Operator("byline", _before_colon(FIELDS["byline"]), "كاتب:محمد", _("In the byline: who wrote the article.")),
    Operator(
        "person",
        _before_colon(FIELDS["person"]),
        "شخص:«فايز السراج»",
        _("Articles that name a person on record, however the name is spelt there."),
    ),
    Operator("source", _before_colon(FIELDS["source"]), "مصدر:فرانس", _("From a source with this in its name.")),
    Operator("subject", _before_colon(FIELDS["subject"]), "موضوع:سياسة", _("On a subject with this in its name.")),
    Operator("dateline", _before_colon(FIELDS["dateline"]), "مكان:واشنطن", _("Written in a place.")),
    Operator(
        "from",
        _before_colon(BOUNDS["from"]),
        "ليبيا من:2017-12",
        _("Dated to this day, month or year, or later."),
    ),
    Operator(
        "to", _before_colon(BOUNDS["to"]), "ليبيا إلى:2018-06", _("Dated to this day, month or year, or earlier.")
    ),
    Operator(
        "in",
        _before_colon(BOUNDS["in"]),
        "ليبيا في:أيار 2018",
        _("Dated to this day, month or year; months by any of their names, Hijri ones too: رمضان 1439."),
    ),
    Operator(
        "month",
        (),
        "السراج مايو 2018",
        _("A month with its year: articles dated to it, and those that write it."),
    ),
)
