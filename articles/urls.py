"""Addresses of the archive's pages."""

from django.contrib.auth import views as auth_views
from django.contrib.sitemaps import views as sitemap_views
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from articles.sitemaps import SITEMAPS
from articles.views import (
    account,
    article,
    coverage,
    dates,
    dates_day,
    dates_hijri,
    facets,
    facets_time,
    feeds,
    history,
    home,
    names,
    network,
    opensearch,
    people,
    preferences,
    proposals,
    records,
    robots,
    saved,
    search,
    sources,
    subjects,
    suggestions,
    upload,
    upload_files,
    upload_review,
    upload_row,
)


class YearConverter:
    """A year of four digits."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class TwoDigitConverter(YearConverter):
    """A month or a day: read with or without its zero, written with it."""

    regex = "[0-9]{1,2}"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class NameConverter(StringConverter):
    """Any text without a slash, and without the NUL that PostgreSQL refuses."""

    regex = "[^/\0]+"


register_converter(NameConverter, "name")
register_converter(YearConverter, "year")
register_converter(TwoDigitConverter, "two")

# Who types the address finds the button: a link elsewhere must not be able to log anybody out.
LOG_OUT = auth_views.LogoutView.as_view(
    http_method_names=["get", "head", "post", "options"], template_name="registration/logout.html"
)

app_name = "articles"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("search/", search.results, name="search"),
    path("search/help/", search.help_page, name="search_help"),
    path("search/feed/", feeds.of_search, name="search_feed"),
    path("search/date/", facets_time.dates, name="facet_dates"),
    path("search/suggestions/", suggestions.options, name="suggestions"),
    path("search/suggestions.json", suggestions.for_browsers, name="suggestions_json"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("search/<slug:field>/", facets.facet, name="facet"),
    path("searches/", history.history, name="history"),
    path("searches/saved/", saved.saved_searches, name="saved_searches"),
    path("searches/saved/<int:pk>/", saved.saved_search, name="saved_search"),
    path("feed/", feeds.archive, name="feed"),
    path("articles/<name:identifier>/", article.article, name="article"),
    path("articles/<name:identifier>/received.txt", article.received, name="received"),
    path("articles/<name:identifier>/compare/<name:other>/", article.compare, name="compare"),
    path("dates/", dates.dates, name="dates"),
    path("dates/undated/", dates.undated, name="undated"),
    path("dates/hijri/", dates_hijri.years, name="hijri_years"),
    path("dates/hijri/<year:year>/", dates_hijri.year, name="hijri_year"),
    path("dates/hijri/<year:year>/<two:month>/", dates_hijri.month, name="hijri_month"),
    path("dates/every-year/<two:month>/<two:day>/", dates_day.every_year, name="every_year"),
    path("dates/<year:year>/", dates.year, name="year"),
    path("dates/<year:year>/<two:month>/", dates.month, name="month"),
    path("dates/<year:year>/<two:month>/<two:day>/", dates_day.day, name="day"),
    path("people/", people.people, name="people"),
    path("people/proposals/", proposals.proposals, name="proposals"),
    path("people/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("people/merges/", records.merges, name="merges"),
    path("people/decisions/", records.decisions, name="decisions"),
    path("people/mentions/<int:pk>/", records.mention, name="mention"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/names/", names.names, name="names"),
    path("people/<int:pk>/network/", network.network, name="network"),
    path("people/<int:pk>/merge/", records.merge, name="merge"),
    path("people/<int:pk>/split/", records.split, name="split"),
    path("people/<int:pk>/feed/", feeds.of_person, name="person_feed"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<name:key>/", sources.source, name="source"),
    path("sources/<name:key>/feed/", feeds.of_source, name="source_feed"),
    path("subjects/", subjects.subjects, name="subjects"),
    path("subjects/<int:pk>/", subjects.subject, name="subject"),
    path("subjects/<int:pk>/feed/", feeds.of_subject, name="subject_feed"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("upload/", upload.UploadPage.as_view(), name="upload"),
    path("upload/article/", upload.SinglePage.as_view(), name="upload_single"),
    path("upload/<uuid:key>/", upload_review.review, name="upload_review"),
    path("upload/<uuid:key>/rows/<int:pk>/", upload_row.row, name="upload_row"),
    path("upload/<uuid:key>/refused.csv", upload_files.refused, name="upload_refused"),
    path("upload/<uuid:key>/files/<int:number>/", upload_files.original, name="upload_original"),
    path("upload/<uuid:key>/files/<int:number>/columns/", upload_files.columns, name="upload_columns"),
    path("login/", auth_views.LoginView.as_view(), name="login"),
    path("logout/", LOG_OUT, name="logout"),
    path("password/", account.PasswordPage.as_view(), name="password"),
]

# The same in every language.
site_patterns: list[URLPattern] = [
    path("robots.txt", robots.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
