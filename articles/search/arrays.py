"""Several numpy arrays in one file, mapped when read: every process shares the pages, nothing is decoded.

Layout: eight bytes of magic, uint64 length of the header, the header (JSON: name → type, offset, number of elements),
then the arrays, each at a multiple of eight bytes. Numbers are little-endian.
"""

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np

_MAGIC = b"ARRAYS01"


class ArrayFileError(OSError):
    """A file of arrays is cut short or is none."""


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays of one dimension under their names."""
    contiguous = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    header: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, values in contiguous.items():
        header[name] = (values.dtype.str, offset, len(values))
        offset += values.nbytes + -values.nbytes % 8
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with path.open("wb") as file:
        file.write(_MAGIC + len(head).to_bytes(8, "little") + head)
        for values in contiguous.values():
            file.write(values.data)
            file.write(b"\0" * (-values.nbytes % 8))
        # The outbox forgets what is in this file: it has to outlive a loss of power.
        file.flush()
        os.fsync(file.fileno())


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """Return the arrays of a file as read-only views of its mapping.

    Raises FileNotFoundError, and ArrayFileError for a file that is cut short or is no file of arrays.
    """
    with path.open("rb") as file:
        if path.stat().st_size < 16:
            raise ArrayFileError(f"{path.name} is cut short")
        mapping = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    length = int.from_bytes(mapping[8:16], "little")
    if mapping[:8] != _MAGIC or 16 + length > len(mapping):
        raise ArrayFileError(f"{path.name} is no file of arrays")
    try:
        header = json.loads(mapping[16 : 16 + length])
        return {
            name: np.frombuffer(mapping, dtype, count, 16 + length + offset)
            for name, (dtype, offset, count) in header.items()
        }
    except ValueError as error:
        raise ArrayFileError(f"{path.name} is damaged: {error}") from error
