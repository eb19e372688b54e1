"""What staff do on the archive's own pages: uploads, and decisions about persons. Of uploads, the own and another's."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeAlias

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import people
from articles.models import (
    FileState,
    Mention,
    Operation,
    Outcome,
    Person,
    Proposal,
    Status,
    Upload,
    UploadFile,
    UploadRow,
    UploadState,
)
from tests.admin.acts import ACCOUNTS, EDITORS, NOBODY, STAFF, Act, World
from tests.factories import find_new, make_article, make_person, name_in

CONTENT = "title,text\nسوق,نص الصف\n"


class Site(World):
    """An archive with uploads of the role's and of somebody else's, and with persons to decide upon."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.waiting, self.imported = self._uploads(self.other, self.draft)
        # A reader's account could have been an uploader's once; a visitor has none.
        owner = self.user or self.boss
        self.own_waiting, self.own_imported = self._uploads(owner, self.own)
        self.own_public = Upload.objects.create(user=owner, state=UploadState.IMPORTED)
        self._row(self.own_public, done=True, article=self.article, article_changed=self.article.changed)
        find_new([make_article(text="قال كمال الطباع أمس.")], "كمال الطباع")
        self.proposal = Proposal.objects.get()
        self.namesake = make_person("خالد العمري")
        name_in(self.twin, self.person)
        self.mention = Mention.objects.get(article=self.twin, person=self.person)
        merged = make_person("خالد العمري (الشاعر)")
        self.operation = people.merge(merged, self.namesake, user=None)

    def _uploads(self, user: Any, article: Any) -> tuple[Upload, Upload]:
        waiting = Upload.objects.create(user=user, state=UploadState.WAITING, publish=True)
        self._row(waiting, fields={"title": "سوق", "text": "محمـــد"}, body="محمـــد", repaired=1)
        imported = Upload.objects.create(user=user, state=UploadState.IMPORTED)
        self._row(imported, done=True, article=article, article_changed=article.changed)
        return waiting, imported

    def _row(self, upload: Upload, **fields: Any) -> None:
        file = UploadFile(upload=upload, number=0, name="a.csv", state=FileState.READ)
        file.file.save("a.csv", ContentFile(CONTENT.encode()))
        applied = {"applied": {"tatweel": 1}, "declined": []}
        proposal = {"field": "byline", "rule": "said", "value": "ليلى", "confidence": 0.9, "state": ""}
        one = {"outcome": Outcome.ADDED, "repairs": applied, "proposals": [proposal], "proposed": 1}
        UploadRow.objects.create(upload=upload, file=file, number=0, line=2, title="سوق", **one | fields)

    def press(self, upload: Upload, **buttons: str) -> Any:
        return self.client.post(upload.get_absolute_url(), buttons)

    def press_in_row(self, upload: Upload, **buttons: str) -> Any:
        return self.client.post(f"{upload.get_absolute_url()}rows/{upload.rows.get().pk}/", buttons)

    def state_of(self, upload: Upload) -> str:
        return Upload.objects.get(pk=upload.pk).state


def row_of(upload: Upload) -> UploadRow:
    return upload.rows.get()


Of: TypeAlias = Callable[[Site], Upload]


def _of_uploads(name: str, roles: tuple[str, ...], waiting: str, imported: str) -> list[Act]:
    """The acts of an upload that waits and of one that was imported, which the world has under these names."""
    first, second = attrgetter(waiting), attrgetter(imported)
    return [
        *_of_an_upload(name, roles, first),
        *_of_its_rows(name, roles, first),
        Act(
            f"undo {name}",
            roles,
            lambda w: w.press(second(w), undo="1"),
            lambda w: w.state_of(second(w)) == "undoing",
        ),
        Act(
            f"publish {name}",
            tuple(role for role in roles if role in EDITORS),
            lambda w: w.press(second(w), publish="1"),
            lambda w: Status.PUBLISHED in second(w).rows.values_list("article__status", flat=True),
        ),
        # Last: its files are gone from the disk then, whatever the database takes back.
        Act(
            f"cancel {name}",
            roles,
            lambda w: w.press(first(w), cancel="1"),
            lambda w: w.state_of(first(w)) == "cancelled",
        ),
    ]


def _of_an_upload(name: str, roles: tuple[str, ...], first: Of) -> list[Act]:
    return [
        Act(
            f"confirm {name}",
            roles,
            lambda w: w.press(first(w), confirm="1"),
            lambda w: w.state_of(first(w)) == "importing",
        ),
        Act(
            f"publish at once what is confirmed of {name}",
            tuple(role for role in roles if role in EDITORS),
            lambda w: w.press(first(w), confirm="1"),
            lambda w: w.state_of(first(w)) == "importing" and Upload.objects.get(pk=first(w).pk).publish,
        ),
        Act(
            f"pause {name}",
            roles,
            lambda w: (w.press(first(w), confirm="1"), w.press(first(w), pause="1")),
            lambda w: Upload.objects.get(pk=first(w).pk).paused,
        ),
    ]


