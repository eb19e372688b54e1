"""Ingest: files in, articles out. `load(read(paths), status=…)` is the whole of it.

`read` turns files of several formats into checked records and refusals, `load` puts into the database what is not there
yet, and `explain` says in the reader's language why something was refused or not added.
"""

from articles.ingest.fields import new_identifier
from articles.ingest.load import load
from articles.ingest.readers import ENDINGS, read, read_file, total_bytes
from articles.ingest.reasons import explain
from articles.ingest.records import Item, PassedOver, PersonName, Record, Refusal, SourceName
from articles.ingest.repairs import repair_articles, repair_label
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
    "repair_articles",
    "repair_label",
    "total_bytes",
]
