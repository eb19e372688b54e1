"""Arabic text, pure: no Django, no Whoosh, nothing read at import."""

from articles.arabic.arabizi import (
    LONGEST_SKELETON,
    PARTICLES,
    WEAK,
    arabizi_readings,
    skeletons,
    unlikeness,
    without_article,
)
from articles.arabic.blocks import Block, blocks
from articles.arabic.dates import FIRST_YEAR, LAST_YEAR, PartialDate, date_in_words, last_day, parse_date
from articles.arabic.differences import Change, differences
from articles.arabic.latin import arabic_of, latin_of
from articles.arabic.lexicon import frequency
from articles.arabic.months import HIJRI_MONTHS, MONTH_NAMES, MONTHS
from articles.arabic.names import begins_name, initial, name_key, script_of, sort_key
from articles.arabic.namewords import (
    Likeness,
    consonants,
    given_count,
    is_given_name,
    is_name_word,
    is_rather_name,
    likeness,
)
from articles.arabic.normalize import fold, folded, plain, readable, text_checksum
from articles.arabic.periods import Period, find_period, parse_period
from articles.arabic.plurals import counterparts
from articles.arabic.relatives import relatives, sound_key
from articles.arabic.slips import KEYS, TAKEN_FOR_EACH_OTHER, on_arabic_keyboard, on_latin_keyboard
from articles.arabic.split import parts
from articles.arabic.stem import stems
from articles.arabic.stopwords import STOP_WORDS
from articles.arabic.tokenize import Token, matches, surfaces, tokens
from articles.arabic.ummalqura import (
    FIRST_HIJRI_YEAR,
    LAST_HIJRI_YEAR,
    HijriDate,
    OutsideCalendar,
    from_hijri,
    hijri,
    hijri_in_words,
    last_hijri_day,
)

__all__ = [
    "FIRST_HIJRI_YEAR",
    "FIRST_YEAR",
    "HIJRI_MONTHS",
    "KEYS",
    "LAST_HIJRI_YEAR",
    "LAST_YEAR",
    "LONGEST_SKELETON",
    "MONTHS",
    "MONTH_NAMES",
    "PARTICLES",
    "STOP_WORDS",
    "TAKEN_FOR_EACH_OTHER",
    "WEAK",
    "Block",
    "Change",
    "HijriDate",
    "Likeness",
    "OutsideCalendar",
    "PartialDate",
    "Period",
    "Token",
    "arabic_of",
    "arabizi_readings",
    "begins_name",
    "blocks",
    "consonants",
    "counterparts",
    "date_in_words",
    "differences",
    "find_period",
    "fold",
    "folded",
    "frequency",
    "from_hijri",
    "given_count",
    "hijri",
    "hijri_in_words",
    "initial",
    "is_given_name",
    "is_name_word",
    "is_rather_name",
    "last_day",
    "last_hijri_day",
    "latin_of",
    "likeness",
    "matches",
    "name_key",
    "on_arabic_keyboard",
    "on_latin_keyboard",
    "parse_date",
    "parse_period",
    "parts",
    "plain",
    "readable",
    "relatives",
    "script_of",
    "skeletons",
    "sort_key",
    "sound_key",
    "stems",
    "surfaces",
    "text_checksum",
    "tokens",
    "unlikeness",
    "without_article",
]
