"""Merging, splitting, refusing and taking back, as an editor does; where old addresses lead."""

import pytest

from articles import people, search
from articles.models import Article, Mention, MentionState, Operation, Person
from articles.views.kept import kept_requests
from tests.factories import make_article, make_person, make_source, make_user, name_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, archive_index):
    client.force_login(make_user("editor", "editors"))
    return client


@pytest.fixture
def persons():
    first, second = make_person("دونالد ترامب"), make_person("جون ترمب")
    mina, sada = make_source("mina", name_ar="الميناء"), make_source("sada", name_ar="الصدى")
    make_article(title="واحد", text="قال دونالد ترامب ثم دونالد ترامب", source=mina, date="2017-02-01")
    make_article(title="اثنان", text="قال جون ترمب", source=sada, date="2018-02-01")
    people.link(Article.objects.values_list("pk", flat=True))
    return first, second


def test_a_merge_with_its_preview_and_the_way_back(editor, read, persons):
    first, second = persons
    assert read(f"/people/{second.pk}/merge/?q=ترامب").link("دونالد ترامب") == f"?into={first.pk}"
    page = read(f"/people/{second.pk}/merge/?into={first.pk}")
    assert "ما ينتقل إلى دونالد ترامب" in page.headings
    answer = editor.post(f"/people/{second.pk}/merge/", {"into": first.pk})
    assert answer["Location"] == f"/people/{first.pk}/"
    assert len(read(f"/people/{first.pk}/").all("h3", class_="entry-title")) == 2
    for tail in ("", "names/", "network/", "feed/"):
        answer = editor.get(f"/people/{second.pk}/{tail}")
        assert (answer.status_code, answer["Location"]) == (301, f"/people/{first.pk}/{tail}")
        # A browser that remembered this would lead on after the merge is taken back.
        assert answer["Cache-Control"] == "no-cache"
    page = read("/people/decisions/")
    assert "دمج شخصين" in page.headings
    editor.post("/people/decisions/", {"undo": Operation.objects.get().pk})
    assert "تراجعتَ عن القرار" in read("/people/decisions/").main
    assert len(read(f"/people/{second.pk}/").all("h3", class_="entry-title")) == 1


def test_the_search_follows_a_merge(editor, persons):
    first, second = persons
    search.drain()
    people.merge(second, first, user=None)
    search.drain()
    assert search.run(search.SearchRequest(people=(first.pk,))).total == 2
    assert search.run(search.SearchRequest(query="شخص:ترمب")).total == 2
    assert "دونالد ترامب" in editor.get(f"/search/?person={second.pk}").content.decode()


def test_a_kept_search_follows_a_merge(persons):
    first, second = persons
    people.merge(second, first, user=None)
    (kept,) = kept_requests([f"person={second.pk}&person={first.pk}&not-person={second.pk}"])
    assert (kept.people, kept.excluded) == ((first.pk,), (("person", str(first.pk)),))


def test_two_who_are_not_the_same_are_suggested_no_more(editor, read, db):
    make_person("توماس والدهاوزر")
    make_person("توماس والدهاوسر")
    button = read("/people/merges/").one("button", class_="quiet")
    taken = editor.post("/people/merges/", {"apart": button.attrs["value"]}, follow=True).content.decode()
    assert "ليسا شخصًا واحدًا" in taken
    assert not read("/people/merges/").all("button", class_="quiet")
    assert "شخصان ليسا واحدًا" in read("/people/decisions/").headings
    editor.post("/people/merges/", {"apart": "7"})
    assert Operation.objects.count() == 1


def test_a_split(editor, read, persons):
    person = persons[0]
    article = Article.objects.get(title="واحد")
    person.aliases.create(name="ترامب")
    page = read(f"/people/{person.pk}/split/")
    assert "واحد" in page.main
    assert "لا مقالات" in page.all("fieldset")[0].text
    taken = editor.post(f"/people/{person.pk}/split/", {"name": "جون ترمب", "article": article.pk}, follow=True)
    assert "يحتاج الشخص الجديد إلى اسم" in taken.content.decode()
    editor.post(f"/people/{person.pk}/split/", {"name": "دونالد ترامب (الابن)", "article": article.pk})
    new = Person.objects.get(display_name="دونالد ترامب (الابن)")
    assert [str(mention.article) for mention in new.mentions.shown()] == ["واحد"]


