"""Addresses: Arabic pages at the root, the same pages in English below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles import urls as articles_urls

# No address asks Accept-Language: a link shows the same page to everyone who opens it.
urlpatterns = [
    *articles_urls.site_patterns,
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("articles.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"
