"""System checks: what would make search silently worse is said at start."""

from collections.abc import Sequence
from typing import Any

import haystack
from django.core.checks import CheckMessage, Error, Warning, register
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
