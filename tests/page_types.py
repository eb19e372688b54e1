"""Every kind of page, once: what the checks of all pages go through, in an archive of invented articles.

A new page gets a line in PAGES, what is no whole page one in OTHERS; `tests/pages/test_every_page.py` fails where an
address or a template has none.
"""

import datetime
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from articles import ingest, people, search
from articles.models import (
    Article,
    Mention,
    MentionState,
    Person,
    Proposal,
    SavedSearch,
    Status,
    Subject,
    Upload,
    UploadRow,
)
from articles.search import store
from articles.views import errors
from tests import sample
from tests.factories import find_new, make_article, make_person, make_user
from tests.uploads import work

LANGUAGES = {"ar": "", "en": "/en"}
ARTICLES = 60
# A query too long to be repeated in links.
MANY_WORDS = " أو ".join(["المرفأ", "السفن", "المكتبة", "السوق", "القوارب", "المعرض", "الزيتون", "الأرصفة"])

# One to add, one that is there already, one that cannot be read.
WAITING = f"""\
{{"id": "waiting", "title": "خبر ينتظر", "text": "وصل خبر ينتظر في المرفأ.", "date": "2019-01-02", "source": "marfa"}}
{{"id": "again", "text": {json.dumps(sample.FEATURE_TEXT)}, "source": "diwan"}}
{{"id": "broken", "text": "خبر
"""

Ask = Callable[[Client, str], HttpResponse]


def _from_elsewhere(client: Client, address: str) -> HttpResponse:
    return client.get(address, headers={"host": "elsewhere.example"})


def _without_token(client: Client, address: str) -> HttpResponse:
    return Client(enforce_csrf_checks=True).post(address, {"digits": "arabic"})


def _with_wrong_password(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"username": "editor", "password": "?"})


def _with_nothing_chosen(client: Client, address: str) -> HttpResponse:
    return client.post(address, {})


def _while_failing(client: Client, address: str) -> HttpResponse:
    return errors.server_error(RequestFactory().get(address))


def _before_indexing(client: Client, address: str) -> HttpResponse:
    pointer = store.root() / store.POINTER
    there = pointer.read_bytes()
    pointer.unlink()
    try:
        return client.get(address)
    finally:
        pointer.write_bytes(there)


def _after_a_search(client: Client, address: str) -> HttpResponse:
    client.get("/search/?q=المرفأ")
    return client.get(address)


def _by_htmx(client: Client, address: str) -> HttpResponse:
    return client.get(address, headers={"HX-Request": "true"})


def _judge(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"state": "confirmed", "next": "/"})


def _to_the_end(client: Client, address: str) -> HttpResponse:
    answer = client.get(address)
    answer.getvalue()
    return answer


@dataclass(frozen=True)
class PageType:
    """A kind of page: its name, an address that shows it, the status and who looks ("" for everybody).

    The address may name what the archive has: `{article}`, `{person}` and the other keys of `Archive.keys`.
    """

    name: str
    address: str
    status: int = 200
    account: str = ""
    ask: Ask = Client.get


