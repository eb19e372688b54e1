"""Every kind of page of the administration, once: what its checks go through, in the archive of `page_types`.

A new page gets a line in STAFF_PAGES; `tests/pages/test_every_page.py` fails where an address has none.
"""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from articles import keeping
from articles.models import Article, Person, Source, Status, Subject, acting
from tests.factories import make_article, make_source, make_user
from tests.page_types import Archive, PageType

EDITOR, ADMIN = "editor", "admin"


def _asked_to_edit_together(client: Client, address: str) -> HttpResponse:
    keys = list(Article.objects.published().order_by("pk").values_list("pk", flat=True)[:3])
    return client.post(address, {"action": "edit_together", "_selected_action": keys})


def _shown_what_would_change(client: Client, address: str) -> HttpResponse:
    keys = Article.objects.published().order_by("pk").values_list("pk", flat=True)[:3]
    date = {"set_date": "on", "date": "2018-05-24", "date_precision": "day", "added": Subject.objects.earliest("pk").pk}
    return client.post(address, {"articles": ",".join(map(str, keys)), **date, "preview": "1"})


def _asked_to_purge(client: Client, address: str) -> HttpResponse:
    keys = list(Article.objects.in_trash().values_list("pk", flat=True))
    return client.post(address, {"action": "purge", "_selected_action": keys})


def _with_nothing_filled_in(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"mentions-TOTAL_FORMS": "0", "mentions-INITIAL_FORMS": "0"})


def _with_a_wrong_password(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"username": EDITOR, "password": "?"})


LIST = "/admin/articles/article/"
VERSION = "/admin/articles/subject/{subject}/history/{subject_version}/"

STAFF_PAGES = (
    PageType("login", "/admin/login/"),
    PageType("login-refused", "/admin/login/", ask=_with_a_wrong_password),
    PageType("index", "/admin/", account=ADMIN),
    PageType("app_list", "/admin/articles/", account=EDITOR),
    PageType("password_change", "/admin/password_change/", account=EDITOR),
    PageType("password_change_done", "/admin/password_change/done/", account=EDITOR),
    PageType("articles_article_changelist", "/admin/articles/article/", account=EDITOR),
    PageType(
        "articles_article_changelist-searched", "/admin/articles/article/?q=المرفأ&status=published", account=EDITOR
    ),
    PageType("articles_article_changelist-of-a-year", "/admin/articles/article/?date__year=2018", account=EDITOR),
    PageType("articles_article_changelist-empty", "/admin/articles/article/?q=zzz", account=EDITOR),
    PageType("articles_article_add", "/admin/articles/article/add/", account=EDITOR),
    PageType(
        "articles_article_add-refused", "/admin/articles/article/add/", account=EDITOR, ask=_with_nothing_filled_in
    ),
    PageType("articles_article_change", "/admin/articles/article/{named}/change/", account=EDITOR),
    PageType("articles_article_change-draft", "/admin/articles/article/{draft}/change/?queue=all", account=EDITOR),
    PageType("articles_article_change-trashed", "/admin/articles/article/{trashed}/change/", account=EDITOR),
    PageType("articles_article_history", "/admin/articles/article/{edited}/history/", account=EDITOR),
    PageType("articles_article_history-none", "/admin/articles/article/{draft}/history/", account=EDITOR),
    PageType("articles_article_version", "/admin/articles/article/{edited}/history/{version}/", account=EDITOR),
    PageType("articles_article_delete", "/admin/articles/article/{edited}/delete/", account=EDITOR),
    PageType("articles_article_merge", "/admin/articles/article/{edited}/merge/{named}/", account=EDITOR),
    PageType("articles_article_together", "/admin/articles/article/", account=EDITOR, ask=_asked_to_edit_together),
    PageType(
        "articles_article_together-preview",
        "/admin/articles/article/edit-together/",
        account=EDITOR,
        ask=_shown_what_would_change,
    ),
    PageType("articles_draft_changelist", "/admin/articles/draft/", account=EDITOR),
    PageType("articles_discarded_changelist", "/admin/articles/discarded/", account=EDITOR),
    PageType("articles_discarded_changelist-purge", "/admin/articles/discarded/", account=ADMIN, ask=_asked_to_purge),
    PageType("articles_person_changelist", "/admin/articles/person/", account=EDITOR),
    PageType("articles_person_add", "/admin/articles/person/add/", account=EDITOR),
    PageType("articles_person_change", "/admin/articles/person/{person}/change/", account=EDITOR),
    PageType("articles_person_history", "/admin/articles/person/{person}/history/", account=EDITOR),
    PageType("articles_person_version", "/admin/articles/person/{person}/history/{person_version}/", account=EDITOR),
    PageType("articles_person_delete", "/admin/articles/person/{person}/delete/", account=ADMIN),
    PageType("articles_source_changelist", "/admin/articles/source/", account=ADMIN),
    PageType("articles_source_add", "/admin/articles/source/add/", account=EDITOR),
    PageType("articles_source_change", "/admin/articles/source/{source}/change/", account=EDITOR),
    PageType("articles_source_history", "/admin/articles/source/{source}/history/", account=ADMIN),
    PageType("articles_source_version", "/admin/articles/source/{source}/history/{source_version}/", account=EDITOR),
    PageType("articles_source_delete", "/admin/articles/source/{source}/delete/", account=ADMIN),
    PageType("articles_source_merge", "/admin/articles/source/{source}/merge/{second}/", account=ADMIN),
    PageType("articles_source_part", "/admin/articles/source/part/{entry}/", account=ADMIN),
    PageType("articles_subject_changelist", "/admin/articles/subject/", account=EDITOR),
    PageType("articles_subject_add", "/admin/articles/subject/add/", account=EDITOR),
    PageType("articles_subject_change", "/admin/articles/subject/{subject}/change/", account=EDITOR),
    PageType("articles_subject_history", "/admin/articles/subject/{subject}/history/", account=EDITOR),
    PageType(
        "articles_subject_version", "/admin/articles/subject/{subject}/history/{subject_version}/", account=EDITOR
    ),
    PageType("articles_subject_delete", "/admin/articles/subject/{subject}/delete/", account=ADMIN),
    PageType("articles_upload_changelist", "/admin/articles/upload/", account=EDITOR),
    PageType("articles_upload_change", "/admin/articles/upload/{upload}/change/", account=EDITOR),
    PageType("articles_upload_history", "/admin/articles/upload/{upload}/history/", account=EDITOR),
    PageType("admin_logentry_changelist", "/admin/admin/logentry/", account=ADMIN),
    PageType("admin_logentry_change", "/admin/admin/logentry/{entry}/change/", account=ADMIN),
    PageType("admin_logentry_history", "/admin/admin/logentry/{entry}/history/", account=ADMIN),
    PageType("auth_user_changelist", "/admin/auth/user/", account=ADMIN),
    PageType("auth_user_add", "/admin/auth/user/add/", account=ADMIN),
    PageType("auth_user_change", "/admin/auth/user/{user}/change/", account=ADMIN),
    PageType("auth_user_password_change", "/admin/auth/user/{user}/password/", account=ADMIN),
    PageType("auth_user_history", "/admin/auth/user/{user}/history/", account=ADMIN),
    PageType("auth_user_delete", "/admin/auth/user/{user}/delete/", account=ADMIN),
    PageType("auth_group_changelist", "/admin/auth/group/", account=ADMIN),
    PageType("auth_group_change", "/admin/auth/group/{group}/change/", account=ADMIN),
    PageType("auth_group_history", "/admin/auth/group/{group}/history/", account=ADMIN),
)

