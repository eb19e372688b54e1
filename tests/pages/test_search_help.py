import pytest

from articles.search import LEVELS, OPERATORS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_operator_is_shown_with_its_signs_and_an_example_to_click(read, start):
    page = read(f"{start}/search/help/")
    assert page.status == 200
    examples = [link.text for link in page.all("a") if "/search/?q=" in link.attrs["href"]]
    assert examples == [operator.example for operator in OPERATORS]
    assert [kbd.text for kbd in page.all("kbd")] == [sign for operator in OPERATORS for sign in operator.signs]


def test_every_level_is_explained(read):
    page = read("/search/help/")
    for level in LEVELS:
        assert page.one("div", id=level).text


def test_every_example_can_be_clicked(read, archive_index):
    for link in read("/search/help/").all("a"):
        if "/search/?q=" in link.attrs["href"]:
            assert read(link.attrs["href"]).status == 200
