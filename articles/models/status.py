"""What becomes of an article: draft, published, withdrawn, in the trash and back."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.history import note, remember
from articles.models.index_change import IndexChange

if TYPE_CHECKING:
    from articles.models.article import Article

AT_ONCE = 500
"""Primary keys in one query."""

LONGEST_IDENTIFIER = 200


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TRASHED = "trashed", _("in the trash")


HIDDEN = [status for status in Status if status != Status.PUBLISHED]


class TextIsThere(Exception):
    """Articles cannot come back: another one of the same source has the same text. `pairs`: (article, that other)."""

    def __init__(self, pairs: "Sequence[tuple[Article, Article]]") -> None:
        super().__init__(", ".join(f"{article.identifier}: {other.identifier}" for article, other in pairs))
        self.pairs = pairs


class StatusQuerySet(models.QuerySet["Article"]):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def published_among(self, keys: Collection[int]) -> Self:
        """The published ones of a few articles (primary keys), in no order."""
        # Not `published`: to use the index of that, SQLite reads all published articles.
        return self.filter(pk__in=keys).exclude(status__in=HIDDEN).order_by()

    def hidden(self) -> Self:
        """What is not published. Leaving these few out costs less than asking each article for its status."""
        return self.filter(status__in=HIDDEN)

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def in_trash(self) -> Self:
        return self.filter(status=Status.TRASHED)

    def out_of_trash(self) -> Self:
        return self.exclude(status=Status.TRASHED)

    def expired(self) -> Self:
        """What has been in the trash for longer than TRASH_DAYS."""
        return self.in_trash().filter(trashed_at__lt=timezone.now() - datetime.timedelta(days=settings.TRASH_DAYS))

    def editable_by(self, user: AbstractUser | AnonymousUser) -> Self:
        """All articles for editors, for uploaders the drafts they brought, for others none."""
        if user.has_perm("articles.change_article"):
            return self
        if user.is_authenticated and user.has_perm("articles.edit_own_drafts"):
            return self.filter(uploaded_by=user.pk, status=Status.DRAFT)
        return self.none()

    def set_status(self, pks: Sequence[int], *, status: Status) -> list[int]:
        """Give articles a status and note them for the search, all or none; return the keys of those that changed.

        Those of the primary keys `pks` that are not of this set, or have the status already, are left alone, and so is
        what is in the trash: `restore` brings that back.
        """
        since = timezone.now() if status == Status.PUBLISHED else None
        others = self.exclude(status__in=(status, Status.TRASHED))
        return others._put(pks, str(status), status=status, public_since=since)

    def move_to_trash(self, pks: Sequence[int], *, user_id: int | None, reason: str = "trashed") -> list[int]:
        """Put articles in the trash, from which they come back whole; return the keys of those that went.

        `reason` is the code that their histories have for it.
        """
        values = {"status": Status.TRASHED, "status_before": F("status"), "public_since": None}
        now = timezone.now()
        return self.out_of_trash()._put(pks, reason, trashed_at=now, trashed_by_id=user_id, **values)

    def taken_back(self) -> Self:
        """What lies in the trash because its upload was undone, and gives way to what comes again."""
        rows = apps.get_model("articles", "UploadRow")._default_manager
        return self.in_trash().filter(pk__in=rows.taken_back().values("article"))

    def give_way(self, identifiers: Collection[str]) -> None:
        """Let new articles have these identifiers, as far as articles have them that were taken back."""
        for article in self.taken_back().filter(identifier__in=identifiers).only("identifier"):
            end = f"~{article.pk}"
            other = f"{article.identifier[: LONGEST_IDENTIFIER - len(end)]}{end}"
            self.model.objects.filter(pk=article.pk).update(identifier=other)

    def restore(self, pks: Sequence[int]) -> list[int]:
        """Bring articles back from the trash with the status they had; return their keys. Raises TextIsThere."""
        taken = list(self._places_taken(pks))
        if taken:
            raise TextIsThere(taken)
        restored: list[int] = []
        with transaction.atomic():
            for status in Status:
                restored += (
                    self.in_trash()
                    .filter(status_before=status)
                    ._put(
                        pks,
                        "restored",
                        status=status,
                        public_since=timezone.now() if status == Status.PUBLISHED else None,
                        status_before="",
                        trashed_at=None,
                        trashed_by=None,
                    )
                )
            for start in range(0, len(restored), AT_ONCE):
                self._give_addresses_back(restored[start : start + AT_ONCE])
        return restored

    def _give_addresses_back(self, pks: Sequence[int]) -> None:
        """Let restored articles have their addresses for themselves again."""
        articles = self.model.objects
        former = apps.get_model("articles", "FormerIdentifier")._default_manager
        # Those that were merged into others.
        former.filter(identifier__in=articles.filter(pk__in=pks).values("identifier")).delete()
        # Those that were taken back with an upload, and gave way to another article, which may be gone by now.
        rows = apps.get_model("articles", "UploadRow")._default_manager.taken_back().filter(article__in=pks)
        addresses = list(rows.values_list("article", "identifier"))
        articles.give_way([identifier for _pk, identifier in addresses])
        for pk, identifier in addresses:
            taken = articles.filter(identifier=identifier) or former.filter(identifier=identifier)
            if not taken.exists():
                articles.filter(pk=pk).update(identifier=identifier)
        rows.update(reason="")

    def _places_taken(self, pks: Sequence[int]) -> "Iterator[tuple[Article, Article]]":
        """Yield articles in the trash with another one, outside it or before them, that has their text and source."""
        seen: dict[tuple[str, int | None], Article] = {}
        for start in range(0, len(pks), AT_ONCE):
            portion = self.in_trash().filter(pk__in=pks[start : start + AT_ONCE]).order_by("pk")
            same = self.model.objects.out_of_trash().filter(checksum__in=portion.order_by().values("checksum"))
            columns = ("identifier", "title", "checksum", "source")
            seen |= {(other.checksum, other.source_id): other for other in same.only(*columns)}
            for article in portion.only(*columns):
                other = seen.setdefault((article.checksum, article.source_id), article)
                if other.pk != article.pk:
                    yield article, other

    def _put(self, pks: Sequence[int], reason: str, **values: Any) -> list[int]:
        """Give those of the articles `pks` that are in this set values, with their history and the index's outbox."""
        changed: list[int] = []
        with transaction.atomic():
            for start in range(0, len(pks), AT_ONCE):
                portion = self.filter(pk__in=pks[start : start + AT_ONCE]).order_by("pk")
                ids = list(portion.select_for_update(of=("self",)).values_list("pk", flat=True))
                remember(self.model, ids)
                self.model.objects.filter(pk__in=ids).update(changed=timezone.now(), **values)
                note(self.model, ids, reason=reason)
                changed += ids
            IndexChange.objects.enqueue(changed)
        return changed

    def same_text(self, article: "Article") -> Self:
        """Other articles with the same normalised text, the one kept first foremost."""
        return self.filter(checksum=article.checksum).exclude(pk=article.pk).order_by("pk")

    def same_place(self, article: "Article") -> Self:
        """Other articles outside the trash with the same text and the same source, of which there may be none."""
        source = Q(source=article.source_id) if article.source_id else Q(source__isnull=True)
        return self.same_text(article).out_of_trash().filter(source)
