"""Killed at any moment, the archive loses nothing: by SIGKILL, between two lines of its code or at any time."""

import os
import random

import pytest

from tests.faults.conftest import moments

pytestmark = pytest.mark.faults

SWAP = {"rebuild", "make_live", "replace_file", "_delete_all_but", "forget", "_verify_count", "writing"}
"""What runs between a new index that is whole and readers that use it."""
COMMIT = {"commit", "write", "replace_file", "synchronize", "take_in", "drain_batch", "note_drained", "forget", "tidy"}
"""What runs between the outbox and an index that has taken it in."""
SAVE = {"save", "enqueue", "_enqueue", "_article_changed", "set_status", "drain_quietly", "drain", "drain_batch"}
"""What runs between a change and its row in the outbox, and between that and the index."""


def test_during_an_import(processes, agree, tmp_path):
    file = tmp_path / "articles.jsonl"
    processes.ask("write_articles", file, 60)
    last = processes.lines(None, "import_file", file)
    for moment in moments("import", 12, last):
        processes.ask("empty")
        assert processes.kill_at_line(moment, None, "import_file", file)
        agree()
        processes.ask("import_file", file)
        assert len(agree()) == 60


@pytest.mark.parametrize(("functions", "number"), [(None, 8), (SAVE, 10)], ids=["at any point", "at the outbox"])
def test_while_articles_are_saved(processes, agree, log, functions, number):
    last = processes.lines(functions, "save_one_by_one", log, 0, 8)
    for seed, moment in enumerate(moments("save", number, last), start=1):
        assert processes.kill_at_line(moment, functions, "save_one_by_one", log, seed, 20)
        assert_as_told(log, agree())


def test_while_the_outbox_is_drained(processes, agree):
    processes.ask("fill", 30)
    processes.ask("change_many")
    last = processes.lines(None, "drain", 5)
    for moment in moments("drain", 8, last):
        processes.ask("empty")
        processes.ask("fill", 30)
        public = processes.ask("change_many")
        assert processes.kill_at_line(moment, None, "drain", 5)
        states = agree()
        assert list(states.values()).count("there") == public


def test_at_every_line_of_a_commit(processes, agree):
    processes.ask("fill", 10)
    processes.ask("change_many")
    line = 1
    while processes.kill_at_line(line, COMMIT, "drain", 100):
        agree()
        processes.ask("change_many")
        line += 1
    assert line > 50


@pytest.mark.parametrize(("functions", "number"), [(None, 6), (SWAP, 8)], ids=["at any point", "at its end"])
def test_during_a_rebuild(processes, agree, tmp_path, functions, number):
    processes.ask("fill", 30)
    running = tmp_path / "running"
    running.touch()
    last = processes.lines(functions, "rebuild")
    reader = processes.start("count_while", running)
    kills = 0
    for seed, moment in enumerate(moments("rebuild", 2 * number, last)):
        processes.ask("edit", seed)
        # What was killed goes on where it was and has fewer lines before it: it may come to its end before this one.
        kills += processes.kill_at_line(moment, functions, "rebuild")
        assert len(agree()) == 30
    assert kills >= number
    assert processes.ask("rebuild") == 30
    running.unlink()
    searches, totals = processes.result(*reader)
    assert searches
    assert totals == [30]
    assert len(agree()) == 30


@pytest.mark.skipif(os.cpu_count() == 1, reason="another process needs another processor")
@pytest.mark.parametrize("killing", [False, True])
def test_a_rebuild_in_two_processes(processes, agree, killing):
    processes.ask("fill", 60)
    articles, of_the_other, killed = processes.ask("rebuild_in_two_processes", killing=killing)
    assert (articles, killed) == (60, int(killing))
    assert killing or of_the_other
    assert len(agree()) == 60


@pytest.mark.skipif(os.cpu_count() == 1, reason="another process needs another processor")
def test_a_rebuild_in_two_processes_killed_at_any_time(processes, agree):
    processes.ask("fill", 60)
    chance = random.Random("two processes")
    for _ in range(4):
        processes.kill_after(chance.uniform(0.1, 3.0), "rebuild_in_two_processes")
        assert len(agree()) == 60
    assert processes.ask("rebuild") == 60
    assert len(agree()) == 60


def test_at_any_time(processes, agree, tmp_path, log):
    """Not between two lines of ours, but wherever the database and the system happen to be."""
    file = tmp_path / "articles.jsonl"
    processes.ask("write_articles", file, 60)
    chance = random.Random("any time")
    for seed in range(100, 106):
        processes.kill_after(chance.uniform(0.05, 0.4), "save_one_by_one", log, seed, 1000)
        assert_as_told(log, agree())
        processes.kill_after(chance.uniform(0.05, 0.4), "import_file", file)
        agree()
    processes.ask("import_file", file)
    states = agree()
    assert {f"i{number}" for number in range(60)} <= states.keys()


def test_there_were_enough(processes, tell):
    tell(f"{processes.kills} kills")
    assert processes.kills >= 100


def assert_as_told(log, states):
    """What was done before the kill is done; what had begun is done or is not."""
    done, begun = {}, {}
    for line in log.read_text(encoding="utf-8").splitlines():
        what, name, state = line.split()
        if what == "begin":
            begun[name] = state
        else:
            done[name] = begun.pop(name)
    for name in done.keys() | begun.keys():
        now = states.get(name, "gone")
        assert now in {done.get(name, "gone"), begun.get(name, done.get(name))}, name
