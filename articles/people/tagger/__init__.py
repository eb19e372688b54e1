"""Names of persons in a text, by a model trained on marked news (docs/persons.md)."""

from articles.people.tagger.lexicon import TITLES, without_particles
from articles.people.tagger.tagger import CONFIDENT, LIKELY, Found, find_new, find_new_in, shipped

__all__ = ["CONFIDENT", "LIKELY", "TITLES", "Found", "find_new", "find_new_in", "shipped", "without_particles"]
