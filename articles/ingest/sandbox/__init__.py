"""Files are read in a process of its own, which can do no harm whatever a file does to it.

`given` and `columns` are `readers.given` and `readers.sample`, done by a child. It has no environment, no database, no
network and no writing; its memory, its processor time, the time until its next word and what it sends are limited
(`Limits`). What it sends is JSON and is believed to be anything: `to_record` checks it like the rows of a file.
"""

from articles.ingest.sandbox.requests import columns, given

__all__ = ["columns", "given"]
