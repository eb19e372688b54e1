"""Damaged files, as processes that start afterwards find them."""

import pytest

pytestmark = pytest.mark.faults


def flipped(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def halved(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [flipped, halved])
@pytest.mark.parametrize("pattern", ["*.arrays", "*.toc", "stamp", "../current"])
def test_damage(processes, agree, pattern, damage):
    processes.ask("fill", 30)
    damage(next(processes.ask("index_folder").glob(pattern)))
    assert processes.ask("found_or_not_ready") == "not ready"
    processes.ask("outcome", "@edit", 1)
    assert processes.ask("check")[0] is False
    assert processes.ask("command", "check_index")
    assert processes.ask("command", "check_index", repair=True) == ""
    assert processes.ask("found_or_not_ready") == "found"
    assert len(agree()) == 30
