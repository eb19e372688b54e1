"""Several numpy arrays in one file, mapped when read: every process shares the pages, nothing is decoded.

Layout: eight bytes of magic, uint64 length of the header, uint64 CRC-32 of the header, the header (JSON: name → type,
offset, number of elements, CRC-32), then the arrays, each at a multiple of eight bytes. Numbers are little-endian.
"""

import json
import mmap
import os
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

_MAGIC = b"ARRAYS02"
_BEFORE_HEADER = 24


class DamagedFile(OSError):
    """A file of the index is cut short, or not what was written."""


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays of one dimension under their names; the file is on disk when this returns."""
    contiguous = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    header: dict[str, tuple[str, int, int, int]] = {}
    offset = 0
    for name, values in contiguous.items():
        header[name] = (values.dtype.str, offset, len(values), zlib.crc32(values.data))
        offset += values.nbytes + -values.nbytes % 8
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with path.open("wb") as file:
        file.write(_MAGIC + len(head).to_bytes(8, "little") + zlib.crc32(head).to_bytes(8, "little") + head)
        for values in contiguous.values():
            file.write(values.data)
            file.write(b"\0" * (-values.nbytes % 8))
        # The outbox forgets what is in this file: it has to outlive a loss of power.
        file.flush()
        os.fsync(file.fileno())


def read_arrays(path: Path, checked: Collection[str] | None = None) -> dict[str, np.ndarray]:
    """Return the arrays of a file as read-only views of its mapping.

    The checksums of all arrays are compared, which reads the file once (2 GB a second); with `checked` only those of
    these. Raises FileNotFoundError, and DamagedFile for a file that is cut short or is not what was written.
    """
    with path.open("rb") as file:
        if path.stat().st_size < _BEFORE_HEADER:
            raise DamagedFile(f"{path.name} is cut short")
        mapping = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = _BEFORE_HEADER + int.from_bytes(mapping[8:16], "little")
    head = mapping[_BEFORE_HEADER:start]
    if mapping[:8] != _MAGIC or start > len(mapping) or zlib.crc32(head) != int.from_bytes(mapping[16:24], "little"):
        raise DamagedFile(f"{path.name} is damaged: its header is not what was written")
    arrays: dict[str, np.ndarray] = {}
    for name, (dtype, offset, count, checksum) in json.loads(head).items():
        try:
            arrays[name] = np.frombuffer(mapping, dtype, count, start + offset) if count else np.zeros(0, dtype)
        except ValueError:
            raise DamagedFile(f"{path.name} is cut short") from None
        if (checked is None or name in checked) and zlib.crc32(arrays[name].data) != checksum:
            raise DamagedFile(f"{path.name} is damaged: {name!r} is not what was written")
    if hasattr(mmap, "MADV_DONTNEED"):
        # What the check alone has read stays in the system's cache, but is no memory of this process.
        mapping.madvise(mmap.MADV_DONTNEED)
    return arrays
