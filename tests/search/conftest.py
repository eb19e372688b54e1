import pytest

# What needs Django's apps is imported in the fixtures: this file may be read before they are loaded.


@pytest.fixture
def found(db, archive_index):
    """Search and return the identifiers found, in order; articles saved before are indexed first."""
    from articles import search

    def identifiers(query: str = "", **fields) -> list[str]:
        search.drain()
        results = search.run(search.SearchRequest(query=query, per_page=100, **fields))
        assert results.total == len(results.hits)
        return [hit.article.identifier for hit in results.hits]

    return identifiers


@pytest.fixture
def texts(found):
    """Save one article a keyword: its identifier and its text."""
    from tests.factories import make_article

    def save(**of: str) -> None:
        for identifier, text in of.items():
            make_article(identifier=identifier, title="خبر", text=text)

    return save
