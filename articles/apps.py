"""The app's start: connect what listens."""

from typing import Any

from django import apps
from django.apps import AppConfig
from django.apps.registry import Apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

_CHANGE = ("add", "change", "view")
_EDIT = (
    *(f"articles.{act}_{kind}" for kind in ("article", "person", "source", "subject") for act in _CHANGE),
    # What stands in the form of another object is removed there, too.
    *(
        f"articles.{act}_{kind}"
        for kind in ("mention", "personalias", "sourcealias")
        for act in ("add", "change", "delete", "view")
    ),
    # Deleting puts in the trash.
    "articles.delete_article",
    "articles.publish_article",
    "articles.add_upload",
    "articles.publish_upload",
    "articles.view_upload",
    "admin.view_logentry",
)

GROUPS = {
    # Sources and subjects are chosen in the form of an own draft.
    "uploaders": (
        *("articles.add_upload", "articles.edit_own_drafts"),
        *("articles.view_source", "articles.view_subject"),
    ),
    "editors": _EDIT,
    "admins": (
        *_EDIT,
        *(f"articles.delete_{kind}" for kind in ("person", "source", "subject")),
        "articles.purge_article",
        *(f"auth.{act}_user" for act in ("add", "change", "delete", "view")),
        "auth.view_group",
    ),
}
"""The groups an archive starts with, and what their members may do."""


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from articles import checks  # noqa: F401 - registers the checks

        post_migrate.connect(ensure_groups, sender=self)


def keep_index_up() -> None:
    """Let a web process make search ready; called where a server starts.

    It sees to the index, unless `manage.py index_worker` does, or the process beside it that works on uploads:
    thousands of articles taken in here would let readers wait.
    """
    from articles import search

    search.read_data_in_background()

    if settings.INDEX_IN_WEB and not settings.UPLOADS_IN_WEB:
        search.keep_up_in_background()


def work_on_uploads() -> None:
    """Let a process beside the web processes work on uploads, unless `manage.py upload_worker` does.

    Called where a server starts.
    """
    from articles.management import uploads

    if settings.UPLOADS_IN_WEB:
        uploads.work_in_background()


def ensure_groups(using: str, apps: Apps = apps.apps, **kwargs: Any) -> None:
    """Create the groups that are missing; one that exists keeps what an administrator made of it.

    After every migration rather than in one, because Django itself creates permissions only then.
    """
    try:
        Group = apps.get_model("auth", "Group")
        Permission = apps.get_model("auth", "Permission")
    except LookupError:
        return  # The tables of accounts are not there yet; their migration comes by here again.
    by_name = {
        f"{app}.{codename}": pk
        for app, codename, pk in Permission.objects.using(using).values_list(
            "content_type__app_label", "codename", "pk"
        )
    }
    for name, codenames in GROUPS.items():
        if by_name.keys() >= {*codenames}:
            group, created = Group.objects.using(using).get_or_create(name=name)
            if created:
                group.permissions.set(by_name[codename] for codename in codenames)