PAGES = (
    PageType("home", "/"),
    PageType("search", "/search/"),
    PageType("search-help", "/search/help/"),
    PageType("results", "/search/?q=المرفأ"),
    PageType("results-narrowed", "/search/?q=المرفأ&from=2018&source=marfa&not-source=diwan&sort=oldest&per=50"),
    PageType("results-page-2", "/search/?q=المرفأ&page=2"),
    PageType("results-of-many-words", f"/search/?q={MANY_WORDS}&from=2018&to=2018"),
    PageType("results-forms-dropped", "/search/?q=السفن&level=wide&drop=سفن"),
    PageType("results-with-gaps", "/search/?from=2017-06&to=2017-10"),
    PageType("results-with-notice", '/search/?q="رئيس البلدية'),
    PageType("results-suggested", "/search/?q=المكتببة"),
    PageType("results-rescued", "/search/?q=hglvth"),
    PageType("results-nothing", "/search/?q=المكتبة قطار&from=2018&source=marfa"),
    PageType("results-to-save", "/search/?q=المكتبة", account="editor"),
    PageType("results-wrong-date", "/search/?q=المكتبة&from=2018-13"),
    PageType("results-no-index", "/search/?q=المكتبة", status=503, ask=_before_indexing),
    PageType("facet", "/search/person/?q=المرفأ"),
    PageType("facet-dates", "/search/date/?q=المرفأ"),
    PageType("facet-of-many-words", f"/search/source/?q={MANY_WORDS}"),
    PageType("history", "/searches/", ask=_after_a_search),
    PageType("history-empty", "/searches/"),
    PageType("saved-searches", "/searches/saved/", account="editor"),
    PageType("saved-searches-none", "/searches/saved/", account="reader"),
    PageType("article", "/articles/{article}/"),
    PageType("article-reprinted", "/articles/{reprinted}/"),
    PageType("article-with-hits", "/articles/{article}/?q=المرفأ&rank=1"),
    PageType("compare", "/articles/{reprinted}/compare/{reprint}/"),
    PageType("dates", "/dates/"),
    PageType("year", "/dates/2018/"),
    PageType("month", "/dates/2018/05/"),
    PageType("day", "/dates/{day}/"),
    PageType("day-without-articles", "/dates/2017/07/15/"),
    PageType("every-year", "/dates/every-year/05/24/"),
    PageType("every-year-without-articles", "/dates/every-year/02/29/"),
    PageType("undated", "/dates/undated/"),
    PageType("hijri-years", "/dates/hijri/"),
    PageType("hijri-year", "/dates/hijri/1439/"),
    PageType("hijri-month", "/dates/hijri/1439/09/"),
    PageType("people", "/people/"),
    PageType("people-searched", "/people/?q=حداد"),
    PageType("person", "/people/{person}/"),
    PageType("person-narrowed", "/people/{person}/?with={other}&from=2018&to=2018"),
    PageType("person-names", "/people/{person}/names/"),
    PageType("person-network", "/people/{person}/network/"),
    PageType("person-network-of-a-period", "/people/{person}/network/?from=1950&to=1951"),
    PageType("person-for-editors", "/people/{person}/", account="editor"),
    PageType("article-with-persons", "/articles/{article}/?persons=1&q=المرفأ", account="editor"),
    PageType("proposals", "/people/proposals/", account="editor"),
    PageType("proposals-searched", "/people/proposals/?q=قيصر", account="editor"),
    PageType("proposal", "/people/proposals/{proposal}/", account="editor"),
    PageType("merges", "/people/merges/", account="editor"),
    PageType("merge", "/people/{person}/merge/?q=هند", account="editor"),
    PageType("merge-preview", "/people/{person}/merge/?into={other}", account="editor"),
    PageType("split", "/people/{person}/split/", account="editor"),
    PageType("decisions", "/people/decisions/", account="editor"),
    PageType("sources", "/sources/"),
    PageType("source", "/sources/marfa/"),
    PageType("subjects", "/subjects/"),
    PageType("subject", "/subjects/{subject}/"),
    PageType("coverage", "/coverage/"),
    PageType("preferences", "/preferences/"),
    PageType("login", "/login/"),
    PageType("login-refused", "/login/", ask=_with_wrong_password),
    PageType("logout", "/logout/", account="editor"),
    PageType("password", "/password/", account="editor"),
    PageType("upload", "/upload/", account="editor"),
    PageType("upload-refused", "/upload/", account="editor", ask=_with_nothing_chosen),
    PageType("upload-one", "/upload/article/", account="editor"),
    PageType("upload-running", "/upload/{running}/", account="editor"),
    PageType("upload-preview", "/upload/{waiting}/", account="editor"),
    PageType("upload-refused-rows", "/upload/{waiting}/?show=refused", account="editor"),
    PageType("upload-row", "/upload/{waiting}/rows/{row}/", account="editor"),
    PageType("upload-row-refused", "/upload/{waiting}/rows/{broken}/", account="editor"),
    PageType("upload-columns", "/upload/{waiting}/files/0/columns/", account="editor"),
    PageType("upload-done", "/upload/{imported}/", account="editor"),
    PageType("error-400", "/", status=400, ask=_from_elsewhere),
    PageType("error-403", "/upload/", status=403, account="reader"),
    PageType("error-403-form", "/preferences/", status=403, ask=_without_token),
    PageType("error-404", "/nowhere/", status=404),
    PageType("error-410", "/articles/withdrawn/", status=410),
    PageType("error-500", "/", status=500, ask=_while_failing),
)

