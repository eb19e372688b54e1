"""Persons in the admin: one record a person, whatever the spellings."""

import pytest

from articles import search
from articles.models import AliasKind, Mention, MentionMethod, Person
from tests.factories import make_article, make_person, make_user
from tests.pages.reader import Page

LIST = "/en/admin/articles/person/"


@pytest.fixture
def editor(client, db):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


@pytest.fixture
def live_editor(transactional_db, archive_index, editor):
    """An editor of an archive where a saved change reaches the index by itself, as in real life."""
    return editor


def form(name: str, *aliases: str, initial: int = 0, **fields) -> dict[str, str]:
    data = {
        "display_name": name,
        "aliases-TOTAL_FORMS": str(len(aliases) + initial),
        "aliases-INITIAL_FORMS": str(initial),
        "aliases-MIN_NUM_FORMS": "0",
        "aliases-MAX_NUM_FORMS": "1000",
        "born_precision": "unknown",
        "died_precision": "unknown",
    }
    for part in ("offices", "same_as"):
        data |= {f"{part}-TOTAL_FORMS": "0", f"{part}-INITIAL_FORMS": "0"}
    for number, alias in enumerate(aliases, start=initial):
        data |= {f"aliases-{number}-name": alias, f"aliases-{number}-kind": "spelling"}
    return data | fields


def errors(answer) -> str:
    assert answer.status_code == 200, "it was saved"
    return " ".join(str(error) for field in answer.context["errors"] for error in field)


def names(person: Person) -> dict[str, str]:
    return dict(person.aliases.values_list("name", "kind"))


def test_a_person_is_added_with_other_names(editor):
    editor.post(f"{LIST}add/", form("عبد الله الثني", "عبدالله الثنى", "Abdullah al-Thani"))
    person = Person.objects.get()
    assert names(person) == {
        "عبد الله الثني": AliasKind.DISPLAY,
        "عبدالله الثنى": AliasKind.SPELLING,
        "Abdullah al-Thani": AliasKind.SPELLING,
    }
    assert {alias.name: alias.script for alias in person.aliases.all()}["Abdullah al-Thani"] == "latin"


@pytest.mark.parametrize(
    ("name", "aliases", "message"),
    [
        ("...", [], "A name needs letters."),
        ("سلمى الهاشمي", ["؟!"], "A name needs letters."),
        ("سلمى الهاشمي", ["سلمى الهاشمي"], "This is the display name"),
        ("سلمى الهاشمي", ["سلمى", "سلمى"], "duplicate"),
        ("س" * 201, [], "at most 200 characters"),
        ("ﷺ" * 150, [], "This name is too long."),
    ],
)
def test_names_that_cannot_be_are_explained(editor, name, aliases, message):
    assert message in errors(editor.post(f"{LIST}add/", form(name, *aliases)))
    assert not Person.objects.exists()


def test_a_new_display_name_keeps_the_old_one_among_the_others(editor):
    person = make_person("سلمى الهاشمي")
    editor.post(f"{LIST}{person.pk}/change/", form("سلمى بنت خالد الهاشمي"))
    assert names(person) == {"سلمى بنت خالد الهاشمي": AliasKind.DISPLAY, "سلمى الهاشمي": AliasKind.SPELLING}


def test_the_display_name_is_not_among_those_that_can_be_removed(editor):
    person = make_person("سلمى الهاشمي", "سلمى")
    formset = editor.get(f"{LIST}{person.pk}/change/").context["inline_admin_formsets"][0].formset
    assert [shown.instance.name for shown in formset.initial_forms] == ["سلمى"]


@pytest.mark.parametrize("words", ["الثني", "عبدالله", "الثنى عبد", "thani"])
def test_the_list_and_the_autocomplete_find_a_person_by_any_name(editor, words):
    person = make_person("عبد الله الثني", "Abdullah al-Thani")
    make_person("خالد العمري")
    assert [*editor.get(LIST, {"q": words}).context["cl"].result_list] == [person]
    query = {"term": words, "app_label": "articles", "model_name": "mention", "field_name": "person"}
    found = editor.get("/admin/autocomplete/", query).json()["results"]
    assert [one["text"] for one in found] == ["عبد الله الثني"]


def test_the_list_counts_articles_and_names(editor):
    person = make_person("سلمى الهاشمي", "سلمى", "Salma")
    for _ in range(2):
        Mention.objects.create(article=make_article(), person=person)
    row = editor.get(LIST).context["cl"].result_list[0]
    assert (row.article_count, row.alias_count) == (2, 3)


