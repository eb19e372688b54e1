import pytest

from articles import search
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def marked(*marks, **fields):
    """Mark these words of an article, given as field and words."""
    article = make_article(**fields)
    places = {}
    for field, words in marks:
        text = article.text if field == "text" else getattr(article, field)
        start = text.index(words)
        places.setdefault(field, []).append((start, start + len(words)))
    found = search.passages(article, places)
    return found.title, found.snippets


def test_a_name_is_marked_as_a_whole_with_the_particle_written_onto_it():
    title, snippets = marked(("text", "وفائز السراج"), text="التقى وفائز السراج أمس.", title="السراج في باريس")
    assert title == "السراج في باريس"
    assert snippets == ("التقى <mark>وفائز السراج</mark> أمس.",)


def test_every_field_of_the_article_has_its_marks():
    title, snippets = marked(
        ("title", "Fayez al-Sarraj"),
        ("subtitle", "السراج"),
        ("lead", "للسراج"),
        ("text", "السراج"),
        title="Fayez al-Sarraj & others",
        subtitle="زيارة السراج",
        lead="زيارة أولى للسراج",
        text="قال السراج إنه باق.",
    )
    assert title == "<mark>Fayez al-Sarraj</mark> &amp; others"
    [snippet] = snippets
    assert "زيارة <mark>السراج</mark>" in snippet
    assert "<mark>للسراج</mark>" in snippet
    assert "قال <mark>السراج</mark> إنه باق." in snippet


def test_without_places_the_text_begins():
    title, snippets = marked(text="رست السفينة في الميناء.")
    assert snippets == ("رست السفينة في الميناء.",)
    assert "<mark>" not in title
