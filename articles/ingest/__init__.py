"""Ingest: files in, articles out. `load(read(paths), status=…)` is the whole of it.

`read` turns files of several formats into checked records and refusals, `load` puts into the database what is not there
yet, and `explain` says in the reader's language why something was refused or not added. `uploads` is the way of files
that people send, with a look at what would come of them in between.
"""

from articles.ingest import uploads
from articles.ingest.fields import new_identifier, to_record
from articles.ingest.load import load
from articles.ingest.readers import ENDINGS, read, read_file, total_bytes
from articles.ingest.reasons import explain, warning
from articles.ingest.records import Item, PassedOver, PersonName, Record, Refusal, SourceName
from articles.ingest.report import Report, Row

__all__ = [
    "ENDINGS",
    "Item",
    "PassedOver",
    "PersonName",
    "Record",
    "Refusal",
    "Report",
    "Row",
    "SourceName",
    "explain",
    "load",
    "new_identifier",
    "read",
    "read_file",
    "to_record",
    "total_bytes",
    "uploads",
    "warning",
]
