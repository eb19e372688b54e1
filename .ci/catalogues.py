"""Check the translations: `python .ci/catalogues.py OPTIONS-OF-MAKEMESSAGES`, part of `make lint`.

Texts are collected again in a copy of the sources. The catalogue must hold the same texts, translate every one of them
without a doubt ("fuzzy"), and be what was compiled. Exit status 1 where it is not.
"""

import gettext
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/ar/LC_MESSAGES/django.po")
ADVICE = f"Run `make messages`, translate what is new in {CATALOGUE}, run it again and commit both files."
SHOWN = 10
"""How many texts of a kind are listed."""


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; where it fails, end with what it says."""
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603
    if result.returncode:
        sys.exit(f"{result.stdout}{result.stderr}".strip())


def collect(options: list[str], scratch: Path) -> Path:
    """Return the catalogue that `makemessages` makes of the committed one in a copy of the sources."""
    for name in ("archive", "articles", "templates", "locale"):
        shutil.copytree(ROOT / name, scratch / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", scratch)
    run(sys.executable, "manage.py", "makemessages", *options, cwd=scratch)
    return scratch / CATALOGUE


def all_texts(catalogue: Path, scratch: Path) -> set[str]:
    """Return the texts of a catalogue, whether they are translated or not."""
    named, compiled = scratch / "named.po", scratch / "named.mo"
    run("msgattrib", "--no-obsolete", "--clear-fuzzy", "--output-file", named, catalogue)
    run("msgen", "--output-file", named, named)
    run("msgfmt", "--output-file", compiled, named)
    return set(translations(compiled))


def translations(compiled: Path) -> dict[str, list[str]]:
    """Return what a compiled catalogue translates: text → its translation, one for each number."""
    found: dict[str, list[str]] = {}
    with compiled.open("rb") as file:
        catalogue = vars(gettext.GNUTranslations(file))["_catalog"]
    for key, translation in catalogue.items():
        if key:
            found.setdefault(key if isinstance(key, str) else key[0], []).append(translation)
    return found


def complaints(options: list[str], scratch: Path) -> dict[str, set[str]]:
    """Return the texts that are wrong in the catalogue, by what is wrong with them; `scratch` is an empty folder."""
    fresh = all_texts(collect(options, scratch), scratch)
    kept = all_texts(ROOT / CATALOGUE, scratch)
    compiled = scratch / "compiled.mo"
    run("msgfmt", "--check", "--output-file", compiled, CATALOGUE)
    now = translations(compiled)
    committed = (ROOT / CATALOGUE).with_suffix(".mo")
    then = translations(committed) if committed.exists() else {}
    return {
        "not in the catalogue": fresh - kept,
        "in the catalogue, but no longer used": kept - fresh,
        "not translated, or marked fuzzy": (fresh & kept) - set(now),
        "not compiled": {text for text in now if now[text] != then.get(text)},
    }


def main() -> None:
    if not shutil.which("msgen"):
        sys.exit("The gettext tools are missing. On Debian and Ubuntu: sudo apt install gettext")
    with tempfile.TemporaryDirectory() as scratch:
        found = complaints(sys.argv[1:], Path(scratch))
    lines = []
    for complaint, texts in found.items():
        if texts:
            lines.append(f"{len(texts)} {complaint}:")
            lines += [f"    {text!r}" for text in sorted(texts)[:SHOWN]]
    if lines:
        sys.exit("\n".join([*lines, ADVICE]))


if __name__ == "__main__":
    main()
