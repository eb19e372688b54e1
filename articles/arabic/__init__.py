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
from articles.arabic.normalize import fold, folded, letters_of_shapes, plain, readable, text_checksum
from articles.arabic.periods import Period, find_period, parse_period
from articles.arabic.plurals import counterparts
from articles.arabic.reading import (
    CONFIDENT,
    DayNamed,
    Proposal,
    days_named,
    read_author,
    read_text_itself,
    title_from,
)
from articles.arabic.relatives import relatives, sound_key
from articles.arabic.repair import REPAIR_RULES, RecurringLine, RepairChange, Repaired, recurring_lines, repair
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
    "CONFIDENT",
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
    "REPAIR_RULES",
    "STOP_WORDS",
    "TAKEN_FOR_EACH_OTHER",
    "WEAK",
    "Block",
    "Change",
    "DayNamed",
    "HijriDate",
    "Likeness",
    "OutsideCalendar",
    "PartialDate",
    "Period",
    "Proposal",
    "RecurringLine",
    "RepairChange",
    "Repaired",
    "Token",
    "arabic_of",
    "arabizi_readings",
    "begins_name",
    "blocks",
    "consonants",
    "counterparts",
    "date_in_words",
    "days_named",
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
    "letters_of_shapes",
    "likeness",
    "matches",
    "name_key",
    "on_arabic_keyboard",
    "on_latin_keyboard",
    "parse_date",
    "parse_period",
    "parts",
    "plain",
    "read_author",
    "read_text_itself",
    "readable",
    "recurring_lines",
    "relatives",
    "repair",
    "script_of",
    "skeletons",
    "sort_key",
    "sound_key",
    "stems",
    "surfaces",
    "text_checksum",
    "title_from",
    "tokens",
    "unlikeness",
    "without_article",
]
