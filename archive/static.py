"""How static files are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = (r"""(?P<matched>(?P<names>import[^"';]+from) "(?P<url>\./[^"]+)";)""", '%(names)s "%(url)s";')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; our scripts import each other under their hashed names.

    Django's own `support_js_module_import_aggregation` reads the scripts of every package, comments included, and fails
    on an example in one of django-htmx's.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (_IMPORT,)))
