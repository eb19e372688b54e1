"""The characters of Arabic text, by the names the rules use.

Source: The Unicode Standard, chapters on Arabic (blocks 0600–06FF, FB50–FDFF, FE70–FEFF) and on special characters.
"""

HAMZA = "\u0621"
ALEF = "\u0627"
ALEF_HAMZA = "\u0623"
TEH_MARBUTA = "\u0629"
TEH = "\u062a"
KAF = "\u0643"
LAM = "\u0644"
MEEM = "\u0645"
HEH = "\u0647"
WAW = "\u0648"
ALEF_MAKSURA = "\u0649"
YEH = "\u064a"
TATWEEL = "\u0640"

ALEF_FORMS = "\u0622\u0623\u0625\u0671\u0672\u0673\u0675"  # آ أ إ ٱ ٲ ٳ ٵ
WAW_HAMZA = "\u0624"  # ؤ
YEH_HAMZA = "\u0626"  # ئ

# Letters of Persian, Urdu and their neighbours that a keyboard puts where Arabic has its own.
FOREIGN_FORMS = {
    "\u06a9": KAF,  # ک keheh
    "\u06aa": KAF,  # ڪ swash kaf
    "\u06cc": YEH,  # ی Farsi yeh
    "\u06cd": YEH,  # ۍ yeh with tail
    "\u06ce": YEH,  # ێ
    "\u06d0": YEH,  # ې
    "\u06d2": YEH,  # ے yeh barree
    "\u06c1": HEH,  # ہ heh goal
    "\u06be": HEH,  # ھ heh doachashmee
    "\u06d5": HEH,  # ە ae
    "\u06c0": HEH,  # ۀ heh with yeh above
    "\u06c2": HEH,  # ۂ
    "\u06c3": TEH_MARBUTA,  # ۃ
    "\u06c4": WAW,
    "\u06cb": WAW,
}

# Harakat, Quranic signs and combining hamza/madda above an already composed letter.
_MARK_RANGES = (
    *((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4)),
    *((0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x08D3, 0x08E1), (0x08E3, 0x08FF)),
)
MARKS = "".join(chr(code) for first, last in _MARK_RANGES for code in range(first, last + 1))

# Characters that are in a text but not seen: soft hyphen, zero-width ones, joiners, direction marks, BOM.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
INVISIBLE += "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"

# Digits of the Arabic world and their Western values.
DIGITS = {chr(base + value): str(value) for base in (0x0660, 0x06F0) for value in range(10)}

# Presentation forms: the shapes of letters, which belong to fonts. ﷼ (rial) and ﷽ (basmala) are signs of their own.
PRESENTATION = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"

# Arabic letters a word can hold, hamza to yeh and the letters of other languages in Arabic script.
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
