"""Files in, fields out: one format a file. Nothing here knows Django or the database.

`find` looks for files, `given` yields what one of them gives for articles, `sample` shows the columns of a table.
"""

from articles.ingest.readers.files import find
from articles.ingest.readers.formats import ENDINGS, ending, given, is_one_article, metadata_name, sample
from articles.ingest.readers.headings import guess_mapping
from articles.ingest.readers.opening import InputFile, OnBytes
from articles.ingest.readers.tables import Columns

__all__ = [
    "ENDINGS",
    "Columns",
    "InputFile",
    "OnBytes",
    "ending",
    "find",
    "given",
    "guess_mapping",
    "is_one_article",
    "metadata_name",
    "sample",
]
