"""Repair of a row's text, rule by rule: what was found, what was declined, how it reads then."""

from collections.abc import Collection
from dataclasses import dataclass

from articles.arabic import REPAIR_RULES, readable, repair
from articles.ingest.authorities import known_sources
from articles.models import Source, UploadRow


@dataclass(frozen=True)
class Repairs:
    """The text before and after; of each rule that found something how often, and whether it is declined."""

    before: str
    after: str
    rules: tuple[tuple[str, int, bool], ...]


def note(row: UploadRow, source: Source | None, declined: Collection[str]) -> str:
    """Write into a row which rules of repair change its text, and how often; return the repaired text."""
    repaired = repair(row.body, boilerplate=_lines_of(source))
    row.repairs = {"applied": {change.rule: change.count for change in repaired.changes}, "declined": [*declined]}
    row.repaired = len(row.repairs["applied"])
    return repaired.text


def repairs_of(row: UploadRow) -> Repairs:
    """Return how a row's text is repaired, given what was declined for it."""
    applied = row.repairs.get("applied", {})
    declined = {*row.repairs.get("declined", ())}
    rules = [rule for rule in REPAIR_RULES if rule not in declined]
    lines = _lines_of(known_sources([row.source]).get(row.source))
    after = repair(row.body, rules=rules, boilerplate=lines).text if applied else row.body
    return Repairs(
        readable(row.body),
        readable(after),
        tuple((rule, count, rule in declined) for rule, count in applied.items()),
    )


def _lines_of(source: Source | None) -> Collection[str]:
    """Return the recurring lines of a source, which its articles are mended without."""
    return source.boilerplate.splitlines() if source else ()
