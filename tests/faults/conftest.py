"""Processes of their own on one archive: started, killed, asked."""

import multiprocessing
import os
import random
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

# For the processes alone: it changes Django's settings as it is read.
collect_ignore = ["acts.py"]

PATIENCE = 120
"""Seconds within which a process has to answer."""


def _answer(out: Connection, name: str, args: tuple[Any, ...], options: dict[str, Any]) -> None:
    from tests.faults import acts

    args = tuple(getattr(acts, one[1:]) if isinstance(one, str) and one.startswith("@") else one for one in args)
    out.send(getattr(acts, name)(*args, **options))


class Processes:
    """Runs functions of `tests.faults.acts`, named by strings (as arguments with @ before them)."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["pytest", "tests.faults.conftest", "tests.faults.acts"])
        self.kills = 0
        self._started: list[Any] = []

    def start(self, name: str, *args: Any, **options: Any) -> tuple[Any, Connection]:
        """Start a process; return it, and where its answer comes."""
        answer, out = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_answer, args=(out, name, args, options))
        process.start()
        out.close()
        self._started = [one for one in self._started if one.is_alive()] + [process]
        return process, answer

    def kill_all(self) -> None:
        """End what a test that failed has left."""
        for process in self._started:
            process.kill()
            process.join()

    def ask(self, name: str, *args: Any, **options: Any) -> Any:
        """Return what a function returns in a process of its own; fail where it raises."""
        return self.result(*self.start(name, *args, **options))

    def result(self, process: Any, answer: Connection) -> Any:
        assert answer.poll(PATIENCE), "no answer"
        found = answer.recv()  # EOFError where the process died; what it raised stands in the captured errors
        process.join(PATIENCE)
        answer.close()
        assert process.exitcode == 0
        return found

    def kill_at_line(self, line: int, functions: set[str] | None, name: str, *args: Any) -> bool:
        """Run a function and let it be killed before a line of its own code; return whether it came to that line."""
        process, answer = self.start("until_line", line, functions, f"@{name}", *args)
        process.join(PATIENCE)
        answer.close()
        assert process.exitcode in (0, -9)
        self.kills += process.exitcode == -9
        return process.exitcode == -9

    def kill_after(self, seconds: float, name: str, *args: Any) -> None:
        """Run a function and kill it after some time."""
        process, answer = self.start(name, *args)
        process.join(seconds)
        process.kill()
        process.join(PATIENCE)
        answer.close()
        self.kills += process.exitcode == -9

    def lines(self, functions: set[str] | None, name: str, *args: Any) -> int:
        """Return how many lines there are to be killed at."""
        return self.ask("until_line", -1, functions, f"@{name}", *args)


@pytest.fixture(scope="session")
def _processes():
    if os.environ.get("DATABASE_URL"):
        pytest.skip("these tests empty the database that they work on")
    processes = Processes()
    processes.ask("begin")
    return processes


@pytest.fixture
def processes(_processes):
    """Processes on an empty archive."""
    _processes.ask("empty")
    yield _processes
    _processes.kill_all()


@pytest.fixture
def agree(processes) -> Callable[[], dict[str, str]]:
    """Check that index and database agree and return the articles: nothing is repaired, only what waits is drained.

    Before that, whatever is found is in the database.
    """

    def check() -> dict[str, str]:
        verdict = processes.ask("verdict")
        assert set(verdict["found"]) <= verdict["states"].keys()
        assert verdict["agree"]
        assert verdict["agree_when_drained"] == (True, 0)
        public = sorted(name for name, state in verdict["states"].items() if state == "there")
        assert verdict["found_when_drained"] == public
        return verdict["states"]

    return check


@pytest.fixture
def tell(capsys) -> Callable[[str], None]:
    """Print a figure for docs/reliability.md."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return say


def moments(seed: str, number: int, last: int) -> list[int]:
    """Return lines to be killed at, one in each of as many equal stretches."""
    chance = random.Random(seed)
    return [chance.randint(part * last // number + 1, (part + 1) * last // number) for part in range(number)]


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "log"
