"""The processes that read: started, asked, timed, and ended where they do not answer as they should."""

import atexit
import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from signal import SIGXCPU
from typing import IO, Any

from articles.ingest.limits import Limits

_SCRIPT = Path(__file__).with_name("child.py")
_FRAME_LIMIT = 256 << 20
"""Longest answer in bytes: many times what the longest text takes."""

_START_SECONDS = 60
_MOST_IDLE = 2
_IDLE_SECONDS = 30
"""After this a child is not asked again: after a minute it ends by itself."""


log = logging.getLogger(__name__)


class Failed(Exception):
    """Raised where a child did not do what it was asked for; `reason` is one of `articles.ingest.reasons`."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


class Child:
    """A process that reads files, one after the other. `memory` is what it may hold, in megabytes."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._waiting = bytearray()
        # The path of the environment's own Python tells it where its packages are; -I, that nothing else does.
        self._process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-I", "-B", str(_SCRIPT), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            bufsize=0,
            start_new_session=True,
        )
        self._input: IO[bytes] = self._process.stdin  # type: ignore[assignment]
        self._output: IO[bytes] = self._process.stdout  # type: ignore[assignment]
        self._is_new = True
        self.is_worn = False
        self.idle_since = time.monotonic()

    def ask(self, request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
        """Send a request and yield the answers to it, up to and with the last one. Raises Failed.

        The child works ahead as far as the pipe holds; while nobody takes its answers, its time stands still.
        """
        line = json.dumps(request).encode() + b"\n"
        try:
            self._input.write(line)
        except BrokenPipeError:
            raise Failed("reader_died") from None
        received = 0
        while True:
            answer, size = self._answer(limits)
            received += size
            if limits.output_bytes is not None and received > limits.output_bytes:
                raise Failed("too_much_output", limit=limits.output_bytes >> 20)
            self.is_worn = bool(answer.get("end"))
            yield answer
            if "end" in answer:
                if not answer.get("apart"):
                    _tell_once()
                return

    def _answer(self, limits: Limits) -> tuple[dict[str, Any], int]:
        deadline = time.monotonic() + limits.seconds + (_START_SECONDS if self._is_new else 0)
        self._is_new = False
        size = int.from_bytes(self._bytes(4, deadline, limits))
        if size > _FRAME_LIMIT:
            raise Failed("too_much_output", limit=_FRAME_LIMIT >> 20)
        try:
            answer = json.loads(self._bytes(size, deadline, limits).decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            raise Failed("reader_died") from None
        if not isinstance(answer, dict):
            raise Failed("reader_died")
        return answer, size

    def _bytes(self, number: int, deadline: float, limits: Limits) -> bytes:
        descriptor = self._output.fileno()
        ready = select.poll()
        ready.register(descriptor, select.POLLIN)
        while len(self._waiting) < number:
            left = deadline - time.monotonic()
            if left <= 0 or not ready.poll(left * 1000):
                raise Failed("took_too_long", limit=limits.seconds)
            content = os.read(descriptor, 1 << 20)
            if not content:
                raise self._death(limits)
            self._waiting += content
        taken = bytes(self._waiting[:number])
        del self._waiting[:number]
        return taken

    def _death(self, limits: Limits) -> Failed:
        """Return of what a child died."""
        with suppress(subprocess.TimeoutExpired):
            if self._process.wait(5) == -SIGXCPU:
                return Failed("took_too_long", limit=limits.seconds)
        return Failed("reader_died")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._input.close()
        self._output.close()


@cache
def _tell_once() -> None:
    log.warning(
        "This system gives the processes that read files no network of their own: Python keeps them off the network, "
        "the system does not. docs/ingest.md says what that means."
    )


class _Idle:
    """Children with nothing to do, for the next file. They end by themselves after a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: list[Child] = []

    def take(self, memory: int) -> Child:
        with self._lock:
            for child in [*self._children]:
                if not child.is_alive or time.monotonic() - child.idle_since > _IDLE_SECONDS:
                    self._children.remove(child)
                    child.end()
                elif child.memory == memory:
                    self._children.remove(child)
                    return child
        return Child(memory)

    def put(self, child: Child) -> None:
        with self._lock:
            if len(self._children) < _MOST_IDLE:
                child.idle_since = time.monotonic()
                self._children.append(child)
                return
        child.end()

    def end(self) -> None:
        """End them all, and wait until they are gone."""
        with self._lock:
            while self._children:
                self._children.pop().end()

    def forget(self) -> None:
        """Leave the children to the process that started them; for a fork of it."""
        self.__init__()  # type: ignore[misc]


_IDLE = _Idle()
os.register_at_fork(after_in_child=_IDLE.forget)
end_idle = _IDLE.end
atexit.register(end_idle)


@contextmanager
def child(limits: Limits) -> Iterator[Child]:
    """Give a child to ask once. Whoever does not hear it out, for whatever reason, has ended it."""
    taken = _IDLE.take(limits.memory_megabytes)
    done = False
    try:
        yield taken
        done = True
    finally:
        if done and taken.is_alive and not taken.is_worn:
            _IDLE.put(taken)
        else:
            taken.end()
