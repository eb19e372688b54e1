"""The trash: what is deleted rests there, comes back whole, and goes at last."""

import datetime
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.utils import timezone

from articles import search
from articles.models import Article, Mention, Proposal, ProposedName, Status, Subject
from tests.admin.acts import address
from tests.factories import file_under, find_new, make_article, make_person, make_source, make_user, name_in

TEXT = "افتتحت الوزيرة سلمى الهاشمي المكتبة أمس."


@pytest.fixture
def editor(client, transactional_db, archive_index):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


def found(**fields) -> list[str]:
    return [hit.article.identifier for hit in search.run(search.SearchRequest(**fields)).hits]


def test_an_article_goes_and_comes_back_whole(editor, client):
    person, subject = make_person("سلمى الهاشمي"), Subject.objects.create(name="ثقافة")
    article = make_article(identifier="a", text=TEXT, source=make_source("one"), date="2018-05-24")
    file_under(article, subject)
    name_in(article, person)
    assert found(query="المكتبة") == ["a"]
    page = editor.post(f"/en{address(article, 'delete')}", {"post": "yes"}, follow=True).content.decode()
    assert "is in the trash, from where it can be restored." in page
    assert found(query="المكتبة") == found(people=(person.pk,)) == []
    page = editor.get(f"/en{address(article, 'change')}").content.decode()
    assert "This article is in the trash." in page
    assert 'name="_save"' not in page
    editor.logout()
    answer = client.get("/en/articles/a/")
    assert answer.status_code == 410
    assert TEXT not in answer.content.decode()
    for address_of in ("/", "/dates/2018/05/24/", "/sources/", "/people/", "/feed/", "/sitemap-articles.xml"):
        assert "/articles/a/" not in client.get(address_of).content.decode()
    assert client.get(f"/people/{person.pk}/").status_code == 404
    editor.login(username="editor", password="editor")
    page = editor.post(f"/en{address(article, 'restore')}", follow=True).content.decode()
    assert "1 article is back." in page
    assert found(query="المكتبة") == found(people=(person.pk,)) == found(subjects=(subject.pk,)) == ["a"]
    assert client.get("/en/articles/a/").status_code == 200
    article = Article.objects.get()
    assert (article.trashed_at, article.trashed_by, article.status_before) == (None, None, "")
    said = [entry.get_change_message() for entry in LogEntry.objects.all()]
    assert len(said) == 2
    assert [row.status for row in article.history.all()] == ["published", "trashed", "published"]


def test_who_is_proposed_is_counted_without_what_is_in_the_trash(editor, settings):
    articles = [make_article(title=f"خبر {at}", text=f"{at}: قال كمال الطباع أمس") for at in range(3)]
    find_new([*articles, make_article(identifier="alone", text="قالت نور الصيرفي")], "كمال الطباع", "نور الصيرفي")
    alone = Article.objects.get(identifier="alone")

    def proposed() -> dict[str, int]:
        return dict(Proposal.objects.open().values_list("display_name", "number"))

    assert proposed() == {"كمال الطباع": 3, "نور الصيرفي": 1}
    for article in (articles[0], alone):
        editor.post(address(article, "delete"), {"post": "yes"})
    assert proposed() == {"كمال الطباع": 2}
    passages = editor.get(f"/people/proposals/{Proposal.objects.open().get().pk}/").context["passages"]
    assert {passage.article.title for passage in passages} == {"خبر 1", "خبر 2"}
    editor.post(address(alone, "restore"))
    assert proposed() == {"كمال الطباع": 2, "نور الصيرفي": 1}
    editor.post(address(alone, "delete"), {"post": "yes"})
    Article.objects.in_trash().update(trashed_at=timezone.now() - datetime.timedelta(days=settings.TRASH_DAYS + 1))
    call_command("empty_trash", verbosity=0)
    # Nobody is proposed any more who stood in what is gone.
    assert [proposal.display_name for proposal in Proposal.objects.all()] == ["كمال الطباع"]
    assert proposed() == {"كمال الطباع": 2}
    assert ProposedName.objects.count() == 1


