"""What an operator can set, run and type stands in the README; what a developer meets stands in docs/."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from archive import env
from articles import ingest, search
from articles.search import parse
from tests.test_requirements import listed

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(name for name, app in get_commands().items() if app == "articles")
TARGETS = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
DIRECT = [
    requirement.name
    for name in ("requirements.txt", "requirements-dev.txt")
    for requirement in listed(name)
    if requirement.name in (ROOT / name).read_text(encoding="utf-8").partition("# What these need")[0]
]
MADE_BY_TOOLS = {".git", ".venv", "var", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__"}


def test_settings_table_is_complete_and_true():
    assert settings.configured
    table = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]*) \|", README, re.MULTILINE))
    told = {name: default.strip().replace("`", "") for name, default in table.items()}
    assert told == {variable.name: variable.default for variable in env.DECLARED.values()}


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_are_in_the_readme(command):
    assert re.search(rf"manage\.py {command}\b", README)


@pytest.mark.parametrize("sign", [sign for operator in search.OPERATORS for sign in operator.signs])
def test_signs_of_a_query_are_in_the_readme(sign):
    table = README.partition("| Type |")[2].partition("\n\n")[0].replace("&#124;", "|")
    for part in re.split("[… ]", sign.replace("5", "")):
        assert part in table


def test_examples_of_queries_are_read_as_written():
    table = README.partition("| Type |")[2].partition("\n\n")[0]
    examples = re.findall(r"`([^`]+)`", table)
    assert examples
    assert not [example for example in examples if parse.parse(example).notices]


def test_examples_of_files_can_be_imported(tmp_path):
    examples = dict(re.findall(r"^```(json|csv|toml)\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    (tmp_path / "1.jsonl").write_text(examples["json"], encoding="utf-8")
    (tmp_path / "2.csv").write_text(examples["csv"], encoding="utf-8")
    (tmp_path / "3.toml").write_text(examples["toml"], encoding="utf-8")
    (tmp_path / "3.txt").write_text("افتتحت اليوم …", encoding="utf-8")
    one, two, three = ingest.read([tmp_path])
    assert one.fingerprint == two.fingerprint
    assert (one.title, one.date, one.source, one.body) == (three.title, three.date, three.source, three.body)
    assert three.people[0].aliases


@pytest.mark.parametrize("target", TARGETS)
def test_make_targets_are_in_the_readme(target):
    assert f"`make {target}`" in README or re.search(rf"^make {target}\b", README, re.MULTILINE)


@pytest.mark.parametrize("package", DIRECT)
def test_every_package_was_a_decision(package):
    assert package.lower() in (ROOT / "docs/decisions.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("name", sorted({path.name for path in ROOT.iterdir()} - MADE_BY_TOOLS))
def test_every_top_level_name_has_its_reason(name):
    assert f"`{name}" in (ROOT / "docs/architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (document.parent / target).exists()]
