"""Django's own admin, tuned. Importing this package registers its pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.article import ArticleAdmin
from articles.admin.person import PersonAdmin
from articles.admin.source import SourceAdmin, SubjectAdmin
from articles.admin.upload import UploadAdmin

__all__ = ["ArticleAdmin", "PersonAdmin", "SourceAdmin", "SubjectAdmin", "UploadAdmin"]

admin.site.site_header = _("Archive administration")
admin.site.site_title = _("Archive administration")
admin.site.index_title = _("What the archive holds")
