"""Persons as they are named on the command line."""

from django.core.management.base import CommandError

from articles.models import Person


def people_called(name: str) -> list[int]:
    """Return the primary keys of the persons of that name or number; raise CommandError where there is none."""
    found = Person.objects.filter(pk=int(name)) if name.isdecimal() else Person.objects.named(name)
    if not found:
        raise CommandError(f"No person is called {name!r}. Names are listed at /people/.")
    return [person.pk for person in found]
