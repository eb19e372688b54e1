"""Every format: articles a second and peak memory, at 1,000 files or 10,000 rows.

    .venv/bin/python tests/benchmarks/ingest.py [--files N] [--rows N] [--only pdf,csv]

Files are made of the texts of round_trip.txt, each with a number of its own so that none is a duplicate; LibreOffice
makes the PDFs (without it they are left out). They are read in the limited process, as uploads are, and loaded into an
archive in a temporary folder. Rows are imported with the command, index and all. Asked for, a second: 20 PDF and DOCX,
30 pages, 300 rows. The machine should have nothing else to do; the rate by seconds of the processor tells what it would
be then.
"""

import argparse
import csv
import io
import json
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).with_name("round_trip.txt")
ASKED = {"docx": 20, "pdf": 20, "html": 30, "csv": 300, "xlsx": 300, "jsonl": 300}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--only", default="", help="some of the formats, parted by commas")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        measure(Path(home) / "files", options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    makers = {**FILES, **TABLES}
    for kind in options.only.split(",") if options.only else makers:
        number = options.rows if kind in TABLES else options.files
        place = folder / kind
        place.mkdir(parents=True)
        if not makers[kind](place, [*texts(kind, number)]):
            print(f"{kind:<7}left out: LibreOffice (soffice) is not installed")
            continue
        # Each format in a process of its own, so that its peak is its own.
        done = subprocess.run([sys.executable, __file__, "--one", kind, str(place)], text=True, check=True)
        assert done.returncode == 0
        shutil.rmtree(place)


def one(kind: str, place: str) -> None:
    """Import a folder and print the figures."""
    os.environ.update(DJANGO_SETTINGS_MODULE="archive.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from articles import ingest
    from articles.ingest.sandbox import children
    from articles.models import Article, Status

    logging.disable(logging.INFO)
    before = Article.objects.count()
    started = sum(os.times()[:2])
    began = time.perf_counter()
    if kind in TABLES:
        with suppress(CommandError):
            call_command("import_articles", place, verbosity=0, stderr=io.StringIO())
    else:
        limits = ingest.Limits(**settings.READ_LIMITS)
        ingest.load(ingest.read([Path(place)], limits=limits), status=Status.DRAFT)
    took = time.perf_counter() - began
    added = Article.objects.count() - before
    rate = added / took
    children.end_idle()
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = sum(usage.ru_utime + usage.ru_stime for usage in (own, others)) - started
    asked = f", asked {ASKED[kind]}{'' if rate >= ASKED[kind] else ': TOO FEW'}" if kind in ASKED else ""
    what = "read, loaded and indexed" if kind in TABLES else "read and loaded"
    print(f"{kind:<6}{added:>6,} {what} in {took:6.1f} s: {rate:5,.0f} a second{asked};", end=" ")
    beside = others.ru_maxrss >> 10
    print(f"{added / busy:5,.0f} a second of processor; {peak()} MB, and at most {beside} MB in a process beside it")


def peak() -> int:
    """Return the peak memory of this process in megabytes; that of getrusage counts the one it was started by."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def texts(kind: str, number: int) -> Iterator[tuple[str, list[str]]]:
    """Yield title and paragraphs of so many articles, no two of which have the same words."""
    sources = [text.strip().split("\n") for text in TEXTS.read_text(encoding="utf-8").split("\n----\n")]
    for count in range(number):
        title, *paragraphs = sources[count % len(sources)]
        more = sources[(count * 7 + 3) % len(sources)][1:]
        yield title, [*paragraphs, *more, f"الخبر رقم {count} من ملفات {kind}."]


def as_html(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    menu = "".join(f'<li><a href="/{item}">القسم {item}</a></li>' for item in range(30))
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} - الموقع</title></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main><aside><ul>{menu}</ul></aside>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def make_each(ending: str, content: Callable[[str, list[str]], bytes]) -> Callable[[Path, list], bool]:
    def make(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
        for number, (title, paragraphs) in enumerate(articles):
            (place / f"{ending}-{number}.{ending}").write_bytes(content(title, paragraphs))
        return True

    return make


def docx(title: str, paragraphs: list[str]) -> bytes:
    from tests.ingest import made

    return made.docx_of(title, *paragraphs, style="Title")


def eml(title: str, paragraphs: list[str]) -> bytes:
    from tests.ingest import made

    return made.eml_of("\n".join(paragraphs), Subject=title)


def make_pdf(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
    if not shutil.which("soffice"):
        return False
    make_each("docx", docx)(place, articles)
    files = sorted(str(path) for path in place.glob("*.docx"))
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    for start in range(0, len(files), 100):
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(place)]
        subprocess.run([*command, *files[start : start + 100]], check=True, capture_output=True)
    for path in place.glob("*.docx"):
        path.unlink()
    shutil.rmtree(place / "profile")
    return True


def make_warc(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
    from tests.ingest import made

    answers = [
        (f"http://news.example/{number}", "200 OK", "text/html; charset=utf-8", as_html(*article).encode())
        for number, article in enumerate(articles)
    ]
    (place / "crawl.warc.gz").write_bytes(made.warc_of(*answers, compressed=True))
    return True


def make_zip(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
    with zipfile.ZipFile(place / "all.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for number, (title, paragraphs) in enumerate(articles):
            out.writestr(f"zip-{number}.txt", "\n".join(paragraphs))
            out.writestr(f"zip-{number}.toml", f'title = "{title.replace(chr(34), "")}"')
    return True


def make_csv(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
    with (place / "all.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["العنوان", "نص المقال"])
        rows.writerows((title, "\n".join(paragraphs)) for title, paragraphs in articles)
    return True


def make_xlsx(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["العنوان", "نص المقال"])
    for title, paragraphs in articles:
        sheet.append([title, "\n".join(paragraphs)])
    book.save(place / "all.xlsx")
    return True


def make_jsonl(place: Path, articles: list[tuple[str, list[str]]]) -> bool:
    with (place / "all.jsonl").open("w", encoding="utf-8") as out:
        for title, paragraphs in articles:
            out.write(json.dumps({"title": title, "text": "\n".join(paragraphs)}, ensure_ascii=False) + "\n")
    return True


FILES = {
    "txt": make_each("txt", lambda title, paragraphs: "\n".join([title, *paragraphs]).encode()),
    "html": make_each("html", lambda title, paragraphs: as_html(title, paragraphs).encode()),
    "docx": make_each("docx", docx),
    "pdf": make_pdf,
    "eml": make_each("eml", eml),
    "warc": make_warc,
    "zip": make_zip,
}
TABLES = {"csv": make_csv, "xlsx": make_xlsx, "jsonl": make_jsonl}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main()
