"""A user's saved searches, and what is new in them."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from articles import search
from articles.models import Article, SavedSearch, Status, Subject
from tests.factories import make_article, make_person, make_source, make_user, name_in
from tests.pages.reader import Page, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive_index")]

LIST = "/searches/saved/"
FEED = "خلاصة المقالات الجديدة"


@pytest.fixture
def user(client):
    user = make_user("huda")
    client.force_login(user)
    return user


@pytest.fixture
def save(client, user, find):
    """Save the search of a page of results by the form that stands there, as it proposes or under another name."""

    def save(parameters: str, name: str | None = None) -> SavedSearch:
        page = find(parameters)
        query = page.all("input", name="query")[0].attrs["value"]
        proposed = page.all("input", id="save-name")[0].attrs["value"]
        client.post(LIST, {"query": query, "name": proposed if name is None else name})
        return SavedSearch.objects.order_by("pk").last()

    return save


@pytest.fixture
def listed(read):
    """Each saved search of the list: its name, how many articles it finds, and how many of these are new."""

    def listed(address: str = LIST):
        search.drain()
        page = read(address)
        assert page.status == 200
        return [item.text.partition(f" {FEED}")[0] for item in page.all("li", class_="saved-search")]

    return listed


def test_a_search_is_saved_under_its_words(save, listed, read, client):
    make_article(title="سفينة القمح", source=make_source("mina", name_ar="صحيفة الميناء"), date="2018-05-24")
    make_article(title="سفينة القمح")
    save("q=سفينة+القمح&source=mina&from=2018&sort=newest&per=20")
    words = "كل الكلمات: سفينة، القمح · من 1 كانون الثاني/يناير 2018 فصاعدًا · المصدر: صحيفة الميناء"
    assert listed() == [f"{words} مقال واحد لا جديد"]
    page = read(LIST)
    opened = read(client.get(page.link(words)).headers["Location"])
    assert titles(opened) == ["سفينة القمح"]


def test_saving_leads_back_to_the_results(client, user):
    page = Page(client.post(LIST, {"query": "q=سفينة", "name": "السفن"}, follow=True))
    assert page.response.request["PATH_INFO"] == "/search/"
    assert "حُفظ البحث" in page.main
    again = Page(client.post(LIST, {"query": "q=سفينة", "name": "السفن"}, follow=True))
    assert "سبق أن حفظتَ هذا البحث" in again.main


def test_a_name_of_ones_own_and_a_new_one(save, listed, client):
    saved = save("q=سفينة", "أخبار السفن")
    assert listed() == ["أخبار السفن الكلمة: سفينة لا مقالات لا جديد"]
    client.post(saved.get_absolute_url(), {"do": "rename", "name": "السفن"})
    assert listed() == ["السفن الكلمة: سفينة لا مقالات لا جديد"]
    client.post(saved.get_absolute_url(), {"do": "rename", "name": "  "})
    assert listed() == ["السفن الكلمة: سفينة لا مقالات لا جديد"]
    assert save("q=قطار", "  ").name == "الكلمة: قطار"
    assert len(save("q=ميناء", "م" * 900).name) == 200
    assert save("q=رصيف", "رصي\0ف").name == "رصيف"


def test_new_is_what_was_added_since_whatever_its_date(save, listed, read, client):
    make_article(title="سفينة أولى", date="2018-05-24")
    saved = save("q=سفينة")
    assert listed() == ["الكلمة: سفينة مقال واحد لا جديد"]
    make_article(title="سفينة قديمة", date="1950-01-01")
    make_article(title="قطار", date="2018-06-01")
    assert listed() == ["الكلمة: سفينة مقال جديد واحد مقالان"]
    new = read(LIST).link("مقال جديد واحد")
    response = client.get(new)
    page = read(response.headers["Location"])
    assert titles(page) == ["سفينة قديمة"]
    assert any("أُضيف بعد" in pill.text for pill in page.all("li", class_="pill"))
    assert listed() == ["الكلمة: سفينة مقالان لا جديد"], "opening it marked it as seen"
    assert read(client.get(saved.get_absolute_url()).headers["Location"]).status == 200


def test_a_draft_is_new_when_it_is_published(save, listed, user):
    draft = make_article(title="سفينة", status=Status.DRAFT)
    save("q=سفينة")
    make_article(title="سفينة ثانية", status=Status.WITHDRAWN)
    assert listed() == ["الكلمة: سفينة لا مقالات لا جديد"]
    Article.objects.set_status([draft.pk], status=Status.PUBLISHED)
    assert listed() == ["الكلمة: سفينة مقال جديد واحد مقال واحد"]


def test_a_correction_is_not_new_but_a_return_is(save, listed):
    article = make_article(title="سفينة")
    save("q=سفينة")
    article.title = "سفينة القمح"
    article.save()
    assert listed() == ["الكلمة: سفينة مقال واحد لا جديد"]
    Article.objects.set_status([article.pk], status=Status.WITHDRAWN)
    assert listed() == ["الكلمة: سفينة لا مقالات لا جديد"]
    Article.objects.set_status([article.pk], status=Status.PUBLISHED)
    assert listed() == ["الكلمة: سفينة مقال جديد واحد مقال واحد"]


def test_what_the_index_has_still_to_take_in_is_new_later(save, listed, client, user):
    saved = save("q=سفينة")
    make_article(title="سفينة")
    client.get(saved.get_absolute_url())
    assert listed() == ["الكلمة: سفينة مقال جديد واحد مقال واحد"]


def test_seen_without_opening(save, listed, client):
    saved = save("q=سفينة")
    make_article(title="سفينة")
    search.drain()
    client.post(saved.get_absolute_url(), {"do": "seen"})
    assert listed() == ["الكلمة: سفينة مقال واحد لا جديد"]


def test_a_page_fetched_ahead_is_not_seen(save, listed, client):
    saved = save("q=سفينة")
    make_article(title="سفينة")
    search.drain()
    client.get(saved.get_absolute_url(), headers={"Sec-Purpose": "prefetch"})
    client.head(saved.get_absolute_url())
    assert listed() == ["الكلمة: سفينة مقال جديد واحد مقال واحد"]


def test_a_search_within_what_is_new_is_saved_without_that(save, client):
    make_article(title="سفينة")
    assert save("q=سفينة&added-after=2018-05-24T10:00:00Z").query == f"q={quote('سفينة')}"


def test_a_search_is_saved_once(save, find, client):
    save("q=سفينة&from=&sort=oldest")
    page = find("q=+سفينة&level=default&page=1")
    assert page.link("من عمليات بحثك المحفوظة") == LIST
    assert not page.all("input", id="save-name")
    client.post(LIST, {"query": "q=سفينة", "name": "مرة أخرى"})
    assert SavedSearch.objects.count() == 1


def test_the_database_holds_a_search_once_a_user():
    fields = {"query": "q=" + "س" * 1000, "seen_up_to": "2018-05-24T00:00:00Z"}
    user = make_user("huda")
    SavedSearch.objects.create(user=user, name="السفن", **fields)
    SavedSearch.objects.create(user=make_user("salim"), name="السفن", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(user=user, name="مرة أخرى", **fields)


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_save_a_search_once_and_keep_the_limit(monkeypatch):
    monkeypatch.setattr(SavedSearch, "MOST", 3)
    clients = [Client() for _number in range(8)]
    user = make_user("huda")
    for client in clients:
        client.force_login(user)

    def save(number: int) -> int:
        try:
            return clients[number].post(LIST, {"query": f"q=سفينة+{number // 2}", "name": "السفن"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert {*pool.map(save, range(8))} == {302}
    assert SavedSearch.objects.count() == 3


@pytest.mark.parametrize("query", ["", "q=", "q=سفينة&from=yesterday", "source=none", "page=2", "q=" + "س" * 1001])
def test_what_is_no_search_cannot_be_saved(client, user, query):
    response = client.post(LIST, {"query": query, "name": "بحث"}, follow=True)
    assert "لا يمكن حفظ هذا البحث" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_every_constraint_is_kept(save, client, read):
    source, person, subject = make_source("mina"), make_person("سالم"), Subject.objects.create(name="موانئ")
    article = make_article(title="سفينة في باريس", source=source, place="باريس", date="2018-05-24")
    article.subjects.add(subject)
    name_in(article, person, make_person("هدى"))
    everything = f"from=%D8%B1%D9%85%D8%B6%D8%A7%D9%86+1439&to=2018&source=mina&person={person.pk}&subject={subject.pk}"
    saved = save(f"q=سفينة+-قطار&{everything}&place=باريس&not-place=تونس&level=wide&drop=سفن&literal=1")
    page = read(client.get(saved.get_absolute_url()).headers["Location"])
    assert titles(page) == ["سفينة في باريس"]
    assert len(page.all("li", class_="pill")) == 8
    assert "القمح" not in page.main


def test_each_has_a_feed(save, read):
    make_article(title="سفينة")
    save("q=سفينة")
    address = read(LIST).link(FEED)
    assert address == f"/search/feed/?q={quote('سفينة')}"
    assert b"<entry" in read(address).response.content


def test_deleting(save, listed, client):
    saved = save("q=سفينة")
    page = Page(client.post(saved.get_absolute_url(), {"do": "delete"}, follow=True))
    assert "حُذف البحث المحفوظ «الكلمة: سفينة»" in page.main
    assert "لم تحفظ أي بحث بعد" in page.main
    assert client.get(saved.get_absolute_url()).status_code == 404


def test_nobody_else_sees_or_changes_it(save, listed, client):
    saved = save("q=سفينة", "سرّي")
    client.force_login(make_user("salim", is_superuser=True))
    assert listed() == []
    assert client.get(saved.get_absolute_url()).status_code == 404
    for what in ("seen", "rename", "delete"):
        assert client.post(saved.get_absolute_url(), {"do": what, "name": "آخر"}).status_code == 404
    assert SavedSearch.objects.get().name == "سرّي"


def test_who_has_not_signed_in_is_asked_to(client, find, read):
    saved = SavedSearch.objects.create(
        user=make_user("huda"), name="بحث", query="q=x", seen_up_to="2018-05-24T00:00:00Z"
    )
    for address in (LIST, saved.get_absolute_url()):
        assert client.get(address).headers["Location"] == f"/login/?next={address}"
        assert client.post(address, {"query": "q=سفينة"}).headers["Location"] == f"/login/?next={address}"
    assert SavedSearch.objects.get().seen_up_to.year == 2018
    page = find("q=سفينة")
    assert not page.all("input", name="query")
    assert "حفظ هذا البحث" not in page.main
    assert read("/searches/").link("حفظ عمليات البحث") == LIST


def test_forms_are_guarded(user):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(user)
    assert guarded.post(LIST, {"query": "q=سفينة"}).status_code == 403


def test_there_is_a_limit_and_it_is_said(client, user, monkeypatch):
    monkeypatch.setattr(SavedSearch, "MOST", 2)
    for word in ("سفينة", "قطار", "ميناء"):
        response = client.post(LIST, {"query": f"q={word}"}, follow=True)
    assert "بلغت عمليات بحثك المحفوظة 2" in response.content.decode()
    assert SavedSearch.objects.count() == 2


def test_a_source_that_is_gone_does_not_break_the_list(save, listed, client):
    source = make_source("mina", name_ar="صحيفة الميناء")
    article = make_article(title="سفينة", source=source)
    save("q=سفينة&source=mina")
    article.delete()
    source.delete()
    assert listed() == ["الكلمة: سفينة · المصدر: صحيفة الميناء الكلمة: سفينة · المصدر: mina لا مقالات لا جديد"]


def test_a_query_that_can_no_longer_be_read_is_said_to_be_so(listed, user):
    SavedSearch.objects.create(user=user, name="بحث", query="level=wild", seen_up_to="2018-05-24T00:00:00Z")
    assert listed() == ["بحث تعذّرت قراءة هذا البحث."]


def test_what_cannot_be_counted_in_time_is_said_to_be_so(save, listed, settings):
    make_article(title="سفينة")
    save("q=سفينة")
    save("q=قطار")
    settings.QUERY_SECONDS = 0
    late = "— لم يُحصَ: عمليات البحث في هذه الصفحة تستغرق معًا وقتًا أطول مما ينبغي"
    assert listed() == [f"الكلمة: قطار {late}", f"الكلمة: سفينة {late}"]


def test_without_an_index_the_list_is_there_without_numbers(save, read):
    from articles.search import store

    make_article()
    save("q=سفينة")
    (store.root() / store.POINTER).unlink()
    page = read(LIST)
    assert "فهرس المقالات قيد البناء" in page.main
    assert page.link("الكلمة: سفينة")


def test_long_lists_have_pages(user, listed):
    for number in range(21):
        SavedSearch.objects.create(user=user, name=str(number), query=f"q={number}", seen_up_to="2018-05-24T00:00Z")
    assert len(listed()) == 20
    assert len(listed(f"{LIST}?page=2")) == 1


def test_the_number_of_queries_does_not_grow(save, queries):
    def add(numbers):
        for number in numbers:
            source, person = make_source(f"s{number}"), make_person(f"سالم {number}")
            subject = Subject.objects.create(name=f"موضوع {number}")
            article = make_article(title="سفينة", source=source)
            article.subjects.add(subject)
            name_in(article, person)
            save(f"source=s{number}&not-person={person.pk}&subject={subject.pk}", f"بحث {number}")
            make_article(title="سفينة", source=source)
        search.drain()

    add(range(2))
    few = queries(LIST)
    add(range(2, 12))
    assert queries(LIST) == few <= 10
