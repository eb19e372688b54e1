"""How often Arabic words are written: the evidence on which affixes come off.

Frequencies are those of the package wordfreq (code Apache-2.0, data CC BY-SA 4.0), read at first use and folded, so
that every spelling of a word counts for the word.
"""

from functools import cache

from articles.arabic.normalize import folded

RAREST = 2e-8
"""Words rarer than two in a hundred million are left out: typing errors and joined words begin there."""


class Lexicon:
    """Frequencies of folded words, a share of all running words (0 to 1)."""

    def __init__(self, frequencies: dict[str, float]) -> None:
        self._frequencies = frequencies

    def frequency(self, word: str) -> float:
        """Return the share of a folded word in running text, 0.0 where it is not attested."""
        return self._frequencies.get(word, 0.0)

    def with_article(self, word: str) -> float:
        """Return the share of a folded word without and with ال before it."""
        return self._frequencies.get(word, 0.0) + self._frequencies.get("ال" + word, 0.0)

    def __contains__(self, word: str) -> bool:
        return word in self._frequencies

    def __len__(self) -> int:
        return len(self._frequencies)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once a process (half a second)."""
    from wordfreq import get_frequency_list

    frequencies: dict[str, float] = {}
    for centibels, words in enumerate(get_frequency_list("ar", "large")):
        frequency = 10 ** (-centibels / 100)
        if frequency < RAREST:
            break
        if words:
            # One pass over the joined words: folding them one by one would take seconds.
            for word in folded("\n".join(words)).split("\n"):
                known = frequencies.get(word)
                frequencies[word] = known + frequency if known else frequency
    # It would keep the words as it read them, 55 MB.
    get_frequency_list.cache_clear()
    return Lexicon(frequencies)


def frequency(word: str) -> float:
    """Return the share of a folded word in running text; RAREST where it is not attested."""
    return max(lexicon().frequency(word), RAREST)
