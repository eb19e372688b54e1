"""Who is named where."""

from articles.people.linking import link

__all__ = ["link"]
