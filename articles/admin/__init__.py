"""Django's own admin, tuned. Importing this package registers its pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.article import ArticleAdmin
from articles.admin.log import LogAdmin
from articles.admin.person import PersonAdmin
from articles.admin.queue import DraftAdmin
from articles.admin.source import SourceAdmin, SubjectAdmin
from articles.admin.trash import TrashAdmin
from articles.admin.upload import UploadAdmin
from articles.admin.user import AccountAdmin

__all__ = [
    "AccountAdmin",
    "ArticleAdmin",
    "DraftAdmin",
    "LogAdmin",
    "PersonAdmin",
    "SourceAdmin",
    "SubjectAdmin",
    "TrashAdmin",
    "UploadAdmin",
]

admin.site.site_header = _("Archive administration")
admin.site.site_title = _("Archive administration")
admin.site.index_title = _("What the archive holds")
