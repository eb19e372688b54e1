"""After changes in bulk, which send no signals: the search index, and what the editor hears of it."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles import search


def bring_search_up_to_date(request: HttpRequest) -> None:
    """Take what is noted in the outbox into the search index; say so where it has to wait."""
    if not search.drain_quietly():
        messages.warning(request, _("The changes are saved. The search index is busy and takes them in later."))
