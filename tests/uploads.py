"""Uploads in tests: files are sent as a browser sends them, and a worker of this process does its work."""

import json
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.management.uploads import work_on
from articles.models import Upload, worker_name

MARKET = (
    "افتتح سوق الكتب القديمة أبوابه في ساحة المدينة، وحضره خالد العمري مع قراء وناشرين وباعة من كل حي، "
    "ويبقى السوق مفتوحا حتى آخر الأسبوع."
)
HARBOUR = (
    "رست في الميناء صباح اليوم سفينة تحمل ألف طن من القمح، وقال مدير الميناء إن التفريغ يستغرق ثلاثة أيام كاملة، "
    "وإن سفينتين أخريين تصلان قبل نهاية الشهر إن سمحت الريح."
)


def lines(*rows: dict | str) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def work() -> None:
    """Do all that a worker has to do."""
    while upload := Upload.objects.with_work().take(worker_name()):
        work_on(upload)


def send(client, files: dict[str, bytes], **fields):
    """Send files by name, let a worker look them through, and return the page that shows what would come of them."""
    content = [SimpleUploadedFile(name, content) for name, content in files.items()]
    page = client.post("/en/upload/", {"file": content, **fields}, follow=True)
    if not page.redirect_chain:
        return page
    work()
    return client.get(page.request["PATH_INFO"])


def act(client, page, **fields):
    """Press a button of an upload's page, let a worker do what follows, and return the page as it is then."""
    client.post(page.request["PATH_INFO"], fields, follow=True)
    work()
    return client.get(page.request["PATH_INFO"])


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def shown(page) -> list[tuple[str, str, str]]:
    """The rows a page shows: title, outcome, and what is said about it."""
    return [
        (row.article.title if row.article and row.done else row.title, row.outcome, row.explanation)
        for row in page.context["page"]
    ]
