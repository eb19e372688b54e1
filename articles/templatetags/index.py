"""What those who keep the archive should know of its search index."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search

register = template.Library()


@register.simple_tag
def search_trouble() -> str:
    """Say what is wrong with the search index, "" where nothing is."""
    if not search.is_ready():
        return _("The search index cannot be read. On the server, run: manage.py check_index --repair")
    waiting = search.waiting()
    if waiting.since and waiting.overdue:
        text = _("Changes have waited for the search index since %(time)s. The archive's log says why.")
        return text % {"time": f"{timezone.localtime(waiting.since):%Y-%m-%d %H:%M}"}
    return ""
