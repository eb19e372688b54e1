import pytest

from tests.pages.reader import Page


@pytest.fixture
def read(client):
    """Open an address and return the page as its reader meets it."""

    def read(address: str, **options) -> Page:
        return Page(client.get(address, **options))

    return read


@pytest.fixture
def queries(client, django_assert_max_num_queries):
    """Open an address and return how many queries of the database it took."""

    def count(address: str) -> int:
        with django_assert_max_num_queries(1000) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def find(read, archive_index):
    """Open the search page for these parameters, after indexing what was saved."""
    from articles import search

    def find(parameters: str, *, english: bool = False):
        search.drain()
        return read(f"{'/en' if english else ''}/search/?{parameters}")

    return find
