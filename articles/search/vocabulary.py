"""The words of the archive, over all segments and both fields of text: is a spelling there, and what resembles it."""

from collections import defaultdict
from typing import NamedTuple
from weakref import WeakKeyDictionary

from articles.search.analysis import FOLDED
from articles.search.postings import FieldPostings
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import Snapshot
from articles.search.spellings import Spellings, near

# Segments outlive snapshots: what was made of one is kept as long as it is.
_spellings: "WeakKeyDictionary[FieldPostings, Spellings]" = WeakKeyDictionary()


class Attested(NamedTuple):
    """A form as it stands in the archive, "" if none, and the number of its occurrences by article and field."""

    form: str
    number: int


class Vocabulary:
    """What one snapshot knows of words. Numbers come from the tables of terms: no posting list is read."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._attested: dict[str, Attested] = {}

    def attested(self, spelling: str) -> Attested:
        """Return the commonest form of a folded spelling; its number is that of all forms of the spelling."""
        if spelling not in self._attested:
            counts: defaultdict[str, int] = defaultdict(int)
            for field in TEXT_FIELDS:
                for form in self._snapshot.forms(field, FOLDED + spelling):
                    counts[form.text] += self._snapshot.count(form)
            commonest = max(counts, key=lambda form: (counts[form], form), default="")
            self._attested[spelling] = Attested(commonest, sum(counts.values()))
        return self._attested[spelling]

    def near(self, spelling: str, slips: int) -> dict[str, tuple[int, int]]:
        """Return the spellings at most so many slips from a folded one: their costs (`spellings`) and numbers."""
        found: dict[str, tuple[int, int]] = {}
        for cost, part, row in near(self._parts(), spelling, slips):
            one = part.spelling(row)
            found[one] = cost, found.get(one, (0, 0))[1] + part.count(row)
        return found

    def with_skeletons(self, skeletons: set[str]) -> set[str]:
        """Return the spellings that have one of these sequences of consonants."""
        return {spelling for part in self._parts() for spelling in part.with_skeletons(skeletons)}

    def _parts(self) -> list[Spellings]:
        fields = [segment.fields[field] for segment in self._snapshot.segments for field in TEXT_FIELDS]
        for postings in fields:
            if postings not in _spellings:
                _spellings[postings] = Spellings(*postings.keys_with_counts(FOLDED))
        return [_spellings[postings] for postings in fields]
