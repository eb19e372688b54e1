"""Haystack's connection to the index: its Whoosh engine, with this archive's analyzer, storage and evaluation.

The archive's own pages and commands call `articles.search.run`; what goes through Haystack's API ends at the same one.
Faults of the stock backend that this one does not share: slices that do not fall on a page, one-character queries that
find nothing, `أو` read as a stop word, a commit for every save, removals lost while another process writes, narrow
queries that search the whole index first, stored strings decoded as JSON.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend, WhooshSearchQuery
from haystack.models import SearchResult
from haystack.utils import get_model_ct_tuple
from whoosh.fields import Schema

from articles.models import Article, IndexChange
from articles.search import analysis, sync
from articles.search.request import SearchRequest
from articles.search.run import ranking

EVERYTHING = 1_000_000


class ArabicWhooshBackend(WhooshSearchBackend):
    """Reads and writes the archive's index for Haystack's commands and query sets."""

    def setup(self) -> None:
        """Nothing is opened ahead: a snapshot of the index is shared by all threads of a process."""
        self.content_field_name, self.schema = self.build_schema({})
        self.setup_complete = True

    def build_schema(self, fields: dict[str, Any]) -> tuple[str, Schema]:
        """Return the archive's schema, whatever fields Haystack names."""
        return "text", analysis.schema()

    def update(self, index: Any, iterable: Iterable[Article], commit: bool = True) -> None:
        self._enqueue([article.pk for article in iterable])

    def remove(self, obj_or_string: Article | str, commit: bool = True) -> None:
        pk = obj_or_string.rsplit(".", 1)[1] if isinstance(obj_or_string, str) else obj_or_string.pk
        self._enqueue([int(pk)])

    def clear(self, models: Iterable[Any] | None = None, commit: bool = True) -> None:
        """Raise NotImplementedError: an index is not emptied under its readers."""
        raise NotImplementedError("Run: manage.py rebuild_index")

    delete_index = clear

    def optimize(self) -> None:
        """Segments are merged as they are written."""

    def search(self, query_string: str, start_offset: int = 0, end_offset: int | None = None, **kwargs: Any) -> dict:
        """Return the hits from `start_offset` to `end_offset` (excluded) in Haystack's form, best first.

        Raises NotImplementedError for what only `articles.search.run` can do: filters, order by date, facets.
        """
        asked = [name for name, value in kwargs.items() if value and name not in ("result_class", "models", "fields")]
        if asked:
            raise NotImplementedError(f"{', '.join(sorted(asked))}: use articles.search.run")
        request = SearchRequest(query=query_string if query_string != "*" else "")
        end = EVERYTHING if end_offset is None else end_offset
        total, ranked = ranking(request, start_offset or 0, end)
        result_class = kwargs.get("result_class") or SearchResult
        app, model = get_model_ct_tuple(Article)
        return {"results": [result_class(app, model, pk, score) for pk, score in ranked], "hits": total}

    @staticmethod
    def _enqueue(article_ids: list[int]) -> None:
        with transaction.atomic():
            IndexChange.objects.enqueue(article_ids)
        sync.drain()


class ArabicWhooshQuery(WhooshSearchQuery):
    """Hands query text over as it was typed: the archive's own parser reads it."""

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        if field != "content":
            raise NotImplementedError(f"filter by {field}: use articles.search.run")
        return str(getattr(value, "query_string", value))


class ArabicWhooshEngine(WhooshEngine):
    backend = ArabicWhooshBackend
    query = ArabicWhooshQuery
