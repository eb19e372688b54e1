"""What is alike in the rows of an upload: proposals of one field and rule, repairs of one rule; answered together."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from articles import ingest
from articles.arabic import CONFIDENT
from articles.forms import OUR_FIELDS
from articles.models import UploadRowQuerySet

EXAMPLES = 3


@dataclass
class Group:
    """Open proposals that are alike; `key` is how a form names them."""

    field: str
    rule: str
    sure: bool
    number: int = 0
    least: float = 1.0
    examples: list[str] = dataclasses.field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.field}|{self.rule}|{int(self.sure)}"

    @property
    def percent(self) -> int:
        """The least confidence among them, in hundredths."""
        return int(100 * self.least)

    @property
    def label(self) -> str:
        return field_label(self.field)


def field_label(name: str) -> str:
    """Return what a field is called for people."""
    return str(OUR_FIELDS.get({"byline": "author", "identifier": "id"}.get(name, name), name))


def proposal_groups(rows: UploadRowQuerySet) -> list[Group]:
    """Return the open proposals of rows by field and rule, the largest group first."""
    groups: dict[tuple[str, str, bool], Group] = {}
    for proposals in rows.order_by("pk").values_list("proposals", flat=True).iterator():
        for one in proposals:
            if one["state"]:
                continue
            key = (one["field"], one["rule"], one["confidence"] >= CONFIDENT)
            group = groups.setdefault(key, Group(*key))
            group.number += 1
            group.least = min(group.least, one["confidence"])
            value = one["value"] if isinstance(one["value"], str) else "؛ ".join(one["value"])
            if len(group.examples) < EXAMPLES and value not in group.examples:
                group.examples.append(value)
    return sorted(groups.values(), key=lambda group: -group.number)


@dataclass
class Rule:
    """A rule of repair: in how many texts it found something, how often, and whether it is declined for all."""

    name: str
    declined: bool
    texts: int = 0
    places: int = 0

    @property
    def label(self) -> str:
        return ingest.repair_label(self.name)


def repair_groups(rows: UploadRowQuerySet, declined: Collection[str]) -> list[Rule]:
    """Return the rules that repair texts of these rows, those of most texts first."""
    rules: dict[str, Rule] = {}
    for repairs in rows.order_by("pk").values_list("repairs", flat=True).iterator():
        for name, number in repairs.get("applied", {}).items():
            rule = rules.setdefault(name, Rule(name, name in declined))
            rule.texts += 1
            rule.places += number
    return sorted(rules.values(), key=lambda rule: -rule.texts)
