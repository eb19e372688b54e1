"""An archive with something in every table that an export writes."""

import datetime

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile

from articles import keeping, people
from articles.models import (
    Article,
    Catalogue,
    Mention,
    MentionState,
    Office,
    Outcome,
    Person,
    PersonAlias,
    PersonSearch,
    Proposal,
    SameAs,
    SavedSearch,
    SourceAlias,
    Status,
    Subject,
    Upload,
    UploadFile,
    UploadRow,
    acting,
    log_act,
)
from tests.factories import find_new, make_article, make_person, make_source, make_user


def fill() -> None:
    """Fill an empty archive, with a word of every kind that files have trouble with."""
    editor = make_user("محررة", "editors", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="purge_article"))
    make_user("uploader", "uploaders")
    source, other = make_source("marfa", time_zone="Africa/Tripoli"), make_source("sada")
    SourceAlias.objects.create(source=source, name="المرفأ اليوم")
    person = make_person("سالم الحدّاد", "Salem Haddad", role="رئيس البلدية")
    Office.objects.create(person=person, title="رئيس البلدية", period="2018–2022")
    SameAs.objects.create(person=person, catalogue=Catalogue.WIKIDATA, identifier="Q42")
    subject = Subject.objects.create(name="ملاحة")
    moment = datetime.datetime(2018, 5, 24, 10, 30, 15, 123456, tzinfo=datetime.UTC)
    later = make_article(identifier="بعد ذلك", date="2018-05-24", published_at=moment, source=source)
    first = make_article(
        identifier="first",
        text="سطر\u2028فاصل \u200f«نص» \U0001f4f0\r\nوسطر عن ليلى حسن ونورة سعيد.",
        source=other,
        reprint_of=later,
        extra={"ب": [1.5, None, {"أ": "نعم"}], "أ": True},
        uploaded_by=editor,
    )
    first.subjects.add(subject)
    Mention.objects.create(article=first, person=person, count=2)
    with acting(editor.pk, "edited", with_parts=True):
        first.title = "عنوان جديد"
        first.save()
        PersonAlias.objects.create(person=person, name="سالم حداد")
    make_article(identifier="draft", status=Status.DRAFT, assigned_to=editor)
    third, fourth = (make_article(identifier=name, source=source) for name in ("third", "fourth"))
    keeping.merge(third, fourth, take=["title"], user_id=editor.pk)
    source.notes = "ملاحظة"
    source.save()
    subject.notes = "ملاحظة"
    subject.save()
    upload = Upload.objects.create(user=editor, declined=["tatweel"])
    file = UploadFile(upload=upload, number=0, name="news.txt", mapping={"العنوان": "title"})
    file.file.save("news.txt", ContentFile("نص الملف".encode()))
    UploadRow.objects.create(
        upload=upload, file=file, number=0, line=1, outcome=Outcome.ADDED, article=first, sketch=b"\x00\xff"
    )
    _decide(first, person, editor)
    SavedSearch.objects.create(user=editor, query="q=المرفأ", name="المرفأ", seen_up_to=moment)
    log_act(editor.pk, "returned", [Article.objects.get(pk=first.pk)], time="2018-05-24 10:30")


def _decide(article: Article, person: Person, editor: User) -> None:
    """Let there be persons that were proposed and decided upon, in every table that keeps such things."""
    find_new([article], "ليلى حسن", "نورة سعيد")
    first, second = Proposal.objects.order_by("pk")
    people.confirm([first], user=editor)
    people.refuse([second], forever=True, user=editor)
    people.decide(Mention.objects.get(article=article, person=person), MentionState.REFUSED, user=editor)
    PersonSearch.objects.create(upto=0, done=4, known_upto=4)
