"""The history of an article: what was changed, by whom, and the way back."""

import pytest

from articles import people, search
from articles.models import Article, Mention, Person, Source, Status, Subject, acting
from tests.admin.acts import address
from tests.factories import file_under, make_article, make_person, make_source, make_user

TEXT = "افتتحت الوزيرة سلمى الهاشمي المكتبة أمس."


@pytest.fixture
def editor(client, db):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


def save(client, one, **fields):
    """Open the form of an object, change some fields, and save it as a browser does."""
    context = client.get(address(one, "change")).context
    data = {}
    for formset in context["inline_admin_formsets"]:
        forms = [formset.formset.management_form, *formset.formset.initial_forms]
        data |= {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    form = context["adminform"].form
    data |= {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value is not None and value is not False}
    answer = client.post(address(one, "change"), {**data, **fields})
    assert answer.status_code == 302


def history(client, one) -> str:
    return client.get(f"/en{address(one, 'history')}").content.decode()


def test_what_was_imported_and_never_changed_has_no_history(editor):
    article = make_article()
    assert not Article.history.exists()
    assert "Nothing was changed since" in history(editor, article)


def test_a_change_shows_both_states_and_is_one_version_with_its_subjects(editor):
    one, two = Subject.objects.create(name="ثقافة"), Subject.objects.create(name="كتب")
    article = make_article(title="قديم", date="2018-05-24", source=make_source("one"))
    file_under(article, one)
    save(editor, article, title="جديد", date="2018-05-01", date_precision="month", subjects=[one.pk, two.pk])
    assert article.history.count() == 2
    page = history(editor, article)
    for before, after in (("قديم", "جديد"), ("2018-05-24", "2018-05"), ("ثقافة", "ثقافة, كتب")):
        assert f"<del><bdi>{before}</bdi></del>" in page
        assert f"<ins><bdi>{after}</bdi></ins>" in page
    assert "<bdi>editor</bdi>" in page
    assert "As it was before the first change." in page


def test_a_text_shows_the_words_that_differ_from_right_to_left(editor):
    article = make_article(text=f"{TEXT}\nسطر بقي كما هو.")
    save(editor, article, edited_body=f"{TEXT.replace('أمس', 'اليوم')}\nسطر بقي كما هو.")
    save(editor, article, edited_body=f"{TEXT.replace('أمس', 'الأحد')}\nسطر بقي كما هو.")
    page = history(editor, article)
    assert "<del>اليوم.</del> <ins>الأحد.</ins>" in page
    assert '<dd class="text-change" dir="auto" lang="ar">' in page
    assert "سطر بقي" not in page.split('class="version present"')[1].split("</li>")[0]


def test_a_save_that_changes_nothing_leaves_no_version(editor):
    article = make_article()
    save(editor, article, title="جديد")
    save(editor, article)
    assert article.history.count() == 2


def test_a_former_state_comes_back_with_one_click_in_text_subjects_persons_and_search(
    client, transactional_db, archive_index
):
    client.force_login(make_user("editor", "editors", is_staff=True))
    person = make_person("سلمى الهاشمي")
    subject = Subject.objects.create(name="ثقافة")
    article = make_article(identifier="a", title="قديم", text=TEXT)
    file_under(article, subject)
    people.link([article.pk])
    save(client, article, title="جديد", edited_body="لا أحد هنا.", subjects=[])
    assert not Mention.objects.exists()
    assert not search.run(search.SearchRequest(query="المكتبة")).hits
    first = article.history.last()
    page = client.get(f"/en{address(article, 'version', first.pk)}").content.decode()
    assert "<ins><bdi>قديم</bdi></ins>" in page
    answer = client.post(f"/en{address(article, 'return', first.pk)}", follow=True)
    assert "The former state is there again." in answer.content.decode()
    article = Article.objects.get()
    assert (article.title, article.text, [*article.subjects.all()]) == ("قديم", TEXT, [subject])
    assert Mention.objects.get().person == person
    assert [hit.article.identifier for hit in search.run(search.SearchRequest(people=(person.pk,))).hits] == ["a"]
    # What was until then is a version as well.
    assert [row.title for row in article.history.all()] == ["قديم", "جديد", "قديم"]
    assert "Returned to its state of" in answer.content.decode()


def test_changes_in_bulk_are_returned_from_as_well(editor):
    articles = [make_article(title=f"عنوان {number}", status=Status.DRAFT) for number in range(3)]
    data = {"action": "publish", "_selected_action": [article.pk for article in articles]}
    editor.post("/admin/articles/article/", data)
    for article in articles:
        assert [(row.history_type, row.status) for row in article.history.all()] == [("~", "published"), ("+", "draft")]
    assert "Published." in history(editor, articles[0])


def test_returning_leaves_status_and_identifier_and_says_what_is_gone(editor):
    source = make_source("one")
    article = make_article(identifier="a", status=Status.DRAFT, source=source, title="قديم")
    save(editor, article, title="جديد", source="", status="published")
    Source.objects.all().delete()
    answer = editor.post(f"/en{address(article, 'return', article.history.last().pk)}", follow=True)
    assert "could not be given back: source." in answer.content.decode()
    article = Article.objects.get()
    assert (article.title, article.status, article.source) == ("قديم", Status.PUBLISHED, None)


def test_a_state_that_would_be_another_article_is_refused(editor):
    source = make_source("one")
    article = make_article(source=source, text=TEXT)
    with acting(None):
        article.source = None
        article.save()
    make_article(source=source, text=TEXT)
    answer = editor.post(f"/en{address(article, 'return', article.history.last().pk)}", follow=True)
    assert "This source already has an article with the same text." in answer.content.decode()
    assert Article.objects.get(pk=article.pk).source is None


def test_a_person_has_a_history_of_all_names(editor):
    person = make_person("سلمى الهاشمي", "سلمى")
    names = {"aliases-TOTAL_FORMS": "2", "aliases-1-name": "Salma", "aliases-1-kind": "spelling"}
    save(editor, person, display_name="سلمى بنت خالد", **names, **{"aliases-1-person": person.pk})
    page = history(editor, person)
    assert "<del><bdi>سلمى, سلمى الهاشمي</bdi></del>" in page
    editor.post(address(person, "return", person.history.last().pk))
    person = Person.objects.get()
    assert person.display_name == "سلمى الهاشمي"
    assert {alias.name for alias in person.aliases.all()} == {"سلمى الهاشمي", "سلمى"}


def test_who_was_merged_or_split_off_since_stays_so(editor):
    person, other = make_person("سلمى الهاشمي", "أم خالد", "سلمى"), make_person("ليلى حسن")
    with acting(None):
        person.role = "وزيرة"
        person.save()
    people.split(person, "أم خالد (الشاعرة)", names_moved=["أم خالد"], articles=[], user=None)
    back = f"/en{address(person, 'return', person.history.last().pk)}"
    answer = editor.post(back, follow=True)
    assert "could not be given back: أم خالد." in answer.content.decode()
    assert not person.aliases.filter(name="أم خالد").exists()
    people.merge(person, other, user=None)
    assert editor.post(back).status_code == 404
    assert Person.objects.get(pk=person.pk).merged_into == other


def test_a_declined_repair_is_a_version_and_the_repair_comes_back(editor):
    article = make_article(text="زار الوزير وزارةالخارجية أمس")
    with acting(None):
        article.repair(["glued_words"])
        article.save()
    now = Article.objects.get()
    assert (now.text, now.repairs["declined"]) == ("زار الوزير وزارةالخارجية أمس", ["glued_words"])
    assert "وزارة الخارجية" in history(editor, article)
    editor.post(address(article, "return", article.history.last().pk))
    now = Article.objects.get()
    assert (now.text, now.repairs) == ("زار الوزير وزارة الخارجية أمس", {"applied": {"glued_words": 1}, "declined": []})


def test_what_one_act_does_is_one_version_and_an_error_leaves_none(db):
    article = make_article(title="أ")
    user = make_user("editor")
    with acting(user.pk, "edited"):
        for title in "بت":
            article.title = title
            article.save()
    assert [(row.title, row.history_user) for row in article.history.all()] == [("ت", user), ("أ", None)]
    article.delete()
    assert not Article.history.exists()
