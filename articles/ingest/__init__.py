"""Ingest: files in, articles out. `load(read(paths), status=…)` is the whole of it.

`read` turns files of several formats into checked records and refusals (`read_safely` one file, in a process that can
do no harm), `load` puts into the database what is not there yet, and `explain` says in the reader's language why
something was refused or not added. A table whose columns have names of their own is read by a mapping, which
`guess_mapping` proposes for the headings that `columns` finds. `uploads` is the way of files that people send, with a
look at what would come of them in between.
"""

from articles.ingest import uploads
from articles.ingest.authorities import known_sources
from articles.ingest.fields import new_identifier, to_record
from articles.ingest.limits import Limits
from articles.ingest.load import load
from articles.ingest.readers import ENDINGS, Columns, guess_mapping, metadata_name
from articles.ingest.reading import columns, read, read_file, read_safely, total_bytes
from articles.ingest.reasons import explain, warning
from articles.ingest.records import Item, PassedOver, PersonName, Record, Refusal, SourceName
from articles.ingest.repairs import repair_articles, repair_label
from articles.ingest.report import Report, Row

__all__ = [
    "ENDINGS",
    "Columns",
    "Item",
    "Limits",
    "PassedOver",
    "PersonName",
    "Record",
    "Refusal",
    "Report",
    "Row",
    "SourceName",
    "columns",
    "explain",
    "guess_mapping",
    "known_sources",
    "load",
    "metadata_name",
    "new_identifier",
    "read",
    "read_file",
    "read_safely",
    "repair_articles",
    "repair_label",
    "to_record",
    "total_bytes",
    "uploads",
    "warning",
]
