"""Typed readers of environment variables.

Each reader notes the variable it was asked for in `DECLARED`, so that the README's settings table can be compared with
what the settings really read (`tests/test_docs.py`).
"""

import os
import zoneinfo
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")

_CONNECTIONS: dj_database_url.DBConfig = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


@dataclass(frozen=True)
class Variable:
    """One environment variable that the settings read: its name and the default a reader of the README sees."""

    name: str
    default: str


DECLARED: dict[str, Variable] = {}


def _read(name: str, default: str) -> str | None:
    """Return the variable's text without surrounding blanks, None where it is unset or empty."""
    DECLARED[name] = Variable(name, default)
    return os.environ.get(name, "").strip() or None


def text(name: str, *, shown: str) -> str:
    """Return the variable as text, "" where it is unset; `shown` says in the README what stands in then."""
    return _read(name, shown) or ""


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no; raise ImproperlyConfigured for anything else."""
    value = _read(name, "1" if default else "0")
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def integer(name: str, *, default: int, least: int = 0) -> int:
    """Return the variable as a whole number of at least `least`; raise ImproperlyConfigured for anything else."""
    value = _read(name, str(default))
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if number < least:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number of at least {least}.")
    return number


def names(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """Return the variable as a list: items are parted by commas, blanks around them do not count."""
    value = _read(name, ",".join(default))
    return [item.strip() for item in value.split(",") if item.strip()] if value else list(default)


def choice(name: str, *, default: str, options: tuple[str, ...]) -> str:
    """Return the variable as one of the options; raise ImproperlyConfigured for anything else."""
    value = (_read(name, default) or default).lower()
    if value not in options:
        raise ImproperlyConfigured(f"{name}={value!r}: write one of {', '.join(options)}.")
    return value


def time_zone(name: str, *, default: str) -> str:
    """Return the variable as the name of a time zone; raise ImproperlyConfigured for a name that is none."""
    value = _read(name, default) or default
    try:
        zoneinfo.ZoneInfo(value)
    except (KeyError, OSError, ValueError):
        raise ImproperlyConfigured(
            f"{name}={value!r}: write the name of a time zone, such as Africa/Tripoli."
        ) from None
    return value


def folder(name: str, *, default: Path, shown: str) -> Path:
    """Return the variable as an absolute folder; a relative one starts at the current directory.

    `shown` is the default as the README names it.
    """
    value = _read(name, shown)
    return Path(value).expanduser().absolute() if value else default


def database(name: str, *, default: Path, shown: str) -> dj_database_url.DBConfig:
    """Return the variable as settings of a database: sqlite:////PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME.

    `default` is the file of an SQLite database, `shown` what the README calls it. Raises ImproperlyConfigured for
    anything else, without repeating the address, which may hold a password.
    """
    value = _read(name, shown)
    if value is None:
        # Not by way of an address: a path may hold blanks, ? and #.
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default), **_CONNECTIONS}
    problem = ImproperlyConfigured(f"{name}: write postgresql://USER:PASSWORD@HOST:PORT/NAME or sqlite:////PATH.")
    if value.partition("://")[0] not in DATABASE_SCHEMES:
        raise problem
    try:
        settings = dj_database_url.parse(value)
    except ValueError:
        raise problem from None
    if not settings["NAME"]:
        raise problem
    return {**settings, **_CONNECTIONS}