def test_not_this_person(editor, read, persons):
    mention = persons[0].mentions.get()
    address = f"/articles/{mention.article.identifier}/"
    assert "ليس هذا الشخص؟" in read(address).main
    answer = editor.post(f"/people/mentions/{mention.pk}/", {"state": "refused", "next": address})
    assert answer["Location"] == address
    assert Mention.objects.get(pk=mention.pk).state == MentionState.REFUSED
    assert "دونالد ترامب" not in read(address).one("aside", class_="about").text
    elsewhere = {"state": "confirmed", "next": "https://elsewhere.example/"}
    assert editor.post(f"/people/mentions/{mention.pk}/", elsewhere)["Location"] == address
    assert editor.post("/people/mentions/4711/", {"state": "refused"}).status_code == 404
    assert editor.get(f"/people/mentions/{mention.pk}/").status_code == 405


def test_readers_are_not_asked(read, persons):
    page = read(f"/articles/{persons[0].mentions.get().article.identifier}/")
    assert "ليس هذا الشخص؟" not in page.main
    # But they read why.
    assert "الاسم الكامل" in page.main
    assert page.response.cookies == {}


def test_persons_are_marked_on_request_beside_hits(read, archive_index):
    person = make_person("أبو بكر النجار")
    article = make_article(title="نقيب", text="قال أبو بكر النجار أمس.\nوشكر <النجار> الحاضرين.", identifier="n-1")
    people.link([article.pk])
    assert not read("/articles/n-1/").all("a", class_="named-person")
    page = read("/articles/n-1/?persons=1&q=النجار")
    assert page.all("a", class_="named-person")[0].text == "أبو بكر النجار"
    assert {link.attrs["href"] for link in page.all("a", class_="named-person")} == {f"/people/{person.pk}/"}
    assert [mark.text for mark in page.all("mark")] == ["النجار", "النجار"]
    assert "&lt;" in page.html
    assert page.link("إزالة تمييزهم في النص") == "?persons=0&q=النجار".replace(
        "النجار", "%D8%A7%D9%84%D9%86%D8%AC%D8%A7%D8%B1"
    )


def test_what_is_proposed_is_for_editors_alone(client, read, persons):
    mention = persons[0].mentions.get()
    Mention.objects.filter(pk=mention.pk).update(state=MentionState.PROPOSED)
    address = f"/articles/{mention.article.identifier}/"
    assert not read(address).links("دونالد ترامب")
    assert read(f"/people/{persons[0].pk}/").status == 404
    assert "ترامب" not in read("/people/").main
    client.force_login(make_user("editor", "editors"))
    assert read(address).one("h4").text == "مقترحون، يراهم المحررون وحدهم"


def test_only_confirmed_ones_where_the_archive_wants_that(read, persons, settings):
    settings.PERSONS_SHOWN = "confirmed"
    assert read(f"/people/{persons[0].pk}/").status == 404
    people.decide(persons[0].mentions.get(), MentionState.CONFIRMED, user=None)
    assert read(f"/people/{persons[0].pk}/").status == 200


def test_who_writes_the_name_how(read, persons):
    people.merge(persons[1], persons[0], user=None)
    page = read(f"/people/{persons[0].pk}/names/")
    rows = [row.text for row in page.all("tr")]
    assert rows[:3] == ["المصدر دونالد ترامب جون ترمب المجموع", "الميناء 2 2", "الصدى 1 1"]
    assert rows[3:6] == ["العام دونالد ترامب جون ترمب المجموع", "2017 2 2", "2018 1 1"]
    assert "جون ترمب صيغ أخرى للاسم" in page.main
    assert read("/people/4711/names/").status == 404


def test_the_network_and_its_table(read, persons):
    salim, salma = make_person("سالم العربي"), make_person("سلمى الهادي")
    name_in(make_article(date="2016-01-01"), salim, salma, persons[0])
    name_in(make_article(date="2018-01-01"), salim, persons[0])
    page = read(f"/people/{salim.pk}/network/")
    rows = [row.text for row in page.all("tr")]
    assert rows == [
        "الشخص مقالات تذكر الاثنين",
        "دونالد ترامب 2",
        "سلمى الهادي 1",
        "الأشخاص مقالات تذكر الثلاثة",
        "دونالد ترامب · سلمى الهادي 1",
    ]
    assert len(page.all("circle")) == 3
    period = read(f"/people/{salim.pk}/network/?from=2018&to=2018")
    assert "سلمى الهادي" not in period.main
    assert period.one("meta", name="robots").attrs["content"] == "noindex, follow"
    assert "لا تذكر هذه المقالات أحدًا آخر" in read(f"/people/{salim.pk}/network/?to=1990").main
    assert read("/people/4711/network/").status == 404


def test_queries_of_the_network_do_not_grow(queries):
    person = make_person("سالم العربي")
    name_in(make_article(), person, make_person("شخص أول"))
    few = queries(f"/people/{person.pk}/network/")
    for letter in "ابجدهوزحطيكلمنس":
        name_in(make_article(), person, *(make_person(f"شخص {letter}{other}") for other in "فق"))
    assert queries(f"/people/{person.pk}/network/") == few
