"""Bulk edit: what would change is shown, and then changes, all or nothing."""

import pytest

from articles import search
from articles.models import Article, Status, Subject
from tests.factories import file_under, make_article, make_source, make_user

TEXT = "افتتحت الوزيرة سلمى الهاشمي المكتبة أمس."
PAGE = "/en/admin/articles/article/edit-together/"


@pytest.fixture
def editor(client, transactional_db, archive_index):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


def send(client, chosen, /, **fields) -> str:
    keys = ",".join(str(article.pk) for article in chosen)
    data = {"articles": keys, "date_precision": "unknown", **fields}
    return client.post(PAGE, data, follow=True).content.decode()


def test_date_source_subjects_and_status_change_after_a_look(editor):
    old, new = make_source("one"), make_source("two", name_latin="The Two")
    culture, books = Subject.objects.create(name="ثقافة"), Subject.objects.create(name="كتب")
    articles = [make_article(identifier=name, source=old, date="2018-05-24", text=f"{TEXT} {name}") for name in "ab"]
    articles.append(make_article(identifier="c", source=new, text=f"{TEXT} ج"))
    for article in articles[:2]:
        file_under(article, culture)
    data = {"action": "edit_together", "_selected_action": [article.pk for article in articles]}
    page = editor.post("/en/admin/articles/article/", data).content.decode()
    assert "3 articles are chosen." in page
    # The calendar beside the date needs the former.
    assert page.index("admin/js/core.js") < page.index("admin/js/admin/DateTimeShortcuts.js")
    change = {
        "set_date": "on",
        "date": "2017-03-15",
        "date_precision": "month",
        "date_estimated": "on",
        "set_source": "on",
        "source": new.pk,
        "added": [books.pk],
        "removed": [culture.pk],
        "status": "withdrawn",
    }
    before = [*Article.objects.order_by("pk").values()]
    page = send(editor, articles, **change)
    assert "This would change 3 articles:" in page
    for pair in (("2018-05-24", "2017-03 (estimate)"), ("ثقافة", "كتب"), ("published", "withdrawn")):
        assert all(f"<{tag}><bdi>{text}</bdi></{tag}>" in page for tag, text in zip(("del", "ins"), pair, strict=True))
    assert [*Article.objects.order_by("pk").values()] == before
    assert "3 articles were changed." in send(editor, articles, **change, apply="1")
    for article in Article.objects.all():
        assert (str(article.date), article.date_precision, article.source) == ("2017-03-01", "month", new)
        assert ([*article.subjects.all()], article.status) == ([books], Status.WITHDRAWN)
        assert [row.status for row in article.history.all()] == ["withdrawn", "published"]
    assert not search.run(search.SearchRequest(query="المكتبة")).hits
    page = editor.get("/en/admin/admin/logentry/").content.decode()
    assert page.count("Edited together with others: \u2068date, source, status, subjects\u2069.") == 3


def test_what_is_so_already_does_not_change(editor):
    source = make_source("one")
    articles = [make_article(source=source), make_article()]
    change = {"set_source": "on", "source": source.pk}
    assert "This would change 1 article:" in send(editor, articles, **change)
    assert "1 article was changed." in send(editor, articles, **change, apply="1")
    assert not Article.objects.get(pk=articles[0].pk).history.exists()


def test_a_text_that_the_source_has_stops_all_of_it(editor):
    source = make_source("one")
    make_article(source=source, text=TEXT)
    articles = [make_article(text=TEXT, title="التوأم"), make_article()]
    page = send(editor, articles, set_source="on", source=source.pk, apply="1")
    assert "Nothing was changed: 1 article would then be the same text as another one of its source." in page
    assert "التوأم" in page
    assert Article.objects.filter(source=source).count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Say what is to change."),
        ({"set_date": "on", "date_precision": "day"}, "Give the date and how exact it is"),
        ({"set_date": "on", "date": "2018-99-99", "date_precision": "day"}, "Enter a valid date."),
        ({"status": "trashed"}, "Select a valid choice."),
        ({"articles": "1,x"}, "Choose the articles in the list once more."),
        ({"articles": "9" * 30}, "Choose the articles in the list once more."),
    ],
)
def test_what_cannot_be_is_said(editor, fields, message):
    assert message in send(editor, [make_article()], **fields, apply="1")
    assert not Article.history.exists()