def test_new_names_are_looked_for_in_the_texts_when_asked(live_editor):
    here = make_article(identifier="here", text="قالت سلمى الهاشمي إن المكتبة مفتوحة.")
    make_article(identifier="elsewhere", text="لا أحد هنا. إلا خالد العمري.")
    person = make_person("سلمى الهاشمي")
    make_person("خالد العمري")
    assert not Mention.objects.exists()
    answer = live_editor.post(LIST, {"action": "find_in_texts", "_selected_action": [person.pk]}, follow=True)
    assert "the persons of 1 article changed" in answer.content.decode()
    assert Mention.objects.get(article=here).method == MentionMethod.TEXT
    hits = search.run(search.SearchRequest(people=(person.pk,))).hits
    assert [hit.article.identifier for hit in hits] == ["here"]
    answer = live_editor.post(LIST, {"action": "find_in_texts", "_selected_action": [person.pk]}, follow=True)
    assert "the persons of 0 articles changed" in answer.content.decode()


def test_a_person_no_published_article_names_has_no_page_to_view(editor):
    person = make_person("سلمى الهاشمي")
    page = f"{LIST}{person.pk}/change/"
    assert "View on site" not in editor.get(page).content.decode()
    Mention.objects.create(article=make_article(), person=person)
    assert f'href="/en/people/{person.pk}/" class="viewsitelink"' in editor.get(page).content.decode()


def test_a_name_of_another_person_is_refused_however_it_is_spelt(editor):
    make_person("فائز السراج", "فايز السراج")
    for data in (form("فايز السرّاج"), form("دونالد ترامب", "فائز السراج")):
        assert "فائز السراج" in errors(editor.post(f"{LIST}add/", data))
    assert Person.objects.count() == 1
    editor.post(f"{LIST}add/", form("فائز السراج (شاعر)"))
    assert Person.objects.count() == 2


def test_a_new_person_and_a_new_name_are_found_in_the_texts_at_once(live_editor):
    first = make_article(text="غنى فضل شاكر أمس")
    second = make_article(text="غنت شيرين عبد الوهاب أمس")
    answer = live_editor.post(f"{LIST}add/", form("فضل شاكر"), follow=True)
    assert "1 article names this person" in answer.content.decode()
    person = Person.objects.get()
    assert set(person.articles.all()) == {first}
    live_editor.post(f"{LIST}{person.pk}/change/", form("فضل شاكر", "شيرين عبدالوهاب"))
    assert set(person.articles.all()) == {first, second}
    assert search.run(search.SearchRequest(people=(person.pk,))).total == 2


def test_the_record_has_offices_dates_and_other_catalogues_with_their_sources(live_editor, read_public):
    make_article(text="غنى فضل شاكر أمس")
    record = form("فضل شاكر") | {
        "role": "مغنٍّ",
        "role_source": "صحيفة الميناء",
        "born": "1969-04-01",
        "born_precision": "month",
        "born_source": "سيرة رسمية",
        "offices-TOTAL_FORMS": "1",
        "offices-0-title": "نقيب الفنانين",
        "offices-0-period": "2001–2004",
        "offices-0-source": "الجريدة الرسمية",
        "same_as-TOTAL_FORMS": "1",
        "same_as-0-catalogue": "wikidata",
        "same_as-0-identifier": "Q42",
    }
    assert "Identifiers of Wikidata" in errors(live_editor.post(f"{LIST}add/", record | {"same_as-0-identifier": "42"}))
    assert errors(live_editor.post(f"{LIST}add/", record | {"born_precision": "year"}))
    assert errors(live_editor.post(f"{LIST}add/", record | {"died": "1960-01-01", "died_precision": "day"}))
    live_editor.post(f"{LIST}add/", record)
    page = read_public(f"/people/{Person.objects.get().pk}/")
    for said in ("مغنٍّ", "نيسان/أبريل 1969", "سيرة رسمية", "نقيب الفنانين", "2001–2004", "الجريدة الرسمية"):
        assert said in page.main, said
    assert page.link("Wikidata Q42") == "https://www.wikidata.org/wiki/Q42"
    live_editor.post(f"{LIST}add/", form("غيره") | record | {"display_name": "غيره"})
    assert Person.objects.count() == 1


@pytest.fixture
def read_public(client):
    return lambda address: Page(client.get(address))
