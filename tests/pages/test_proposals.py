"""Editors decide on proposed persons; readers see nothing of them before."""

import pytest

from articles.models import AliasKind, Mention, Operation, Person, Proposal, ProposalState, RefusedName
from tests.factories import find_new, make_article, make_person, make_user

pytestmark = pytest.mark.django_db

LIST = "/people/proposals/"


@pytest.fixture
def editor(client, db):
    client.force_login(make_user("editor", "editors"))
    return client


@pytest.fixture
def proposals(archive_index):
    """Two persons not on record: one in three articles, one in one."""
    articles = [make_article(title=f"خبر {at}", text=f"{at}: قال كمال الطباع <أمس>") for at in range(3)]
    articles.append(make_article(title="خبر آخر", text="قالت نور الصيرفي"))
    find_new(articles, "كمال الطباع", "نور الصيرفي")
    return [*Proposal.objects.open()]


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/", "/people/merges/", "/people/decisions/", "/people/1/merge/"])
def test_only_editors_may(client, address):
    assert "/login/" in client.get(address)["Location"]
    client.force_login(make_user("reader"))
    assert client.get(address).status_code == 403
    assert client.post(address, {"act": "new"}).status_code in (403, 405)


def test_those_in_most_articles_come_first_with_passages(editor, read, proposals):
    page = read(LIST)
    assert [h2.text for h2 in page.all("h2")] == ["كمال الطباع", "نور الصيرفي"]
    assert "مقترحان" in page.main
    assert "3 مقالات" in page.main
    assert [mark.text for mark in page.all("mark")] == ["كمال الطباع"] * 3 + ["نور الصيرفي"]
    assert "&lt;أمس&gt;" in page.html
    assert page.response["Cache-Control"].startswith("max-age=0")
    assert [h2.text for h2 in read(f"{LIST}?q=الصيرفى").all("h2")] == ["نور الصيرفي"]
    assert "لا ينتظر مقترح" in read(f"{LIST}?q=قيصر").main


def test_nothing_of_them_is_public(read, proposals):
    assert "كمال الطباع" not in read("/people/").html
    assert not read("/articles/" + Mention.__name__ + "/").html.count("كمال")
    assert not Person.objects.exists()


def test_one_is_confirmed_as_a_new_person(editor, read, proposals):
    editor.post(LIST, {"act": f"new:{proposals[0].pk}"})
    person = Person.objects.get()
    assert (str(person), person.mentions.shown().count()) == ("كمال الطباع", 3)
    page = read(LIST)
    assert "أصبح كمال الطباع في السجل" in page.main
    assert [h2.text for h2 in page.all("h2")] == ["نور الصيرفي"]
    assert read(f"/people/{person.pk}/").one("h1").text == "كمال الطباع"
    assert Operation.objects.get().user.username == "editor"


@pytest.mark.parametrize("act", ["new", "once", "forever"])
def test_a_decision_leads_to_the_proposal_that_followed(editor, proposals, act):
    first, last = proposals
    assert editor.post(LIST, {"act": f"{act}:{first.pk}"})["Location"] == f"{LIST}#proposal-{last.pk}"
    assert editor.post(LIST, {"act": f"{act}:{last.pk}"})["Location"] == LIST


def test_many_are_refused_at_once(editor, read, proposals):
    keys = [proposal.pk for proposal in proposals]
    editor.post(LIST, {"act": "forever", "proposal": keys})
    assert {proposal.state for proposal in Proposal.objects.all()} == {ProposalState.REFUSED}
    assert RefusedName.objects.count() == 2
    page = read(LIST)
    assert "رُفض مقترحان" in page.main
    editor.post("/people/decisions/", {"undo": Operation.objects.get().pk})
    assert Proposal.objects.open().count() == 2


@pytest.mark.parametrize("form", [{}, {"act": "new"}, {"act": "new:x"}, {"act": "once", "proposal": "9" * 30}])
def test_forms_that_choose_nothing(editor, proposals, form):
    assert editor.post(LIST, form, follow=True).status_code == 200
    assert Proposal.objects.open().count() == 2
    assert not Operation.objects.exists()


def test_one_is_confirmed_as_a_name_of_a_person_on_record(editor, read, proposals):
    person = make_person("كمال طباع", role="ناشر")
    page = read(f"{LIST}{proposals[0].pk}/")
    assert "كمال طباع ناشر" in page.main
    answer = editor.post(f"{LIST}{proposals[0].pk}/", {"act": "alias", "person": person.pk})
    assert answer["Location"] == f"/people/{person.pk}/"
    assert person.aliases.get(name="كمال الطباع").kind == AliasKind.SPELLING
    assert person.mentions.shown().count() == 3
    assert "أُثبت هذا المقترح" in read(f"{LIST}{proposals[0].pk}/").main


def test_a_person_whose_name_is_quite_another_is_looked_for(editor, read, proposals):
    person = make_person("أبو سمرة", role="ناشر")
    address = f"{LIST}{proposals[0].pk}/"
    assert "أبو سمرة" not in read(address).main
    page = read(f"{address}?q=سمرة")
    assert page.one("input", name="person").attrs["value"] == str(person.pk)
    assert "ليس في الفهرس شخص بهذا الاسم" in read(f"{address}?q=قيصر").main


def test_a_name_of_somebody_else_is_not_given_twice(editor, read, proposals):
    make_person("كمال الطبّاع")
    page = editor.post(f"{LIST}{proposals[0].pk}/", {"act": "new", "name": "كمال الطباع"}, follow=True)
    assert "في السجل شخص بهذا الاسم" in page.content.decode()
    assert Person.objects.count() == 1


def test_queries_do_not_grow(editor, queries, proposals):
    few = queries(LIST)
    for at in range(10):
        find_new([make_article(text=f"{at}: قال فلان بن علان {'اب' * at}")], f"علان {'اب' * at}")
    assert queries(LIST) == few
