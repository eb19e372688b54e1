"""System checks: what would make search silently worse is said at start."""

from collections.abc import Sequence
from typing import Any

import haystack
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError
from haystack.fields import CharField

from articles import search
from articles.search import ArabicAnalyzer


@register
def text_fields_are_arabic(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Haystack gives a text field without an analyzer an English one."""
    fields = haystack.connections["default"].get_unified_index().all_searchfields()
    return [
        Error(
            f"The search field {name!r} has no Arabic analyzer.",
            hint="Give it analyzer=ArabicAnalyzer() in articles/search_indexes.py.",
            id="articles.E001",
        )
        for name, field in fields.items()
        if isinstance(field, CharField) and not isinstance(field.analyzer, ArabicAnalyzer)
    ]


@register
def index_is_readable(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An index made by another version of the analyzer raises no error by itself: its words would just not be found."""
    problem = search.problem()
    if not problem:
        return []
    return [Warning(problem, hint="Run: manage.py rebuild_index", id="articles.W001")]


@register(Tags.database)
def changes_reach_the_index(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Changes that wait for long are changes that nobody can find. Asked with `manage.py check --database default`."""
    try:
        waiting = search.waiting() if databases else None
    except DatabaseError:
        return []  # There are no tables yet.
    if not waiting or not waiting.overdue:
        return []
    return [
        Warning(
            f"{waiting.number} changes wait for the search index, the oldest since {waiting.since:%Y-%m-%d %H:%M} UTC.",
            hint="The log says why. Run: manage.py update_index",
            id="articles.W002",
        )
    ]
