"""Where nothing more can be written: what was saved stays, readers go on, and with room everything is made up for."""

import pytest

pytestmark = pytest.mark.faults

LIMITS = [1, 500, 3000, 20_000, 60_000]
"""Bytes beyond which no file can grow; the first stops every write, the last only those of a large segment."""


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("act", ["drain", "rebuild", "edit"])
def test_disk_full(processes, agree, tmp_path, act, limit):
    processes.ask("fill", 30)
    public = processes.ask("change_many")
    arguments = {"drain": [5], "rebuild": [], "edit": [7]}[act]
    failure = processes.ask("with_files_up_to", limit, "@outcome", f"@{act}", *arguments)
    assert failure in {"", "OSError", "OperationalError"}
    assert failure or limit > 1
    assert list(agree().values()).count("there") == public
    assert processes.ask("outcome", f"@{act}", *arguments) == ""
    assert list(agree().values()).count("there") == public


def test_during_an_import(processes, agree, tmp_path):
    file = tmp_path / "articles.jsonl"
    processes.ask("write_articles", file, 60)
    for limit in LIMITS:
        failure = processes.ask("with_files_up_to", limit, "@command", "import_articles", str(file))
        assert failure.startswith("Stopped") or not failure
        agree()
    processes.ask("import_file", file)
    assert len(agree()) == 60
