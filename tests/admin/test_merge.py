"""Two that are one: articles, and sources."""

import datetime
import re

import pytest

from articles import people, search
from articles.models import Article, FormerIdentifier, SavedSearch, Source, SourceAlias, Status, Subject
from tests.admin.acts import address
from tests.factories import file_under, make_article, make_person, make_source, make_user, name_in

TEXT = "افتتحت الوزيرة سلمى الهاشمي المكتبة أمس."


@pytest.fixture
def editor(client, transactional_db, archive_index):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


@pytest.fixture
def admin(client, transactional_db, archive_index):
    client.force_login(make_user("admin", "admins", is_staff=True))
    return client


def found(**fields) -> list[str]:
    return sorted(hit.article.identifier for hit in search.run(search.SearchRequest(**fields)).hits)


def test_two_articles_become_one_and_two_again(editor):
    one, two = make_person("سلمى الهاشمي"), make_person("خالد العمري")
    culture, books = Subject.objects.create(name="ثقافة"), Subject.objects.create(name="كتب")
    kept = make_article(identifier="kept", title="افتتاح", text=TEXT, source=make_source("one"))
    other = make_article(
        identifier="other", title="افتتاح المكتبة", text=TEXT.replace("أمس", "اليوم"), byline="ليلى", date="2018-05-24"
    )
    copy = make_article(identifier="copy", reprint_of=other)
    file_under(kept, culture)
    file_under(other, books)
    name_in(kept, one)
    name_in(other, two)
    data = {"action": "merge", "_selected_action": [kept.pk, other.pk]}
    page = editor.post("/en/admin/articles/article/", data, follow=True)
    assert page.request["PATH_INFO"] == f"/en{address(kept, 'merge', other.pk)}"
    shown = page.content.decode()
    assert "<del>أمس.</del> <ins>اليوم.</ins>" in shown
    assert "ثقافة, كتب" in shown
    # What the one that stays does not have is proposed from the other.
    assert '<input type="radio" name="byline" value="other" checked>' in shown
    assert '<input type="radio" name="title" value="kept" checked>' in shown
    choice = {"title": "other", "byline": "other", "date": "other", "text": "kept", "source": "kept"}
    page = editor.post(page.request["PATH_INFO"], choice, follow=True).content.decode()
    assert "The two articles are one." in page
    kept, other, copy = (Article.objects.get(pk=article.pk) for article in (kept, other, copy))
    assert (kept.title, kept.byline, str(kept.date), kept.text) == ("افتتاح المكتبة", "ليلى", "2018-05-24", TEXT)
    assert {*kept.subjects.all()} == {culture, books}
    assert {*kept.people.all()} == {one, two}
    assert (other.status, copy.reprint_of) == (Status.TRASHED, kept)
    assert found(query="المكتبة") == found(people=(two.pk,)) == ["kept"]
    answer = editor.get("/articles/other/")
    assert (answer.status_code, answer["Location"]) == (302, "/articles/kept/")
    # And back.
    editor.post(address(other, "restore"))
    editor.post(address(kept, "return", kept.history.last().pk))
    kept, other = (Article.objects.get(pk=article.pk) for article in (kept, other))
    assert (kept.title, kept.byline, kept.date, [*kept.subjects.all()]) == ("افتتاح", "", None, [culture])
    assert (other.title, [*other.subjects.all()], [*other.people.all()]) == ("افتتاح المكتبة", [books], [two])
    assert not FormerIdentifier.objects.exists()
    assert found(query="المكتبة") == ["kept", "other"]


def test_what_was_decided_of_persons_in_either_article_is_so_in_the_one_that_stays(editor):
    named, confirmed, refused, only = (make_person(f"{name} الهاشمي") for name in ("سلمى", "ليلى", "نورة", "هدى"))
    kept = make_article(identifier="kept", text="قالت سلمى الهاشمي وليلى الهاشمي ونورة الهاشمي.")
    other = make_article(text="قالت هدى الهاشمي ثم نورة الهاشمي ثم ليلى الهاشمي.")
    people.link([kept.pk, other.pk])
    decided = [(other, confirmed, "confirmed"), (other, refused, "refused"), (other, only, "refused")]
    for article, person, state in decided:
        article.mentions.filter(person=person).update(state=state)
    editor.post(address(kept, "merge", other.pk), {"text": "kept"})
    assert {mention.person: mention.state for mention in kept.mentions.all()} == {
        named: "confident",
        confirmed: "confirmed",
        refused: "refused",
        only: "refused",
    }
    assert found(people=(confirmed.pk,)) == ["kept"]
    assert found(people=(refused.pk,)) == []


