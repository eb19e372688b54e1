"""What can be done in the administration, by whom: the table of `test_every_act.py`, and an archive to try it in."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from articles import keeping
from articles.models import Article, Mention, Person, Source, Status, Subject, Upload, acting, log_act
from tests.factories import make_article, make_person, make_source, make_user

EVERYBODY = ("visitor", "reader", "uploader", "editor", "admin", "superuser")
ACCOUNTS = EVERYBODY[1:]
STAFF = EVERYBODY[2:]
EDITORS = EVERYBODY[3:]
ADMINS = EVERYBODY[4:]
SUPERUSERS = EVERYBODY[5:]
NOBODY = ()


class World:
    """An archive with something of every kind, and an account of a role that acts in it."""

    def __init__(self, role: str) -> None:
        self.client = Client()
        self.user = None
        if role != "visitor":
            group = [f"{role}s"] if role in ("uploader", "editor", "admin") else []
            self.user = make_user(role, *group, is_staff=role in STAFF, is_superuser=role == "superuser")
            self.client.force_login(self.user)
        self.other = make_user("other", "uploaders", is_staff=True)
        self.boss = make_user("boss", is_staff=True, is_superuser=True)
        self.source, self.second_source = make_source("one"), make_source("two")
        self.subject = Subject.objects.create(name="ثقافة")
        self.person = make_person("سلمى الهاشمي")
        self.article = make_article(title="قديم", source=self.source)
        self.twin = make_article(text="افتتحت سلمى الهاشمي المكتبة.")
        self.draft = make_article(status=Status.DRAFT, uploaded_by=self.other)
        self.own = make_article(title="مسودتي", status=Status.DRAFT, uploaded_by=self.user)
        self.trashed = make_article(status=Status.TRASHED)
        self.upload = Upload.objects.create(user=self.other)
        with acting(self.boss.pk):
            self.article.title = "جديد"
            self.article.save()
            for one in (self.person, self.source, self.subject):
                one.notes = "ملاحظة"
                one.save()
        log_act(self.boss.pk, "published", [self.article])
        self.entry = LogEntry.objects.get()
        keeping.merge_sources(make_source("had-part"), make_source("part-of-source"), user_id=self.boss.pk)
        self.merge_of_sources = LogEntry.objects.exclude(pk=self.entry.pk).get()

    def first_version(self, one: Any) -> Any:
        return one.history.last()

    def status_of(self, article: Article) -> str:
        return Article.objects.get(pk=article.pk).status

    def act_on(self, article: Article, action: str, page: str = "article", **more: str) -> Any:
        data = {"action": action, "_selected_action": [article.pk], **more}
        return self.client.post(f"/admin/articles/{page}/", data)

    def save(self, path: str, **fields: Any) -> Any:
        """Open a form, where it opens, change some fields, and send it; where it does not open, send the fields."""
        shown = self.client.get(path)
        data = {}
        if shown.status_code == 200 and "adminform" in shown.context:
            for formset in shown.context["inline_admin_formsets"]:
                forms = [formset.formset.management_form, *formset.formset.initial_forms]
                data |= {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
            form = shown.context["adminform"].form
            data |= {name: form[name].value() for name in form.fields}
        return self.client.post(path, {name: value for name, value in (data | fields).items() if value is not None})


class Act(NamedTuple):
    """What is tried: by which request, whether it was done, and who may."""

    name: str
    roles: tuple[str, ...]
    do: Callable[[World], Any]
    done: Callable[[World], bool]


def address(one: Any, page: str, *more: Any) -> str:
    """Return the address of a page of an object; below /en it is English."""
    with translation.override("ar"):
        return reverse(f"admin:{one._meta.app_label}_{one._meta.model_name}_{page}", args=[one.pk, *more])


NEW_ARTICLE = {"title": "مقال", "body": "نص جديد", "language": "ar", "date_precision": "unknown", "identifier": "new"}
TOGETHER = {"date_precision": "unknown", "set_source": "on", "apply": "1"}
NO_ROWS = {f"{prefix}-{name}_FORMS": "0" for prefix in ("mentions", "aliases") for name in ("TOTAL", "INITIAL")}
JOINED = {"date_joined_0": "2020-01-01", "date_joined_1": "12:00"}
PASSWORD = {"password1": "quite-long-1", "password2": "quite-long-1", "usable_password": "true"}

ACTS = [
    Act("publish", EDITORS, lambda w: w.act_on(w.draft, "publish"), lambda w: w.status_of(w.draft) == "published"),
    Act(
        "publish in the queue",
        EDITORS,
        lambda w: w.act_on(w.draft, "publish", "draft"),
        lambda w: w.status_of(w.draft) == "published",
    ),
    Act("publish own", EDITORS, lambda w: w.act_on(w.own, "publish"), lambda w: w.status_of(w.own) == "published"),
    Act(
        "publish own in its form",
        EDITORS,
        lambda w: w.save(address(w.own, "change"), status="published", _publish_next="1"),
        lambda w: w.status_of(w.own) == "published",
    ),
    Act(
        "withdraw", EDITORS, lambda w: w.act_on(w.article, "withdraw"), lambda w: w.status_of(w.article) == "withdrawn"
    ),
    Act("trash", EDITORS, lambda w: w.act_on(w.article, "trash"), lambda w: w.status_of(w.article) == "trashed"),
    Act("trash another's", EDITORS, lambda w: w.act_on(w.draft, "trash"), lambda w: w.status_of(w.draft) == "trashed"),
    Act("trash own", STAFF, lambda w: w.act_on(w.own, "trash"), lambda w: w.status_of(w.own) == "trashed"),
    Act(
        "delete",
        EDITORS,
        lambda w: w.client.post(address(w.article, "delete"), {"post": "yes"}),
        lambda w: w.status_of(w.article) == "trashed",
    ),
    Act(
        "delete own",
        STAFF,
        lambda w: w.client.post(address(w.own, "delete"), {"post": "yes"}),
        lambda w: w.status_of(w.own) == "trashed",
    ),
    Act(
        "restore",
        EDITORS,
        lambda w: w.client.post(address(w.trashed, "restore")),
        lambda w: w.status_of(w.trashed) == "published",
    ),
    Act(
        "restore in the list",
        EDITORS,
        lambda w: w.act_on(w.trashed, "restore", "discarded"),
        lambda w: w.status_of(w.trashed) == "published",
    ),
    Act(
        "purge",
        ADMINS,
        lambda w: w.act_on(w.trashed, "purge", "discarded", confirmed="yes"),
        lambda w: not Article.objects.filter(pk=w.trashed.pk).exists(),
    ),
    Act(
        "assign",
        EDITORS,
        lambda w: w.act_on(w.draft, "assign", "draft", assignee=str(w.boss.pk)),
        lambda w: Article.objects.get(pk=w.draft.pk).assigned_to == w.boss,
    ),
    Act(
        "take over",
        EDITORS,
        lambda w: w.act_on(w.draft, "take_over", "draft"),
        lambda w: Article.objects.get(pk=w.draft.pk).assigned_to_id is not None,
    ),
    Act(
        "edit",
        EDITORS,
        lambda w: w.save(address(w.article, "change"), title="أحدث"),
        lambda w: Article.objects.get(pk=w.article.pk).title == "أحدث",
    ),
    Act(
        "edit another's",
        EDITORS,
        lambda w: w.save(address(w.draft, "change"), title="أحدث"),
        lambda w: Article.objects.get(pk=w.draft.pk).title == "أحدث",
    ),
    Act(
        "edit own",
        STAFF,
        lambda w: w.save(address(w.own, "change"), title="أحدث"),
        lambda w: Article.objects.get(pk=w.own.pk).title == "أحدث",
    ),
    Act(
        "add",
        EDITORS,
        lambda w: w.save("/admin/articles/article/add/", **NO_ROWS, **NEW_ARTICLE, status="draft"),
        lambda w: Article.objects.filter(identifier="new", uploaded_by=w.user).exists(),
    ),
    Act(
        "edit together",
        EDITORS,
        lambda w: w.client.post(
            "/admin/articles/article/edit-together/", {**TOGETHER, "articles": w.twin.pk, "source": w.source.pk}
        ),
        lambda w: Article.objects.get(pk=w.twin.pk).source == w.source,
    ),
    Act(
        "merge",
        EDITORS,
        lambda w: w.client.post(address(w.article, "merge", w.twin.pk)),
        lambda w: w.status_of(w.twin) == "trashed",
    ),
    Act(
        "return",
        EDITORS,
        lambda w: w.client.post(address(w.article, "return", w.first_version(w.article).pk)),
        lambda w: Article.objects.get(pk=w.article.pk).title == "قديم",
    ),
    Act(
        "return of a source",
        EDITORS,
        lambda w: w.client.post(address(w.source, "return", w.first_version(w.source).pk)),
        lambda w: Source.objects.get(pk=w.source.pk).notes == "",
    ),
    Act(
        "return of a subject",
        EDITORS,
        lambda w: w.client.post(address(w.subject, "return", w.first_version(w.subject).pk)),
        lambda w: Subject.objects.get(pk=w.subject.pk).notes == "",
    ),
    Act(
        "return of a person",
        EDITORS,
        lambda w: w.client.post(address(w.person, "return", w.first_version(w.person).pk)),
        lambda w: Person.objects.get(pk=w.person.pk).notes == "",
    ),
    Act(
        "merge sources",
        ADMINS,
        lambda w: w.client.post(address(w.source, "merge", w.second_source.pk)),
        lambda w: not Source.objects.filter(pk=w.second_source.pk).exists(),
    ),
    Act(
        "part sources",
        ADMINS,
        lambda w: w.client.post(reverse("admin:articles_source_part", args=[w.merge_of_sources.pk])),
        lambda w: Source.objects.filter(key="part-of-source").exists(),
    ),
    Act(
        "edit a source",
        EDITORS,
        lambda w: w.save(address(w.source, "change"), name_ar="اسم آخر"),
        lambda w: Source.objects.get(pk=w.source.pk).name_ar == "اسم آخر",
    ),
    Act(
        "delete a person",
        ADMINS,
        lambda w: w.client.post(address(w.person, "delete"), {"post": "yes"}),
        lambda w: not Person.objects.exists(),
    ),
    Act(
        "look for a person",
        EDITORS,
        lambda w: (
            w.client.post("/admin/articles/person/", {"action": "find_in_texts", "_selected_action": [w.person.pk]}),
        ),
        lambda w: Mention.objects.exists(),
    ),
    Act(
        "make an account",
        ADMINS,
        lambda w: w.client.post("/admin/auth/user/add/", {"username": "new", **PASSWORD}),
        lambda w: User.objects.filter(username="new").exists(),
    ),
    Act(
        "make a superuser",
        SUPERUSERS,
        lambda w: w.save(
            address(w.other, "change"), is_superuser="on", date_joined_0="2020-01-01", date_joined_1="12:00"
        ),
        lambda w: User.objects.get(pk=w.other.pk).is_superuser,
    ),
    Act(
        "take a superuser's password",
        SUPERUSERS,
        lambda w: w.client.post(reverse("admin:auth_user_password_change", args=[w.boss.pk]), PASSWORD),
        lambda w: User.objects.get(pk=w.boss.pk).check_password("quite-long-1"),
    ),
    Act(
        "grant the own group more",
        SUPERUSERS,
        lambda w: w.save(address(Group.objects.get(name="editors"), "change"), name="rulers"),
        lambda w: Group.objects.filter(name="rulers").exists(),
    ),
    Act(
        "delete an entry of the log",
        NOBODY,
        lambda w: (
            w.client.post(address(w.entry, "delete"), {"post": "yes"}),
            w.client.post("/admin/admin/logentry/", {"action": "delete_selected", "_selected_action": [w.entry.pk]}),
        ),
        lambda w: not LogEntry.objects.filter(pk=w.entry.pk).exists(),
    ),
    Act(
        "edit an entry of the log",
        NOBODY,
        lambda w: w.save(address(w.entry, "change"), object_repr="غيره"),
        lambda w: LogEntry.objects.get(pk=w.entry.pk).object_repr == "غيره",
    ),
    Act(
        "change the own password",
        ACCOUNTS,
        lambda w: w.client.post(
            "/password/",
            {"old_password": w.user and w.user.username, "new_password1": "quite-1!", "new_password2": "quite-1!"}
            if w.user
            else {},
        ),
        lambda w: w.user is not None and User.objects.get(pk=w.user.pk).check_password("quite-1!"),
    ),
]
