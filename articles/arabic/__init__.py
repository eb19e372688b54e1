"""Arabic text, pure: no Django, no Whoosh, nothing read at import."""

from articles.arabic.dates import FIRST_YEAR, LAST_YEAR, MONTHS, PartialDate, date_in_words, last_day, parse_date
from articles.arabic.latin import arabic_of, latin_of
from articles.arabic.names import NameMatcher, initial, name_key, script_of, sort_key
from articles.arabic.normalize import fold, folded, plain, readable, text_checksum
from articles.arabic.plurals import counterparts
from articles.arabic.relatives import relatives, sound_key
from articles.arabic.slips import on_arabic_keyboard, slips
from articles.arabic.split import parts
from articles.arabic.stem import stems
from articles.arabic.stopwords import STOP_WORDS
from articles.arabic.tokenize import Token, matches, surfaces, tokens

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MONTHS",
    "STOP_WORDS",
    "NameMatcher",
    "PartialDate",
    "Token",
    "arabic_of",
    "counterparts",
    "date_in_words",
    "fold",
    "folded",
    "initial",
    "last_day",
    "latin_of",
    "matches",
    "name_key",
    "on_arabic_keyboard",
    "parse_date",
    "parts",
    "plain",
    "readable",
    "relatives",
    "script_of",
    "slips",
    "sort_key",
    "sound_key",
    "stems",
    "surfaces",
    "text_checksum",
    "tokens",
]
