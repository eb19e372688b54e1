"""What pages of uploads say of rows and of progress, in the reader's words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import ingest
from articles.ingest import uploads
from articles.models import Upload, UploadRow
from articles.preferences import grouped
from articles.views.upload_groups import field_label


def dress(rows: Iterable[UploadRow]) -> None:
    """Give rows what a list shows of them: the name of the source, reasons, warnings and proposals in words."""
    shown: list[Any] = list(rows)
    names = ingest.known_sources({row.source for row in shown})
    for row in shown:
        row.shown_source = names.get(row.source, row.source)
        row.explanation = ingest.explain(row.reason, row.details)
        row.percent = int(100 * (row.copy_share or 0))
        row.shown_warnings = [ingest.warning(code) for code in row.warnings]
        row.shown_proposals = [shown_proposal(one) for one in row.proposals if not one["state"]]


def shown_proposal(proposal: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """Return a proposal with what it is called, its value as a text and its confidence in hundredths."""
    value = proposal["value"]
    return {
        **proposal,
        "number": number,
        "label": field_label(proposal["field"]),
        "text": value if isinstance(value, str) else "؛ ".join(value),
        "percent": int(100 * proposal["confidence"]),
    }


def shown_progress(upload: Upload) -> dict[str, Any]:
    """Return how far an upload has come, and how long it still takes, as its page says it."""
    progress = uploads.progress_of(upload)
    return {
        "progress": progress,
        "percent": int(100 * progress.share),
        "rate": round(progress.rate) if progress.rate else None,
        "time_left": _in_words(progress.seconds_left) if progress.seconds_left is not None else "",
    }


def _in_words(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 60:
        return ngettext("about %(number)s minute", "about %(number)s minutes", minutes) % {"number": grouped(minutes)}
    hours = round(minutes / 60)
    return ngettext("about %(number)s hour", "about %(number)s hours", hours) % {"number": grouped(hours)}
