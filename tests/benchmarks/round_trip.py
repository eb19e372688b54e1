"""Arabic text in equals text out: DOCX, PDF and HTML made by LibreOffice, read again, compared word by word.

    .venv/bin/python tests/benchmarks/round_trip.py [--keep FOLDER]

The seeds and the texts of round_trip.txt are written as OpenDocument, in four fonts by turns, and LibreOffice makes
the three others of them; Chromium, where it is there, prints them too, since it makes PDFs otherwise. Words count
as the same where they are equal with all their marks, in the order of the text. At least 99.5 % are asked for of DOCX
and HTML, 97 % of PDF. Without LibreOffice it says so and stops.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).with_name("round_trip.txt")
FONTS = ("Noto Naskh Arabic", "DejaVu Sans", "Noto Sans Arabic", "Noto Kufi Arabic")
ASKED = {"docx": 0.995, "html": 0.995, "pdf": 0.97}
FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"
 fo:text-align="{align}" fo:margin-bottom="0.2cm"/><style:text-properties style:font-name-complex="{font}"
 style:font-family-complex="{font}" style:font-size-complex="{size}pt" fo:font-size="{size}pt"
 style:language-complex="ar" style:country-complex="LY"/></style:style></office:styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the files, which stay")
    options = parser.parse_args()
    if not shutil.which("soffice"):
        sys.exit("Skipped: LibreOffice (soffice) is not installed.")
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        folder = options.keep or Path(home) / "files"
        folder.mkdir(parents=True, exist_ok=True)
        texts = {f"{number:02}": text for number, text in enumerate(sources())}
        write(folder, texts)
        kinds = [*ASKED]
        if shutil.which("chromium"):
            printed(folder, texts)
            kinds.append("chromium.pdf")
        sys.exit(sum(not compare(folder, kind, texts) for kind in kinds))


def sources() -> Iterator[str]:
    yield from (path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    yield from TEXTS.read_text(encoding="utf-8").split("\n----\n")


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write the texts as OpenDocument, and let LibreOffice make the others of them."""
    for number, (name, text) in enumerate(texts.items()):
        body = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        looks = {"font": FONTS[number % 4], "size": 12 + number % 3, "align": ("right", "justify")[number % 2]}
        (folder / f"{name}.fodt").write_text(FODT.format(body=body, **looks), encoding="utf-8")
    files = sorted(str(path) for path in folder.glob("*.fodt"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ASKED:
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=600)


def printed(folder: Path, texts: dict[str, str]) -> None:
    """Let Chromium print the texts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for number, (name, text) in enumerate(texts.items()):
            body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
            look = f"font: 14px '{FONTS[number % 4]}'; text-align: {('right', 'justify')[number % 2]}"
            page.set_content(f'<html lang="ar" dir="rtl"><body style="{look}">{body}</body></html>')
            page.pdf(path=folder / f"{name}.chromium.pdf")
        browser.close()


def compare(folder: Path, kind: str, texts: dict[str, str]) -> bool:
    """Print how many words of the texts come back from their files; True where they are enough."""
    import django

    django.setup()
    from articles import arabic, ingest

    repair = getattr(arabic, "repair", None)
    total = same = paragraphs = whole = 0
    lost: list[str] = []
    for name, text in texts.items():
        path = folder / f"{name}.{kind}"
        (record,) = ingest.read_safely(path, name=path.name)
        read = "" if isinstance(record, ingest.Refusal) else record.body
        if isinstance(record, ingest.Record) and not record.title_derived:
            read = f"{record.title}\n{read}"
        # What repair changes in a text (a tatweel, two words that were one) it changes in what was read of it as well.
        if repair:
            text, read = repair(text).text, repair(read).text
        before, after = words(text), words(read)
        blocks = SequenceMatcher(None, before, after, autojunk=False)
        total += len(before)
        same += sum(block.size for block in blocks.get_matching_blocks())
        for what, start, end, other_start, other_end in blocks.get_opcodes():
            if what != "equal":
                lost.append(f"{name}: {' '.join(before[start:end])} → {' '.join(after[other_start:other_end])}")
        lines = {" ".join(line.split()) for line in read.split("\n")}
        wanted = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        paragraphs += len(wanted)
        whole += sum(line in lines for line in wanted)
    share = same / total
    print(f"{kind:<13}{share:8.2%} of {total:,} words the same; {whole} of {paragraphs} paragraphs whole", end="")
    enough = share >= ASKED[kind.rpartition(".")[2]]
    print(f"{'' if repair else ' (without repair)'}{'' if enough else ', too few'}")
    with suppress(BrokenPipeError):
        for line in lost[:20]:
            print(f"     {line}")
    return enough


def words(text: str) -> list[str]:
    """Return the words of a text in their canonical form, without the punctuation around them."""
    stripped = (
        word.strip("".join(filter(is_punctuation, word))) for word in unicodedata.normalize("NFC", text).split()
    )
    return [word for word in stripped if word]


def is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSC"


if __name__ == "__main__":
    main()
