"""Settings of the archive. Everything an operator may change is read through `archive.env`; README lists it.

Defaults are those of a public site: DEBUG off, HTTPS expected. `make run` asks for plain HTTP on the loopback address.
"""

import contextlib
import os
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from archive import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What this instance writes, all of it below one folder ------------------------------------------------------------
ARCHIVE_HOME = env.folder("ARCHIVE_HOME", default=BASE_DIR / "var", shown="var/")
INDEX_ROOT = ARCHIVE_HOME / "index"
MEDIA_ROOT = ARCHIVE_HOME / "uploads"
STATIC_ROOT = ARCHIVE_HOME / "static"
LOG_ROOT = ARCHIVE_HOME / "logs"
try:
    for _folder in (ARCHIVE_HOME, INDEX_ROOT, MEDIA_ROOT, STATIC_ROOT, LOG_ROOT):
        _folder.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as _error:
    raise ImproperlyConfigured(f"ARCHIVE_HOME={str(ARCHIVE_HOME)!r}: no folder can be made there ({_error}).") from None


def _kept_secret(path: Path) -> str:
    """Return the secret in `path`; the first call makes one, readable by its owner alone.

    The file appears whole or not at all (a link fails where another process was first), so that processes which start
    together agree on one secret.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
            out.write(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


# --- Safety -----------------------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
HTTPS = env.flag("HTTPS", default=not DEBUG)
SECRET_KEY = env.text("SECRET_KEY", shown="made on the first start, kept in ARCHIVE_HOME") or _kept_secret(
    ARCHIVE_HOME / "secret_key"
)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")

SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
_hsts_seconds = env.integer("HSTS_SECONDS", default=30 * 24 * 3600)
SECURE_HSTS_SECONDS = _hsts_seconds if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds a whole domain for years: its owner's decision, not a default.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
# Browsers keep cookies by host, not by port: two archives on one machine must not sign each other's users out.
_INSTANCE = sha256(str(ARCHIVE_HOME).encode()).hexdigest()[:8]
SESSION_COOKIE_NAME = f"session-{_INSTANCE}"
CSRF_COOKIE_NAME = f"csrf-{_INSTANCE}"
HISTORY_COOKIE_NAME = f"searches-{_INSTANCE}"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- Django -----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    # Before Haystack: our rebuild_index takes the place of its own.
    "articles",
    "haystack",
    # Its Arabic texts and its checks; the archive's own pages show what it keeps.
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "articles.preferences.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.models.history_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "articles.preferences.context",
            ],
        },
    },
]

# --- Database ---------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": env.database(
        "DATABASE_URL", default=ARCHIVE_HOME / "archive.sqlite3", shown="SQLite file in ARCHIVE_HOME"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Readers go on while one writer writes; a second writer waits its turn instead of failing.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Search -----------------------------------------------------------------------------------------------------------
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "articles.search.engine.ArabicWhooshEngine",
        "PATH": str(INDEX_ROOT),
    }
}
# Whether web processes take what they save into the index themselves; otherwise `manage.py index_worker` does.
INDEX_IN_WEB = env.flag("INDEX_IN_WEB", default=True)
# What a process keeps of words and queries that were asked for; the index itself is mapped and shared.
INDEX_CACHE_BYTES = env.integer("INDEX_CACHE_MB", default=128, least=1) * 2**20
# How many processes build the index anew (`manage.py rebuild_index`); each takes some 500 MB.
INDEX_PROCESSES = env.integer("INDEX_PROCESSES", default=2, least=1)
# A query that takes longer shows what it has found by then.
QUERY_SECONDS = 2.0
HAYSTACK_SIGNAL_PROCESSOR = "articles.search.signals.OutboxSignalProcessor"

# --- Persons ----------------------------------------------------------------------------------------------------------
# Which mentions of persons readers see: what editors confirmed, or what was found with confidence as well.
PERSONS_SHOWN = env.choice("PERSONS_SHOWN", default="confident", options=("confident", "confirmed"))

# --- Uploads ----------------------------------------------------------------------------------------------------------
# Whether web processes start a worker beside them that works on uploads; otherwise `manage.py upload_worker` does.
UPLOADS_IN_WEB = env.flag("UPLOADS_IN_WEB", default=True)
UPLOAD_MAX_MEGABYTES = env.integer("UPLOAD_MAX_MEGABYTES", default=50, least=1)
UPLOAD_MAX_TOTAL_MEGABYTES = env.integer("UPLOAD_MAX_TOTAL_MEGABYTES", default=500, least=1)
UPLOAD_MAX_FILES = env.integer("UPLOAD_MAX_FILES", default=1000, least=1)
UPLOAD_MAX_ARTICLES = env.integer("UPLOAD_MAX_ARTICLES", default=100_000, least=1)
# What reading one file may cost: the fields of `ingest.Limits`.
READ_LIMITS = {
    "file_megabytes": UPLOAD_MAX_MEGABYTES,
    "unpacked_megabytes": env.integer("READ_MAX_UNPACKED_MEGABYTES", default=500, least=1),
    "memory_megabytes": env.integer("READ_MAX_MEMORY_MEGABYTES", default=768, least=128),
    "seconds": env.integer("READ_MAX_SECONDS", default=30, least=1),
    "articles": env.integer("READ_MAX_ARTICLES", default=100_000, least=1),
    "entries": env.integer("READ_MAX_ENTRIES", default=50_000, least=1),
    "depth": env.integer("READ_MAX_DEPTH", default=3, least=1),
}
# Django cuts a request off here without a word for the user; the form's own limit, which explains, comes first.
DATA_UPLOAD_MAX_NUMBER_FILES = 5 * UPLOAD_MAX_FILES
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- Keeping ----------------------------------------------------------------------------------------------------------
# Deleted articles rest so long before `manage.py empty_trash` takes them away.
TRASH_DAYS = env.integer("TRASH_DAYS", default=30, least=1)

# An address typed without its scheme is an https one.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Language ---------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "archive.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", default="UTC")

# --- Static files -----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "archive.static.StaticFiles"
    },
}

# --- Accounts ---------------------------------------------------------------------------------------------------------
LOGIN_URL = "articles:login"
LOGIN_REDIRECT_URL = "articles:upload"
LOGOUT_REDIRECT_URL = "articles:home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Log --------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
        "file": {
            # A watched file can be rotated by the system's logrotate while several processes write to it.
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(LOG_ROOT / "archive.log"),
            "encoding": "utf-8",
            "formatter": "line",
            "delay": True,
        },
    },
    "root": {"handlers": ["console", "file"], "level": "INFO"},
}
