"""Two sources that are one. What that moves is noted in the log, so that `parting` can take it back."""

import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from articles.keeping.merging import merge
from articles.models import (
    Article,
    IndexChange,
    SavedSearch,
    Source,
    SourceAlias,
    acting,
    log_act,
    note,
    remember,
    source_name_key,
)

AT_ONCE = 500


def merge_sources(kept: Source, gone: Source, *, user_id: int | None) -> int:
    """Make one source of two: articles and names of `gone` become those of `kept`; return the number of articles.

    Its key becomes a name, too: its address leads to the one that stays, and imports go on naming it. An article of
    which `kept` has the same text is merged into that.
    """
    with transaction.atomic(), acting(user_id, "merged", with_parts=True):
        number = gone.articles.out_of_trash().count()
        fields = {field.attname: getattr(gone, field.attname) for field in Source._meta.concrete_fields}
        names = list(gone.aliases.order_by("pk").values_list("name", flat=True))
        merged = _merge_same_texts(kept, gone, user_id)
        # All at one time, by which they are known again: whoever changes one of them later gives it another.
        moved = timezone.now()
        _move(list(gone.articles.order_by("pk").values_list("pk", flat=True)), kept, moved)
        searches = _let_searches_follow(gone.key, kept.key)
        gone.keeps_history = True  # type: ignore[attr-defined]
        gone.delete()
        taken = _take_names(kept, [gone.key, gone.name_ar, gone.name_latin, *names])
        source = {"fields": fields, "names": names, "taken": taken, "moved": moved.isoformat()}
        details = {"source": source | {"merged": merged, "searches": searches}}
        log_act(user_id, "merged", [kept], other=f"{gone} ({gone.key})", **details)
    return number


def _merge_same_texts(kept: Source, gone: Source, user_id: int | None) -> list[dict[str, Any]]:
    """Merge articles of which both sources have the text; return for each pair its keys, and what the merge took."""
    there = {article.checksum: article for article in kept.articles.out_of_trash().for_links()}
    merged = []
    for article in gone.articles.out_of_trash().filter(checksum__in=kept.articles.values("checksum")).for_links():
        if article.checksum in there:
            stays = there[article.checksum]
            took = merge(stays, article, take=(), user_id=user_id)
            merged.append({"kept": stays.pk, "other": article.pk, **took._asdict()})
    return merged


def _move(pks: list[int], source: Source, time: datetime.datetime) -> None:
    """Let articles be of another source since a time, with their histories and the index's outbox."""
    for start in range(0, len(pks), AT_ONCE):
        portion = pks[start : start + AT_ONCE]
        remember(Article, portion)
        Article.objects.filter(pk__in=portion).update(source=source, changed=time)
        note(Article, portion)
    IndexChange.objects.enqueue(pks)


def _take_names(kept: Source, names: list[str]) -> list[str]:
    """Let names be other names of a source, as far as nobody has them; return the keys of those."""
    known = {source_name_key(name) for name in (kept.key, kept.name_ar, kept.name_latin)}
    taken = []
    for name in names:
        key = source_name_key(name)
        if key and key not in known:
            _alias, is_new = SourceAlias.objects.get_or_create(key=key, defaults={"source": kept, "name": name})
            taken += [key] if is_new else []
    return taken


def _let_searches_follow(gone: str, kept: str) -> list[dict[str, Any]]:
    """Put one key of a source for another in the searches that users saved; return what each was, and is now."""
    followed = []
    for saved in SavedSearch.objects.filter(query__contains="source="):
        params = QueryDict(saved.query, mutable=True)
        for name in ("source", "not-source"):
            keys = params.getlist(name)
            if gone in keys:
                params.setlist(name, sorted({kept if key == gone else key for key in keys}))
        query = params.urlencode()
        if query == saved.query:
            continue
        was = {"search": saved.pk, "query": saved.query, "now": query}
        if SavedSearch.objects.filter(user=saved.user_id, query=query).exists():
            seen = saved.seen_up_to.isoformat()
            was |= {"now": "", "user": saved.user_id, "name": saved.name, "seen_up_to": seen}
            saved.delete()
        else:
            saved.query = query
            saved.save()
        followed.append(was)
    return followed