def _of_its_rows(name: str, roles: tuple[str, ...], first: Of) -> list[Act]:
    return [
        Act(
            f"decide rows of {name}",
            roles,
            lambda w: w.press(first(w), decide="refuse", scope="all"),
            lambda w: row_of(first(w)).decision == "refuse",
        ),
        Act(
            f"decide a row of {name}",
            roles,
            lambda w: w.press_in_row(first(w), decide="accept"),
            lambda w: row_of(first(w)).decision == "accept",
        ),
        Act(
            f"change a row of {name}",
            roles,
            lambda w: w.press_in_row(first(w), save="1", title="عنوان آخر"),
            lambda w: "title" in row_of(first(w)).changes,
        ),
        Act(
            f"take the proposals of {name}",
            roles,
            lambda w: w.press(first(w), take="byline|said|1"),
            lambda w: row_of(first(w)).proposals[0]["state"] == "accepted",
        ),
        Act(
            f"decline a repair of {name}",
            roles,
            lambda w: w.press(first(w), decline="tatweel"),
            lambda w: row_of(first(w)).repairs["declined"] == ["tatweel"],
        ),
        Act(
            f"decline a repair of a row of {name}",
            roles,
            lambda w: w.press_in_row(first(w), decline="tatweel"),
            lambda w: row_of(first(w)).repairs["declined"] == ["tatweel"],
        ),
        Act(
            f"say what the columns of {name} are",
            roles,
            lambda w: w.client.post(f"{first(w).get_absolute_url()}files/0/columns/", {"column-1": "text"}),
            lambda w: first(w).files.get().mapping is not None,
        ),
    ]


SITE_ACTS = [
    *_of_uploads("the own upload", STAFF, "own_waiting", "own_imported"),
    *_of_uploads("another's upload", EDITORS, "waiting", "imported"),
    Act(
        "undo an own upload that was published",
        EDITORS,
        lambda w: w.press(w.own_public, undo="1"),
        lambda w: w.state_of(w.own_public) == "undoing",
    ),
    Act(
        "upload",
        STAFF,
        lambda w: w.client.post("/upload/", {"file": [SimpleUploadedFile("b.txt", "نص مرفوع".encode())]}),
        lambda w: Upload.objects.filter(files__name="b.txt", user=w.user).exists(),
    ),
    Act(
        "write an article",
        STAFF,
        lambda w: w.client.post("/upload/article/", {"text": "نص مكتوب", "title": "عنوان"}),
        lambda w: Upload.objects.filter(files__name__endswith=".jsonl", user=w.user).exists(),
    ),
    Act(
        "publish what is uploaded",
        EDITORS,
        lambda w: w.client.post("/upload/", {"file": [SimpleUploadedFile("b.txt", b"a")], "publish": "on"}),
        lambda w: Upload.objects.filter(files__name="b.txt", publish=True).exists(),
    ),
    Act(
        "confirm a proposal in the list",
        EDITORS,
        lambda w: w.client.post("/people/proposals/", {"act": f"new:{w.proposal.pk}"}),
        lambda w: Person.objects.filter(display_name="كمال الطباع").exists(),
    ),
    Act(
        "confirm a proposal",
        EDITORS,
        lambda w: w.client.post(f"/people/proposals/{w.proposal.pk}/", {"act": "alias", "person": w.person.pk}),
        lambda w: w.person.aliases.filter(name="كمال الطباع").exists(),
    ),
    Act(
        "refuse a proposal",
        EDITORS,
        lambda w: w.client.post(f"/people/proposals/{w.proposal.pk}/", {"act": "forever"}),
        lambda w: not Proposal.objects.open().exists(),
    ),
    Act(
        "merge persons",
        EDITORS,
        lambda w: w.client.post(f"/people/{w.person.pk}/merge/", {"into": w.namesake.pk}),
        lambda w: Person.objects.get(pk=w.person.pk).retired,
    ),
    Act(
        "split a person",
        EDITORS,
        lambda w: w.client.post(f"/people/{w.person.pk}/split/", {"name": "سلمى (الكاتبة)", "article": w.twin.pk}),
        lambda w: Person.objects.filter(display_name="سلمى (الكاتبة)").exists(),
    ),
    Act(
        "say that a person is not meant",
        EDITORS,
        lambda w: w.client.post(f"/people/mentions/{w.mention.pk}/", {"state": "refused"}),
        lambda w: Mention.objects.get(pk=w.mention.pk).state == "refused",
    ),
    Act(
        "take a decision back",
        EDITORS,
        lambda w: w.client.post("/people/decisions/", {"undo": w.operation.pk}),
        lambda w: Operation.objects.get(pk=w.operation.pk).undone is not None,
    ),
]


def site_pages(world: Site) -> dict[str, tuple[str, ...]]:
    """Return who opens each of the pages that belong to staff."""
    pages = {"/upload/": STAFF, "/upload/article/": STAFF}
    # Who has an account sees what it once uploaded, whatever became of its rights.
    for upload, roles, deciders in (
        (world.own_waiting, ACCOUNTS if world.user else NOBODY, STAFF),
        (world.waiting, EDITORS, EDITORS),
    ):
        own = upload.get_absolute_url()
        pages |= {f"{own}{tail}": roles for tail in ("", f"rows/{upload.rows.get().pk}/", "refused.csv", "files/0/")}
        pages[f"{own}files/0/columns/"] = deciders
    person = world.person.pk
    below = ("proposals/", f"proposals/{world.proposal.pk}/", "merges/", "decisions/", f"{person}/merge/")
    return pages | {f"/people/{tail}": EDITORS for tail in (*below, f"{person}/split/")}
