"""Many processes at once, for half a minute; and the index worker beside them."""

import os
import signal

import pytest

from tests.faults.conftest import PATIENCE

pytestmark = pytest.mark.faults

SECONDS = 30


def test_four_writers_and_four_readers(processes, agree, tmp_path, tell):
    processes.ask("fill", 30)
    logs = [tmp_path / f"log{seed}" for seed in range(1, 5)]
    writers = [processes.start("write_for", SECONDS, seed, log) for seed, log in enumerate(logs, start=1)]
    readers = [processes.start("read_for", SECONDS, seed) for seed in range(4)]
    rebuilds = 0
    while any(process.is_alive() for process, _answer in writers):
        processes.ask("rebuild")
        rebuilds += 1
    written = sum(processes.result(*writer) for writer in writers)
    assert written >= 4 * len(writers)
    looked = 0
    for reader in readers:
        number, problems = processes.result(*reader)
        assert number
        assert not problems
        looked += number
    tell(f"{written} articles written, {looked} pages read, {rebuilds} rebuilds in {SECONDS} seconds")
    states = agree()
    assert_as_told(logs, states)


def test_the_worker_takes_in_what_others_save_and_ends_when_asked(processes, agree):
    worker, answer = processes.start("command", "index_worker")
    try:
        for number in range(3):
            processes.ask("save_for_the_worker", f"w{number}")
            while processes.ask("waiting"):
                assert worker.is_alive()
    finally:
        os.kill(worker.pid, signal.SIGTERM)
    assert processes.result(worker, answer) == ""
    assert set(agree()) == {"w0", "w1", "w2"}


def test_a_killed_worker_leaves_everything_to_the_next(processes, agree):
    worker, _answer = processes.start("command", "index_worker")
    processes.ask("save_for_the_worker", "w0")
    worker.kill()
    worker.join(PATIENCE)
    processes.ask("save_for_the_worker", "w1")
    worker, answer = processes.start("command", "index_worker")
    while processes.ask("waiting"):
        assert worker.is_alive()
    worker.terminate()
    assert processes.result(worker, answer) == ""
    assert set(agree()) == {"w0", "w1"}


def assert_as_told(logs, states):
    """Every article is in the state that its writer left it in."""
    for log in logs:
        last = {}
        for line in log.read_text(encoding="utf-8").splitlines():
            what, name, state = line.split()
            last[name] = state if what == "done" else last.get(name)
        assert {name: states.get(name, "gone") for name in last} == last