def test_the_text_of_the_other_may_be_taken_within_a_source(editor):
    source = make_source("one")
    kept, other = make_article(source=source, text=TEXT), make_article(source=source, text=f"{TEXT} وحضر كثيرون.")
    editor.post(address(kept, "merge", other.pk), {"text": "other"})
    assert Article.objects.get(pk=kept.pk).text == f"{TEXT} وحضر كثيرون."


def test_a_merge_that_would_be_a_third_article_is_refused(editor):
    source = make_source("one")
    make_article(source=source, text=TEXT)
    kept, other = make_article(source=source), make_article(text=TEXT)
    page = editor.post(f"/en{address(kept, 'merge', other.pk)}", {"text": "other"}).content.decode()
    assert "This source already has an article with the same text." in page
    assert Article.objects.in_trash().count() == 0


def test_other_numbers_than_two_are_no_merge(editor):
    articles = [make_article() for _ in range(3)]
    data = {"action": "merge", "_selected_action": [article.pk for article in articles]}
    page = editor.post("/en/admin/articles/article/", data, follow=True).content.decode()
    assert "Choose two articles, those that are one." in page


def test_two_sources_become_one_with_their_names_and_addresses(admin):
    kept = make_source("wasat", name_ar="الوسط")
    gone = make_source("al-wasat", name_ar="بوابة الوسط", name_latin="Al Wasat Portal")
    SourceAlias.objects.create(source=gone, name="الوسط الليبية")
    same = make_article(identifier="same", source=kept, text=TEXT)
    twin = make_article(identifier="twin", source=gone, text=TEXT)
    moved = make_article(identifier="moved", source=gone)
    trashed = make_article(identifier="trashed", source=gone, status=Status.TRASHED)
    long_ago = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    user = make_user("reader")
    query = "q=x&source=al-wasat&source=sada"
    saved = SavedSearch.objects.create(user=user, query=query, name="x", seen_up_to=long_ago)
    page = admin.get(f"/en{address(kept, 'merge', gone.pk)}").content.decode()
    assert "2 articles come along." in page
    assert "1 of them has a text that the other source has, too" in page
    admin.post(address(kept, "merge", gone.pk))
    assert Source.objects.get() == kept
    assert {*Article.objects.values_list("source", flat=True)} == {kept.pk}
    assert {alias.name for alias in kept.aliases.all()} == {
        *("al-wasat", "بوابة الوسط", "Al Wasat Portal", "الوسط الليبية")
    }
    assert Article.objects.get(pk=twin.pk).is_trashed
    assert FormerIdentifier.objects.get().article == same
    assert found(sources=("wasat",)) == ["moved", "same"]
    answer = admin.get("/sources/al-wasat/?period=2018")
    assert (answer.status_code, answer["Location"]) == (301, "/sources/wasat/")
    assert SavedSearch.objects.get(pk=saved.pk).query == "q=x&source=sada&source=wasat"
    assert [hit.article for hit in admin.get("/search/?source=al-wasat&sort=oldest").context["results"].hits]
    assert moved.history.count() == trashed.history.count() == 2


