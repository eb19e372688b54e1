"""Articles in the admin: what an editor does there shows in the archive and in its search."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry

from articles import people, search
from articles.models import Article, IndexChange, Mention, MentionMethod, MentionState, Operation, Status
from tests.factories import make_article, make_person, make_source, make_user

TEXT = "  افتتحت الوزيرة سلمى الهاشمي المكتبة.\n\n\tوحضر الافتتاح أعضاء البلدية كلهم.\n"
NO_MENTIONS = {f"mentions-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


@pytest.fixture
def editor(client, db):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


@pytest.fixture
def live_editor(transactional_db, archive_index, editor):
    """An editor of an archive where a saved change reaches the index by itself, as in real life."""
    return editor


def found(query: str = "", **fields) -> list[str]:
    results = search.run(search.SearchRequest(query=query, **fields))
    return sorted(hit.article.identifier for hit in results.hits)


def address(article: Article, page: str = "change") -> str:
    return f"/admin/articles/article/{article.pk}/{page}/"


def add(client, **fields):
    given = {"title": "افتتاح المكتبة", "body": TEXT, "language": "ar", "date_precision": "unknown", "status": "draft"}
    return client.post("/en/admin/articles/article/add/", {**NO_MENTIONS, **given, **fields})


def change(client, article: Article, **fields):
    """Open the form of an article, change some fields, and save it as a browser does."""
    context = client.get(address(article)).context
    data = {}
    for formset in context["inline_admin_formsets"]:
        forms = [formset.formset.management_form, *formset.formset.initial_forms]
        data |= {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    form = context["adminform"].form
    data |= {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value is not None and value is not False}
    return client.post(f"/en{address(article)}", {**data, **fields})


def errors(answer) -> str:
    assert answer.status_code == 200, "it was saved"
    return " ".join(str(error) for field in answer.context["errors"] for error in field)


# --- Adding ---


def test_a_new_text_is_kept_to_the_last_blank_and_gets_an_identifier(live_editor):
    # Browsers send line ends as CR LF.
    assert add(live_editor, body=TEXT.replace("\n", "\r\n")).status_code == 302
    article = Article.objects.get()
    assert article.body == TEXT
    assert article.identifier.startswith("a-")
    assert article.status == Status.DRAFT
    assert found("المكتبة") == []
    page = live_editor.get(article.get_absolute_url()).content.decode()
    assert "وحضر الافتتاح" in page


def test_a_published_text_is_found_at_once(live_editor):
    add(live_editor, identifier="iftitah", status="published", date="2018-05-24", date_precision="day")
    assert found("المكتبة") == ["iftitah"]
    assert found(date_from=datetime.date(2018, 5, 24), date_to=datetime.date(2018, 5, 24)) == ["iftitah"]


def test_known_persons_are_found_in_a_new_text_and_others_are_added_by_hand(live_editor):
    named, other = make_person("سلمى الهاشمي"), make_person("خالد العمري")
    mentions = {
        **NO_MENTIONS,
        "mentions-TOTAL_FORMS": "1",
        "mentions-0-person": other.pk,
        "mentions-0-state": "confirmed",
    }
    add(live_editor, status="published", **mentions)
    by_person = {mention.person: mention for mention in Mention.objects.all()}
    assert by_person[named].method == MentionMethod.TEXT
    assert by_person[named].state == MentionState.CONFIDENT
    assert by_person[named].count == 1
    assert by_person[other].method == MentionMethod.EDITOR
    assert by_person[other].count == 0
    identifier = Article.objects.get().identifier
    assert found(people=(named.pk,)) == found(people=(other.pk,)) == [identifier]


@pytest.mark.parametrize("source", [True, False])
def test_the_same_text_again_is_refused_with_a_link_to_the_one_kept(editor, source):
    source = make_source("sahifa") if source else None
    kept = make_article(identifier="kept", title="<i>الأول</i>", body=TEXT * 4, source=source)
    answer = add(editor, body=(TEXT * 4).strip().replace("\n", " "), source=source.pk if source else "")
    message = errors(answer)
    assert "the same text" in message
    assert address(kept) in message
    assert "&lt;i&gt;الأول&lt;/i&gt;" in message
    assert Article.objects.count() == 1


def test_the_same_text_in_another_source_is_its_reprint(editor):
    first = make_article(body=TEXT * 4, source=make_source("one"))
    add(editor, body=TEXT * 4, source=make_source("two").pk)
    reprint = Article.objects.exclude(pk=first.pk).get()
    assert reprint.reprint_of == first
    assert reprint.identifier != first.identifier


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"body": " \r\n "}, "The text is empty."),
        ({"body": ""}, "The text is empty."),
        ({"title": ""}, "This field is required."),
        ({"identifier": "a/b"}, "An identifier has no slash"),
        ({"identifier": "taken"}, "already exists"),
        ({"date": "2018-13-45", "date_precision": "day"}, "Enter a valid date."),
        ({"date": "2018-05-24"}, "Say how exact the date is"),
        ({"date_precision": "month"}, "Give the date"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is(editor, fields, message):
    make_article(identifier="taken")
    assert errors(add(editor, **fields)).count(message) == 1
    assert Article.objects.count() == 1


@pytest.mark.parametrize(("precision", "first"), [("month", "2018-05-01"), ("year", "2018-01-01")])
def test_a_month_or_a_year_is_kept_by_its_first_day(editor, precision, first):
    add(editor, date="2018-05-24", date_precision=precision)
    assert str(Article.objects.get().date) == first


# --- Changing ---


def test_the_text_as_received_survives_every_form(editor):
    article = make_article(body=TEXT, identifier="a")
    page = editor.get(address(article)).content.decode()
    assert TEXT in page
    assert 'name="body"' not in page
    assert 'name="identifier"' not in page
    assert change(editor, article, body="غير ذلك", identifier="b", title="جديد").status_code == 302
    article.refresh_from_db()
    assert (article.body, article.identifier, article.title) == (TEXT, "a", "جديد")


def test_a_corrected_text_is_what_is_found_and_counted(live_editor):
    person = make_person("سلمى الهاشمي")
    article = make_article(identifier="a", body="افتتحت سلمي الهاشمية المكتبة")
    change(live_editor, article, edited_body="افتتحت سلمى الهاشمي\r\nالمتحف مع سلمى الهاشمي")
    assert found("المتحف") == ["a"]
    assert found("المكتبة") == []
    assert Mention.objects.get(person=person).count == 2
    article.refresh_from_db()
    assert article.edited_body == "افتتحت سلمى الهاشمي\nالمتحف مع سلمى الهاشمي"
    change(live_editor, article, edited_body=" \r\n")
    article = Article.objects.get()
    assert article.edited_body == ""
    assert found("المكتبة") == ["a"]


def test_title_date_and_source_are_found_as_changed(live_editor):
    one, two = make_source("one"), make_source("two")
    article = make_article(identifier="a", title="قديم", title_derived=True, source=one, date="2018-05-24")
    change(live_editor, article, title="جديد", source=two.pk, date="2017-01-02")
    assert found("جديد") == ["a"]
    assert found("قديم") == found(sources=("one",)) == []
    assert found(sources=("two",), date_to=datetime.date(2017, 12, 31)) == ["a"]
    article.refresh_from_db()
    assert not article.title_derived


def test_an_article_cannot_move_to_a_source_that_has_its_text(editor):
    source = make_source("one")
    kept = make_article(body=TEXT * 4, source=source)
    article = make_article(body=TEXT * 4, source=make_source("two"))
    assert address(kept) in errors(change(editor, article, source=source.pk))


def test_a_person_taken_out_stays_out_though_the_name_stands_in_the_text(live_editor):
    person = make_person("سلمى الهاشمي")
    article = make_article(identifier="a", body=TEXT)
    mention = Mention.objects.create(article=article, person=person, method=MentionMethod.TEXT)
    assert change(live_editor, article, **{"mentions-0-DELETE": "on", "mentions-0-id": mention.pk}).status_code == 302
    assert Mention.objects.get().state == MentionState.REFUSED
    assert found(people=(person.pk,)) == []
    change(live_editor, article, byline="محررة الثقافة")
    people.link([article.pk])
    assert Mention.objects.get().state == MentionState.REFUSED
    # And can be taken back, as every decision about persons.
    live_editor.post("/people/decisions/", {"undo": Operation.objects.get(user__username="editor").pk})
    assert found(people=(person.pk,)) == ["a"]


def test_the_status_decides_at_once_whether_it_is_found(live_editor):
    article = make_article(identifier="a", body=TEXT)
    for status, expected in (("withdrawn", []), ("published", ["a"]), ("draft", [])):
        change(live_editor, article, status=status)
        assert found("المكتبة") == expected


def test_the_history_says_who_changed_what(editor):
    article = make_article(title="قديم")
    change(editor, article, title="جديد")
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("editor", str(article.pk))
    assert "Changed Title." in editor.get(f"/en{address(article, 'history')}").content.decode()


# --- The list ---


def test_an_identifier_reads_from_its_own_side(editor):
    article = make_article(identifier="000_ac8f")
    assert "<bdi>000_ac8f</bdi>" in editor.get(address(article)).content.decode()


def test_the_list_shows_dates_as_far_as_they_are_known(editor):
    make_article(title="<b>يوم</b>", date="2018-05-24")
    make_article(date="2018-05-01", date_precision="month", date_estimated=True)
    make_article(date="2017-01-01", date_precision="year")
    page = editor.get("/en/admin/articles/article/").content.decode()
    assert "&lt;b&gt;يوم&lt;/b&gt;" in page
    assert '<bdi class="date">2018-05-24</bdi>' in page
    assert '<bdi class="date">2018-05</bdi> (estimate)' in page
    assert '<bdi class="date">2017</bdi>' in page


def test_the_list_is_searched_filtered_and_drilled_down(editor):
    source = make_source("one")
    make_article(title="المكتبة", source=source, date="2018-05-24", byline="ليلى")
    make_article(title="المتحف", date="2017-05-24", status=Status.DRAFT)

    def titles(query: str) -> list[str]:
        return [article.title for article in editor.get(f"/admin/articles/article/?{query}").context["cl"].result_list]

    assert titles("q=المكتبة") == titles("q=ليلى") == titles("status__exact=published") == ["المكتبة"]
    assert titles(f"source__id__exact={source.pk}") == titles("date__year=2018") == ["المكتبة"]
    assert titles("date__year=2017") == titles("date_precision__exact=day&status__exact=draft") == ["المتحف"]


def test_a_long_list_takes_few_queries_and_no_texts(editor, django_assert_max_num_queries):
    source = make_source("one")
    for _ in range(12):
        make_article(source=source)
    with django_assert_max_num_queries(16) as queries:
        editor.get("/admin/articles/article/")
    assert not [query for query in queries.captured_queries if '"body"' in query["sql"]]


@pytest.mark.parametrize(
    ("action", "status", "expected", "said"),
    [
        ("publish", Status.PUBLISHED, ["a", "b", "c"], "Published."),
        ("withdraw", Status.WITHDRAWN, [], "Withdrawn."),
    ],
)
def test_publishing_and_withdrawing_in_bulk(live_editor, action, status, expected, said):
    articles = [
        make_article(identifier=identifier, body=f"{TEXT} {identifier}", status=given)
        for identifier, given in (("a", Status.PUBLISHED), ("b", Status.DRAFT), ("c", Status.WITHDRAWN))
    ]
    before = {article.pk: article.changed for article in articles}
    number = sum(article.status != status for article in articles)
    ids = [article.pk for article in articles]
    answer = live_editor.post("/en/admin/articles/article/", {"action": action, "_selected_action": ids}, follow=True)
    assert f"{number} articles were" in answer.content.decode()
    assert {article.status for article in Article.objects.all()} == {status}
    assert found("المكتبة") == expected
    assert not IndexChange.objects.exists()
    for article in articles:
        now = Article.objects.get(pk=article.pk)
        assert (now.changed > before[article.pk]) is (article.status != status)
        history = live_editor.get(f"/en{address(article, 'history')}").content.decode()
        assert (f"<td>{said}</td>" in history) is (article.status != status)


def test_articles_deleted_one_by_one_or_in_bulk_rest_in_the_trash_and_are_found_no_more(live_editor):
    articles = [make_article(identifier=identifier, body=f"{TEXT} {identifier}") for identifier in "abc"]
    live_editor.post(address(articles[0], "delete"), {"post": "yes"})
    assert found("المكتبة") == ["b", "c"]
    ids = [article.pk for article in articles[1:]]
    live_editor.post("/admin/articles/article/", {"action": "trash", "_selected_action": ids})
    assert found("المكتبة") == []
    assert {article.status for article in Article.objects.all()} == {Status.TRASHED}


def test_what_the_search_cannot_take_in_now_is_saved_and_the_editor_told(live_editor, settings, tmp_path):
    article = make_article(status=Status.DRAFT)
    make_article()
    default = settings.HAYSTACK_CONNECTIONS["default"]
    settings.HAYSTACK_CONNECTIONS = {"default": {**default, "PATH": str(tmp_path)}}
    data = {"action": "publish", "_selected_action": [article.pk]}
    answer = live_editor.post("/en/admin/articles/article/", data, follow=True)
    assert "takes them in later" in answer.content.decode()
    article.refresh_from_db()
    assert article.is_public


def test_an_editor_sees_what_was_repaired_and_takes_it_back(live_editor):
    article = make_article(text="زار الوزير وزارةالخارجية  مع محمـــد علي", date="2018-05-24")
    page = live_editor.get(address(article)).content.decode()
    assert "<del><bdi>زار الوزير وزارةالخارجية" in page
    assert "<ins><bdi>زار الوزير وزارة الخارجية" in page
    assert found('"وزارة الخارجية"') == [article.identifier]
    change(live_editor, article, applied_repairs=["tatweel", "blanks"])
    article = Article.objects.get()
    assert article.text == "زار الوزير وزارةالخارجية مع محمد علي"
    assert article.repairs["declined"] == ["glued_words"]
    assert "repairs" in LogEntry.objects.latest("action_time").get_change_message().lower()
    # Another change leaves it declined, and a tick applies it again.
    change(live_editor, article, title="عنوان آخر")
    assert Article.objects.get().repairs["declined"] == ["glued_words"]
    change(live_editor, article, applied_repairs=["tatweel", "blanks", "glued_words"])
    assert Article.objects.get().text == "زار الوزير وزارة الخارجية مع محمد علي"
    assert found('"وزارة الخارجية"', level="exact") == [article.identifier]


def test_nothing_to_repair_is_said_and_a_new_article_is_repaired(live_editor):
    clean = make_article(text="رست السفينة في المرفأ")
    assert "لا شيء فيه يُصلَح" in live_editor.get(address(clean)).content.decode()
    add(live_editor, body="زار الوزير وزارةالخارجية أمس")
    assert Article.objects.get(body__contains="وزارةالخارجية").text == "زار الوزير وزارة الخارجية أمس"
