"""The end of the trash: articles are deleted for good."""

from collections.abc import Sequence

from django.db import transaction

from articles.models import Article, log_act

AT_ONCE = 200


def purge(pks: Sequence[int], *, user_id: int | None) -> int:
    """Delete articles that are in the trash for good, with their history; return how many there were.

    What says that they were there is the log. Articles outside the trash are left alone.
    """
    number = 0
    for start in range(0, len(pks), AT_ONCE):
        with transaction.atomic():
            portion = Article.objects.in_trash().filter(pk__in=pks[start : start + AT_ONCE])
            log_act(user_id, "purged", portion.only("pk", "title"))
            number += portion.count()
            portion.delete()
    return number


def purge_expired() -> int:
    """Delete what has been in the trash for longer than TRASH_DAYS; return how many articles there were.

    In the log it is the act of who put them there.
    """
    number = 0
    while portion := list(Article.objects.expired().order_by("pk").only("pk", "title", "trashed_by")[:AT_ONCE]):
        with transaction.atomic():
            for article in portion:
                log_act(article.trashed_by_id, "expired", [article])
            Article.objects.filter(pk__in=[article.pk for article in portion]).delete()
        number += len(portion)
    return number
