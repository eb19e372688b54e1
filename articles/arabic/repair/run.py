"""All rules, one after the other."""

from collections.abc import Callable, Collection
from functools import partial
from typing import NamedTuple

from articles.arabic.normalize import with_line_ends
from articles.arabic.repair.boilerplate import boilerplate_lines
from articles.arabic.repair.changes import Mended, RepairChange, Repaired, Tally
from articles.arabic.repair.encoding import SIGNS, mojibake
from articles.arabic.repair.foreign import FOREIGN, foreign_letters
from articles.arabic.repair.glued import glued_words
from articles.arabic.repair.layout import blanks, broken_lines, hyphens
from articles.arabic.repair.marks import INVISIBLE, STRETCH, invisible_signs, tatweel
from articles.arabic.repair.markup import html_entities, html_tags
from articles.arabic.repair.order import reversed_lines
from articles.arabic.repair.shapes import SHAPES, presentation_forms


class Rule(NamedTuple):
    """A rule by its name; `signs` are characters of which one at least stands in every text it changes."""

    name: str
    mend: Callable[[str], Mended]
    signs: frozenset[str] = frozenset()


_RULES = (
    # Before anything else is done to a text: bytes that were read wrongly look like signs of other kinds.
    Rule("mojibake", mojibake, SIGNS),
    Rule("html_entities", html_entities, frozenset("&")),
    Rule("html_tags", html_tags, frozenset("<")),
    # A ligature is one shape: what is reversed has to be turned round before it becomes two letters.
    Rule("reversed_lines", reversed_lines),
    Rule("presentation_forms", presentation_forms, SHAPES),
    # With the soft hyphens that the next rule takes.
    Rule("hyphens", hyphens, frozenset("\n")),
    Rule("invisible_signs", invisible_signs, INVISIBLE),
    Rule("foreign_letters", foreign_letters, FOREIGN),
    Rule("tatweel", tatweel, STRETCH),
    Rule("blanks", blanks),
    Rule("glued_words", glued_words),
    Rule("boilerplate", boilerplate_lines),
    Rule("broken_lines", broken_lines, frozenset("\n")),
)
REPAIR_RULES = tuple(rule.name for rule in _RULES)
"""The names of the rules, in the order in which they are applied."""

_MOST_ROUNDS = 8
_LINE_ENDS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def repair(text: str, *, rules: Collection[str] | None = None, boilerplate: Collection[str] = ()) -> Repaired:
    """Return a text with its damage mended, and what was done; the text itself where there was none.

    `rules` names the rules that may be applied, all by default; raises ValueError for a name that none has.
    `boilerplate` are lines of the text's source that are to be taken out besides those known by their form.

    >>> repaired = repair("وزارةالخارجية ﻓﻲ الولاياتالمتحدة")
    >>> repaired.text, [(change.rule, change.count) for change in repaired.changes]
    ('وزارة الخارجية في الولايات المتحدة', [('presentation_forms', 1), ('glued_words', 2)])
    """
    unknown = {*rules} - {*REPAIR_RULES} if rules is not None else ()
    if unknown:
        raise ValueError(f"no such rules: {', '.join(sorted(unknown))}")
    chosen = [rule for rule in _RULES if rules is None or rule.name in rules]
    if boilerplate:
        with_lines = partial(boilerplate_lines, given=boilerplate)
        chosen = [rule._replace(mend=with_lines) if rule.name == "boilerplate" else rule for rule in chosen]
    tallies: dict[str, Tally] = {}
    mended = text
    # What one rule mends another may see only then, such as mojibake made of entities.
    for _round in range(_MOST_ROUNDS):
        before = mended
        mended = _once(mended, chosen, tallies)
        if mended == before:
            break
    if not tallies:
        return Repaired(text)
    changes = (RepairChange(name, one.count, tuple(one.examples)) for name, one in tallies.items())
    return Repaired(mended, tuple(sorted(changes, key=lambda change: REPAIR_RULES.index(change.rule))))


def _once(text: str, rules: list[Rule], tallies: dict[str, Tally]) -> str:
    characters = set(text)
    for rule in rules:
        # The line ends of other systems are among the signs that mojibake is made of.
        if rule.mend is not mojibake and not characters.isdisjoint(_LINE_ENDS):
            text = with_line_ends(text)
            characters -= _LINE_ENDS
        if rule.signs and rule.signs.isdisjoint(characters):
            continue
        text, tally = rule.mend(text)
        if tally.count:
            tallies.setdefault(rule.name, Tally()).add(tally)
            characters = set(text)
    return text
