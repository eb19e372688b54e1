"""What reading one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take, with all that lies in it. Sizes are in megabytes (2**20 bytes); None is no limit.

    `file_megabytes` is its size, `unpacked_megabytes` what it may have unpacked, `memory_megabytes` what the process
    that reads it may hold, `seconds` how long that may work before another article comes, `articles` how many come,
    `entries` how many files lie in a .zip, and `depth` how many files may lie one in the other.
    """

    file_megabytes: int | None = 50
    unpacked_megabytes: int | None = 500
    memory_megabytes: int = 768
    seconds: int = 30
    articles: int | None = 100_000
    entries: int = 50_000
    depth: int = 3

    @property
    def output_bytes(self) -> int | None:
        """How much the reading process may send: thrice what is unpacked, since names of columns come with each row."""
        return None if self.unpacked_megabytes is None else 3 * self.unpacked_megabytes << 20


STANDARD = Limits()
UNLIMITED = Limits(file_megabytes=None, unpacked_megabytes=None, articles=None)
"""For files of the operator's own, whatever their size; memory and time stay limited."""