def test_one_source_becomes_two_again_with_all_that_it_had(admin):
    kept = make_source("wasat", name_ar="الوسط")
    extras = {"default_byline": "هيئة التحرير", "time_zone": "Africa/Tripoli", "boilerplate": "كل الحقوق لنا"}
    gone = make_source("al-wasat", name_ar="بوابة الوسط", name_latin="Portal", **extras)
    gone.notes = "ملاحظة"
    gone.save()
    SourceAlias.objects.create(source=gone, name="الوسط الليبية")
    SourceAlias.objects.create(source=kept, name="الوسط اليومية")
    same = make_article(identifier="same", source=kept, text=TEXT)
    twin = make_article(identifier="twin", source=gone, text=TEXT, reprint_of=same)
    named = make_person("خالد العمري")
    name_in(twin, named)
    copy = make_article(identifier="copy", text=f"{TEXT} ثم عادت.", reprint_of=twin)
    moved, edited = make_article(identifier="moved", source=gone), make_article(identifier="edited", source=gone)
    trashed = make_article(identifier="trashed", source=gone, status=Status.TRASHED)
    long_ago = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    query = "q=x&source=al-wasat"
    saved = SavedSearch.objects.create(user=make_user("reader"), query=query, name="x", seen_up_to=long_ago)
    page = admin.post(f"/en{address(kept, 'merge', gone.pk)}", follow=True)
    assert "It can be taken back" in admin.get(f"/en{address(kept, 'merge', make_source('x').pk)}").content.decode()
    # What comes later, and what was changed since, is of the one that stays.
    make_article(identifier="later", source=kept)
    edited = Article.objects.get(pk=edited.pk)
    edited.title = "عنوان صححه محرر"
    edited.save()
    # The way back stands in the log and in the history of the one that stays.
    pages = [
        admin.get(page).content.decode() for page in ("/en/admin/admin/logentry/", f"/en{address(kept, 'history')}")
    ]
    (way,) = {way for page in pages for way in re.findall(r'href="([^"]+/part/\d+/)"', page)}
    page = admin.get(way).content.decode()
    assert "3 articles go back." in page
    assert "عنوان صححه محرر" in page
    page = admin.post(way, follow=True).content.decode()
    assert "There are two sources again; 3 articles went back." in page
    assert "What was changed since stays as it is:" in page
    assert "عنوان صححه محرر" in page
    again = Source.objects.get(key="al-wasat")
    assert {name: getattr(again, name) for name in extras} == extras
    assert (again.pk, again.name_latin, again.notes, again.history.count()) == (gone.pk, "Portal", "ملاحظة", 3)
    assert [alias.name for alias in again.aliases.all()] == ["الوسط الليبية"]
    assert [alias.name for alias in kept.aliases.all()] == ["الوسط اليومية"]
    assert {*again.articles.all()} == {twin, moved, trashed}
    same, twin, copy, trashed = (Article.objects.get(pk=one.pk) for one in (same, twin, copy, trashed))
    assert (twin.status, twin.reprint_of, copy.reprint_of, trashed.status) == (Status.PUBLISHED, same, twin, "trashed")
    assert (same.mentions.count(), twin.mentions.get().person) == (0, named)
    assert not FormerIdentifier.objects.exists()
    assert SavedSearch.objects.get(pk=saved.pk).query == query
    assert found(sources=("al-wasat",)) == ["moved", "twin"]
    assert found(sources=("wasat",)) == ["edited", "later", "same"]
    # Once.
    assert admin.get(way).status_code == admin.post(way).status_code == 404
    assert "/part/" not in admin.get("/en/admin/admin/logentry/").content.decode()


def test_of_three_that_became_one_the_last_goes_first(admin):
    one, two, three = (make_source(key) for key in ("one", "two", "three"))
    make_article(source=three)
    for kept, gone in ((two, three), (one, two)):
        admin.post(address(kept, "merge", gone.pk))
    ways = []
    for _time in range(2):
        (way,) = re.findall(r'href="([^"]+/part/\d+/)"', admin.get("/en/admin/admin/logentry/").content.decode())
        admin.post(way)
        ways.append(way)
    assert ways[0] > ways[1]
    assert three.articles.count() == 1
    assert {*Source.objects.all()} == {one, two, three}


def test_a_name_belongs_to_one_source(admin):
    one, two = make_source("one"), make_source("two")
    SourceAlias.objects.create(source=one, name="الوسط")
    data = {"name_ar": "آخر", "kind": "site", "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0"}
    page = admin.post(f"/en{address(two, 'change')}", data | {"aliases-0-name": "الوسَط"}).content.decode()
    assert f"This name is on record for the source {one}." in page
    assert SourceAlias.objects.count() == 1


def test_the_names_of_a_source_come_back_unless_another_has_them_now(admin):
    source, other = make_source("one"), make_source("two")
    for name in ("الوسط", "بوابة الوسط"):
        SourceAlias.objects.create(source=source, name=name)
    data = {"name_ar": source.name_ar, "kind": "site", "aliases-TOTAL_FORMS": "2", "aliases-INITIAL_FORMS": "2"}
    for place, alias in enumerate(source.aliases.all()):
        data |= {f"aliases-{place}-{key}": value for key, value in (("id", alias.pk), ("name", alias.name))}
        data |= {f"aliases-{place}-source": source.pk, f"aliases-{place}-DELETE": "on"}
    admin.post(address(source, "change"), data)
    assert not SourceAlias.objects.exists()
    page = admin.get(f"/en{address(source, 'history')}").content.decode()
    assert "<del><bdi>الوسط, بوابة الوسط</bdi></del>" in page
    SourceAlias.objects.create(source=other, name="الوسط")
    answer = admin.post(f"/en{address(source, 'return', source.history.last().pk)}", follow=True)
    assert "could not be given back: الوسط." in answer.content.decode()
    assert [alias.name for alias in source.aliases.all()] == ["بوابة الوسط"]