# The same templates, styles and scripts as another page has; what is looked at in a browser is the others.
_LIKE_OTHERS = {
    *(f"articles_subject_{page}" for page in ("changelist", "add", "change", "history", "version", "delete")),
    *(f"auth_group_{page}" for page in ("changelist", "change", "history")),
    *(f"auth_user_{page}" for page in ("add", "history", "delete")),
    *(f"articles_person_{page}" for page in ("add", "history", "version", "delete")),
    *(f"articles_source_{page}" for page in ("changelist", "add", "version")),
    *(f"articles_upload_{page}" for page in ("change", "history")),
    *(f"admin_logentry_{page}" for page in ("change", "history")),
    *(f"articles_article_{page}" for page in ("changelist-of-a-year", "changelist-empty", "history-none")),
}
LOOKED_AT = tuple(page for page in STAFF_PAGES if page.name not in _LIKE_OTHERS)


def fill(archive: Archive) -> None:
    """Let the archive have what the administration shows besides, and give it the keys of that."""
    admin = make_user(ADMIN, "admins", is_staff=True)
    editor = User.objects.get(username=EDITOR)
    source, second = Source.objects.order_by("pk")[:2]
    subject, person = Subject.objects.earliest("pk"), Person.objects.get(pk=archive.keys["person"])
    edited = make_article(identifier="edited", text="افتتحت البلدية المكتبة أمس.\n\nوحضر القراء.", source=source)
    named = Article.objects.filter(mentions__isnull=False, status=Status.PUBLISHED).earliest("pk")
    with acting(editor.pk):
        edited.title, edited.date, edited.date_precision = "عنوان مصحح", named.date, named.date_precision
        edited.edited_body = "افتتحت البلدية المكتبة اليوم.\n\nوحضر القراء."
        edited.save()
        edited.subjects.add(subject)
        for one in (source, subject, person):
            one.notes = "ملاحظة"
            one.save()
    gone = make_source("gone", name_ar="مصدر زائل", name_latin="Gone Source")
    make_article(source=gone)
    keeping.merge_sources(source, gone, user_id=admin.pk)
    draft = make_article(status=Status.DRAFT, text="مسودّة ﻛﺘﺎﺏ   فيها ما يُصلح.", uploaded_by=editor)
    Article.objects.move_to_trash([make_article(identifier="t", text="نص في السلة.").pk], user_id=editor.pk)
    make_article(identifier="again", text="نص في السلة.")
    keys: dict[str, Any] = {
        "edited": edited.pk,
        "named": named.pk,
        "draft": draft.pk,
        "trashed": Article.objects.in_trash().get(identifier="t").pk,
        "version": edited.history.earliest("history_id").pk,
        "source": source.pk,
        "second": second.pk,
        "source_version": source.history.earliest("history_id").pk,
        "subject_version": subject.history.earliest("history_id").pk,
        "person_version": person.history.earliest("history_id").pk,
        "upload": editor.uploads.earliest("pk").pk,
        "entry": LogEntry.objects.filter(user=admin).latest("pk").pk,
        "user": editor.pk,
        "group": editor.groups.get().pk,
    }
    archive.keys |= keys