# No whole pages: their own tests say whether they are right.
OTHERS = (
    PageType("upload-progress", "/upload/{running}/?progress", account="editor", ask=_by_htmx),
    PageType("upload-refused-table", "/upload/{waiting}/refused.csv", account="editor", ask=_to_the_end),
    PageType("upload-original", "/upload/{waiting}/files/0/", account="editor", ask=_to_the_end),
    PageType("part", "/search/?q=المرفأ", ask=_by_htmx),
    PageType("suggestions", "/search/suggestions/?q=المك"),
    PageType("suggestions-json", "/search/suggestions.json?q=المك"),
    PageType("opensearch", "/opensearch.xml"),
    PageType("received", "/articles/{article}/received.txt"),
    PageType("saved-search", "/searches/saved/{saved}/", status=302, account="editor"),
    PageType("person-merged", "/people/{merged}/", status=301),
    PageType("mention", "/people/mentions/{mention}/", status=302, account="editor", ask=_judge),
    PageType("feed", "/feed/"),
    PageType("feed-of-search", "/search/feed/?q=المرفأ"),
    PageType("feed-of-person", "/people/{person}/feed/"),
    PageType("feed-of-source", "/sources/marfa/feed/"),
    PageType("feed-of-subject", "/subjects/{subject}/feed/"),
)


class Archive:
    """An archive with something on every kind of page. Tests have it from the fixture `sample_archive`."""

    def __init__(self) -> None:
        """Fill the database and the index, which are there and empty, and `MEDIA_ROOT`."""
        with tempfile.TemporaryDirectory() as folder:
            file = sample.write(Path(folder), ARTICLES)
            ingest.load(ingest.read([file]), status=Status.PUBLISHED)
        make_article(identifier="withdrawn", status=Status.WITHDRAWN)
        editor = make_user("editor", "editors", is_staff=True)
        make_user("reader")
        search.drain()
        reprint = Article.objects.filter(reprint_of=None, identifier__endswith="-b").earliest("date", "pk")
        person, other = Person.objects.filter(display_name__in=("عبد الرحمن الشاطئ", "هند المزروع")).order_by("pk")
        long_ago = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
        saved = SavedSearch.objects.create(user=editor, query="q=المرفأ", name="أخبار المرفأ", seen_up_to=long_ago)
        self._decide(editor)
        self.keys = {
            "proposal": Proposal.objects.open()[0].pk,
            "merged": Person.objects.get(retired=True).pk,
            "mention": Mention.objects.filter(state=MentionState.CONFIDENT).earliest("pk").pk,
            "article": sample.FEATURE,
            "day": sample.FEATURE_DAY.replace("-", "/"),
            "reprint": reprint.identifier,
            "reprinted": reprint.identifier.removesuffix("-b"),
            "person": person.pk,
            "other": other.pk,
            "subject": Subject.objects.earliest("pk").pk,
            "saved": saved.pk,
            "waiting": self._upload(WAITING),
            "imported": self._upload('{"id": "arrived", "text": "خبر وصل عن المرفأ."}', confirm="1"),
            "running": Upload.objects.create(user=editor, rows_done=20, files_total=3, bytes_total=9).key,
            "row": UploadRow.objects.get(identifier="waiting").pk,
            "broken": UploadRow.objects.get(reason="not_json").pk,
        }

    @staticmethod
    def _decide(editor: User) -> None:
        """Let there be mentions with places, proposals, persons who may be one, and decisions."""
        new = "رشيد الملّاح", "رشيد الملاح", "نجوى السهلي"
        told = "واستمع {0} إلى شرح قدّمه المهندس يوسف البناء، ثم كتبت نجوى السهلي عن الزيارة. وشكر {0} الحاضرين."
        articles = [
            make_article(text=f"{day} {told.format(name)}", date="2018-06-01")
            for day, name in zip(("أمس", "اليوم"), new[:2], strict=True)
        ]
        make_person("نور الصيرفى")
        people.link(Article.objects.values_list("pk", flat=True))
        find_new(articles, *new)
        people.merge(make_person("ليلى القاضى"), Person.objects.get(display_name="ليلى القاضي"), user=editor)
        people.refuse([Proposal.objects.get(display_name="نجوى السهلي")], forever=False, user=editor)
        search.drain()

    def address(self, page: PageType, language: str) -> str:
        return LANGUAGES[language] + page.address.format(**self.keys)

    def open(self, page: PageType, language: str) -> HttpResponse:
        """Return the answer to whom the page is for."""
        return page.ask(_client(page.account), self.address(page, language))

    def _upload(self, text: str, **act: str) -> str:
        """Send a file as the editor does and return the upload's key; `act` is what its page is told then."""
        client = _client("editor")
        file = SimpleUploadedFile("news.jsonl", text.encode())
        address = client.post("/upload/", {"file": [file], "publish": "1"})["Location"]
        work()
        if act:
            client.post(address, act)
            work()
        return address.strip("/").partition("/")[2]


def _client(account: str) -> Client:
    client = Client()
    if account:
        client.login(username=account, password=account)
    return client
