"""Who is named where."""

from articles.people.linking import KnownNames, link, link_everywhere

__all__ = ["KnownNames", "link", "link_everywhere"]
