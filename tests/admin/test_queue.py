"""The review queue: whose draft is whose, and what comes next."""

import pytest

from articles.models import Article, Status
from tests.admin.acts import address
from tests.factories import make_article, make_user

QUEUE = "/en/admin/articles/draft/"


@pytest.fixture
def editor(client, db):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


def titles(client, query: str = "") -> list[str]:
    return [draft.title for draft in client.get(QUEUE + query).context["cl"].result_list]


def test_drafts_are_mine_nobodys_or_all_with_their_numbers(editor):
    me, other = make_user("me", "editors"), make_user("other", "editors", is_staff=True)
    editor.force_login(me)
    me.is_staff = True
    me.save()
    for title, reviewer in (("لي", me), ("لغيري", other), ("لا أحد", None), ("لا أحد أيضا", None)):
        make_article(title=title, status=Status.DRAFT, assigned_to=reviewer)
    make_article(title="منشور")
    assert len(titles(editor)) == 4
    assert titles(editor, "?queue=mine") == ["لي"]
    assert titles(editor, "?queue=nobody") == ["لا أحد", "لا أحد أيضا"]
    page = editor.get(QUEUE).content.decode()
    assert all(label in page for label in ("all (4)", "mine (1)", "nobody&#x27;s (2)"))
    index = editor.get("/en/admin/").content.decode()
    assert "4 drafts to review" in index
    assert "1 of them for you" in index
    assert "4 drafts to review" in editor.get("/en/").content.decode()


def test_drafts_are_assigned_and_given_back(editor):
    other = make_user("other", "editors", is_staff=True)
    reader = make_user("reader")
    draft = make_article(status=Status.DRAFT)

    def act(action: str, **data) -> str:
        data |= {"action": action, "_selected_action": [draft.pk]}
        return editor.post(QUEUE, data, follow=True).content.decode()

    def reviewer():
        return Article.objects.get().assigned_to

    act("take_over")
    assert reviewer().username == "editor"
    act("assign", assignee=other.pk)
    assert reviewer() == other
    assert "Choose beside the action who reviews the drafts." in act("assign")
    # Who may not edit reviews nothing.
    act("assign", assignee=reader.pk)
    assert reviewer() == other
    act("give_back")
    assert reviewer() is None
    assert not Article.history.exists()
    history = editor.get(f"/en{address(draft, 'history')}").content.decode()
    assert "Assigned to \u2068other\u2069 for review." in history


def test_after_publishing_comes_the_next_draft_of_the_queue(editor):
    first, second, third = (make_article(title=f"مسودة {number}", status=Status.DRAFT) for number in range(3))
    Article.objects.filter(pk=second.pk).update(assigned_to=make_user("other", "editors"))
    begin = editor.get(f"{QUEUE}?queue=nobody").context["begin"]
    assert begin == f"/en{address(first, 'change')}?queue=nobody"
    page = editor.get(begin)
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data |= {f"mentions-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    data = {name: value for name, value in data.items() if value}
    answer = editor.post(begin, data | {"_publish_next": "1"})
    assert answer["Location"] == f"/en{address(third, 'change')}?queue=nobody"
    assert Article.objects.get(pk=first.pk).is_public
    editor.post(QUEUE, {"action": "publish", "_selected_action": [third.pk]})
    Article.objects.filter(pk=first.pk).update(status=Status.DRAFT, public_since=None)
    answer = editor.post(begin, data | {"_publish_next": "1"}, follow=True)
    assert "No draft waits in this queue." in answer.content.decode()
