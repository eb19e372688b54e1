import pytest

from articles import search
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def marked(text, *names, **fields):
    found = search.passages(make_article(text=text, **fields), search.name_marker(names))
    return found.title, found.snippets


def test_a_name_is_marked_as_a_whole_with_the_particle_written_onto_it():
    title, snippets = marked("التقى وفائز السراج أمس.", "فائز السراج", title="السراج في باريس")
    assert title == "السراج في باريس"
    assert snippets == ("التقى <mark>وفائز</mark> <mark>السراج</mark> أمس.",)


def test_any_of_the_names_will_do():
    title, snippets = marked("قال السراج إنه باق.", "فائز السراج", "السراج", "Fayez al-Sarraj", title="Fayez al-Sarraj")
    assert title == "<mark>Fayez</mark> <mark>al</mark>-<mark>Sarraj</mark>"
    assert snippets == ("قال <mark>السراج</mark> إنه باق.",)


def test_what_is_no_name_marks_nothing():
    title, snippets = marked("رست السفينة في الميناء.", "", "…")
    assert snippets == ("رست السفينة في الميناء.",)
    assert "<mark>" not in title