def test_the_trash_lists_deleted_and_withdrawn_articles_and_brings_both_back(editor):
    draft = make_article(title="مسودة", status=Status.DRAFT)
    withdrawn = make_article(title="مسحوب", status=Status.WITHDRAWN)
    make_article(title="منشور")
    editor.post("/admin/articles/article/", {"action": "trash", "_selected_action": [draft.pk]})
    shown = editor.get("/en/admin/articles/discarded/")
    assert {article.title for article in shown.context["cl"].result_list} == {"مسودة", "مسحوب"}
    page = shown.content.decode()
    assert "stay here for 30 days" in page
    assert '<td class="field-days_left">29</td>' in page
    assert "1 article in the trash" in editor.get("/en/admin/").content.decode()
    data = {"action": "restore", "_selected_action": [draft.pk, withdrawn.pk]}
    assert "2 articles are back." in editor.post("/en/admin/articles/discarded/", data, follow=True).content.decode()
    draft, withdrawn = (Article.objects.get(pk=article.pk) for article in (draft, withdrawn))
    assert (draft.status, withdrawn.status) == (Status.DRAFT, Status.PUBLISHED)


def test_what_has_another_one_in_its_place_is_not_restored(editor):
    source = make_source("one")
    article = make_article(identifier="first", source=source, text=TEXT, status=Status.TRASHED)
    make_article(identifier="second", source=source, text=TEXT)
    page = editor.post(f"/en{address(article, 'restore')}", follow=True).content.decode()
    assert "Nothing was restored. The archive has the same text from the same source by now;" in page
    assert "second" in page
    assert Article.objects.get(pk=article.pk).is_trashed
    twins = [make_article(text=f"{TEXT} ثم غادرت.", status=Status.TRASHED) for _ in range(2)]
    data = {"action": "restore", "_selected_action": [twin.pk for twin in twins]}
    page = editor.post("/en/admin/articles/discarded/", data, follow=True).content.decode()
    assert "Nothing was restored." in page
    assert Article.objects.in_trash().count() == 3


def test_what_has_another_one_in_its_place_changes_places_with_it(editor):
    article = make_article(identifier="first", text=TEXT, status=Status.TRASHED)
    make_article(identifier="second", text=TEXT)
    page = editor.get(f"/en{address(article, 'change')}").content.decode()
    assert "Restored, this one takes its place, and that one goes to the trash." in page
    assert 'value="Restore it in place of that one"' in page
    page = editor.post(f"/en{address(article, 'restore')}", {"exchange": "1"}, follow=True).content.decode()
    assert "The article is back, and the one that had its place is in the trash." in page
    assert found(query="المكتبة") == ["first"]
    assert Article.objects.in_trash().get().identifier == "second"


def test_the_same_text_added_again_is_told_from_the_trash(editor):
    make_article(identifier="first", text=TEXT, status=Status.TRASHED)
    form = {"title": "مقال", "body": TEXT, "language": "ar", "date_precision": "unknown", "status": "draft"}
    rows = {f"mentions-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    page = editor.post("/en/admin/articles/article/add/", form | rows).content.decode()
    assert "The same text is in the trash:" in page
    assert Article.objects.count() == 1


def test_an_administrator_deletes_for_good_after_a_look(client, transactional_db, archive_index):
    client.force_login(make_user("admin", "admins", is_staff=True))
    person = make_person("سلمى الهاشمي")
    article = make_article(title="يحذف", status=Status.TRASHED)
    name_in(article, person)
    article.title = "يحذف الآن"
    article.save()
    data = {"action": "purge", "_selected_action": [article.pk]}
    page = client.post("/en/admin/articles/discarded/", data).content.decode()
    assert "This article is deleted with its history and cannot be brought back:" in page
    assert Article.objects.exists()
    client.post("/en/admin/articles/discarded/", data | {"confirmed": "yes"})
    assert not Article.objects.exists()
    assert not Article.history.exists()
    assert not Mention.objects.exists()
    page = client.get("/en/admin/admin/logentry/").content.decode()
    assert "Deleted for good." in page
    assert "يحذف الآن" in page


def test_the_trash_empties_itself(db, settings):
    settings.TRASH_DAYS = 10
    user = make_user("editor")
    long_ago = timezone.now() - datetime.timedelta(days=11)
    old = make_article(status=Status.TRASHED, trashed_at=long_ago, trashed_by=user)
    make_article(identifier="new", status=Status.TRASHED, trashed_at=long_ago + datetime.timedelta(days=2))
    make_article(identifier="withdrawn", status=Status.WITHDRAWN)
    out = StringIO()
    call_command("empty_trash", stdout=out)
    assert "1 articles deleted" in out.getvalue()
    assert {article.identifier for article in Article.objects.all()} == {"new", "withdrawn"}
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (user, str(old.pk))
