"""The process in which files are read: a script that Python runs by its path, with nothing of Django's.

Asked by a line of JSON on its standard input, it answers in frames on its standard output: four bytes of length, then
JSON. It ends when its input does, after a while with nothing to do, and when its memory has grown.
"""

import importlib
import json
import os
import resource
import select
import struct
import sys
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

IDLE_SECONDS = 60
_FLUSH_BYTES = 1 << 16
_FLUSH_SECONDS = 0.2
_WORN = 0.4
"""Part of the memory allowed that a process may keep; with more it ends after the file."""

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
_OUTPUT = 1
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.", "urllib."),
    *("http.", "ftplib.", "smtplib.", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
    *("os.chmod", "os.chown", "os.truncate", "os.kill", "shutil.", "tempfile."),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    memory = int(sys.argv[1]) << 20
    _prepare()
    limits = importlib.import_module("articles.ingest.limits")
    readers = importlib.import_module("articles.ingest.readers")
    apart = confine(memory)
    answers = _Answers()
    for request in _requests():
        answers.begin(request["limits"]["seconds"])
        _answer(request, answers, readers, limits.Limits(**request["limits"]))
        worn = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PEAK_UNIT > _WORN * memory
        answers.put({"end": worn, "apart": apart})
        answers.flush()
        if worn:
            break


def _prepare() -> None:
    """Make the readers importable without what stands beside them.

    The face of `articles.ingest` brings models and database; here it is an empty package. openpyxl would bring numpy,
    for cells it does not have.
    """
    root = Path(__file__).resolve().parents[3]
    sys.path.insert(0, str(root))
    faceless = types.ModuleType("articles.ingest")
    faceless.__path__ = [str(root / "articles" / "ingest")]
    sys.modules["articles.ingest"] = faceless
    sys.modules["numpy"] = None  # type: ignore[assignment]


def confine(memory: int) -> bool:
    """Take from this process all that reading does not need; what a system does not have is left out.

    Return whether it is apart from the network by the system's doing, and not by Python's alone.

    `memory` is in bytes. From here on nothing is written, nothing is run and no network is reached.
    """
    for name, limit in (
        ("RLIMIT_DATA", memory),
        ("RLIMIT_AS", memory + (512 << 20)),  # Libraries are mapped besides.
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", 64),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (AttributeError, ValueError, OSError):
            continue
    apart = _leave_network()
    sys.addaudithook(_refuse)
    return apart


def _leave_network() -> bool:
    """Go into a network of one's own, which leads nowhere; False where the system lets nobody (not Linux, mostly)."""
    import ctypes

    new_network, new_user, no_new_privileges = 0x40000000, 0x10000000, 38
    try:
        system = ctypes.CDLL(None)
        system.prctl(no_new_privileges, 1, 0, 0, 0)
        return not system.unshare(new_network) or not system.unshare(new_user | new_network)
    except (OSError, AttributeError):
        return False


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what reading a file never does; called by Python before it happens (PEP 578)."""
    if event.startswith(_FORBIDDEN) or (event == "open" and (arguments[2] or 0) & _WRITING):
        raise PermissionError(f"not while a file is read: {event}")


class _Answers:
    """What is sent, gathered to some size or for some time, since most of it is small."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._last = 0.0
        self._seconds = 0

    def begin(self, seconds: int) -> None:
        self._seconds = seconds
        self._allow_time()

    def _allow_time(self) -> None:
        """Allow so many seconds of the processor from now on; the system ends the process after them."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + self._seconds + 1
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))

    def put(self, answer: dict[str, Any]) -> None:
        frame = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._waiting += struct.pack("!I", len(frame)) + frame
        now = time.monotonic()
        if len(self._waiting) > _FLUSH_BYTES or now - self._last > _FLUSH_SECONDS:
            self.flush()
            self._last = now

    def flush(self) -> None:
        while self._waiting:
            del self._waiting[: os.write(_OUTPUT, self._waiting[:_FLUSH_BYTES])]
        self._allow_time()


def _requests() -> Iterator[dict[str, Any]]:
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield json.loads(line)


def _answer(request: dict[str, Any], answers: _Answers, readers: Any, limits: Any) -> None:
    """Read the file of a request and put what it gives."""

    def entry(number: int, name: str) -> None:
        answers.put({"entry": [number, name]})
        answers.flush()

    sidecar = request["sidecar"]
    file = readers.InputFile(
        path=Path(request["path"]),
        name=request["name"],
        sidecar=readers.InputFile(Path(sidecar), sidecar, limits=limits) if sidecar else None,
        limits=limits,
        mapping=request["mapping"],
        on_bytes=(lambda number: answers.put({"bytes": number})) if request["metered"] else None,
        on_entry=entry,
        skip=request["skip"],
    )
    if request["do"] == "columns":
        columns = readers.sample(file)
        answers.put({"columns": columns and {"headings": columns.headings, "rows": columns.rows}})
        return
    try:
        for item in readers.given(file):
            if hasattr(item, "reason"):
                answers.put({"refused": [item.file, item.line, item.reason, item.details, item.fields]})
            else:
                answers.put({"given": [item.file, item.line, item.fields]})
    except MemoryError:
        answers.put({"refused": [file.label, 0, "too_much_memory", {"limit": limits.memory_megabytes}, {}]})


if __name__ == "__main__":
    main()
