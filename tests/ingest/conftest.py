import pytest

# What needs Django's apps is imported in the fixtures: this file may be read before they are loaded.


@pytest.fixture
def load(db, tmp_path):
    """Import rows from a file and return the report."""
    from articles import ingest
    from articles.models import Status
    from tests.ingest.samples import write_jsonl

    def load_rows(*rows, name="news.jsonl", **options):
        path = write_jsonl(tmp_path / name, rows)
        return ingest.load(ingest.read([path]), **{"status": Status.PUBLISHED, **options})

    return load_rows


@pytest.fixture
def read_bytes(tmp_path):
    """Read bytes as a file of some name, in this process; return what comes."""
    from articles import ingest

    def read(name, content, **options):
        path = tmp_path / "stored"
        path.write_bytes(content)
        return [*ingest.read_file(path, name=name, **options)]

    return read
