"""The walls of the house (docs/architecture.md), read from the code: who imports whom, and how large rooms grow."""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Lowest first. A group may import itself and groups of lower rows; groups of one row are blind to each other.
ROWS = (
    {"arabic", "processes"},
    {"models", "preferences", "addresses", "likeness"},
    {"search", "ingest", "people", "keeping", "export"},
    {"search_indexes", "forms", "feeds", "checks"},
    {"views", "api", "sitemaps", "admin", "templatetags", "management"},
    {"urls", "apps"},
)
ROW = {group: number for number, row in enumerate(ROWS) for group in row}
# Packages with a face: what others may use is what their __init__ lists; their modules are rooms of their own.
FACES = ("arabic", "models", "search", "ingest", "people", "keeping", "export", "forms")
# Packages of data that `arabic` may read.
DATA_PACKAGES = {"hijridate", "wordfreq"}
# Search itself, what Haystack looks for by this name, and the check that its fields use our analyzer.
KNOWS_ENGINE = ("search", "search_indexes", "checks")
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60

SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("archive", "articles", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in SOURCES.items()}
APP = [name for name in SOURCES if name.startswith("articles.") and ".migrations" not in name]


def group_of(module: str) -> str:
    """Return the part of the app that a dotted name lies in, "" outside the app."""
    app, _, rest = module.partition(".")
    return rest.partition(".")[0] if app == "articles" else ""


def imported(module: str, *, types: bool = True) -> Iterator[str]:
    """Yield the dotted names that a module imports; of `from a import b` that is `a.b`.

    Without `types`, imports that only the type checker sees are left out.
    """
    unseen = [
        node for node in TREES[module].body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    ]
    hidden = {inner for node in unseen for inner in ast.walk(node)}
    for node in ast.walk(TREES[module]):
        if node in hidden and not types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def home_of(name: str) -> str:
    """Return the module that an imported name stands in: the name itself, or what is before its last dot."""
    return name if name in SOURCES else name.rpartition(".")[0]


def public_names(module: str) -> list[str] | None:
    """Return `__all__` of a module, None where it has none."""
    for node in TREES[module].body:
        if isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["__all__"]:
            return ast.literal_eval(node.value)
    return None


@pytest.mark.parametrize("module", APP)
def test_imports_point_down(module):
    own = group_of(module)
    assert own in ROW, f"{own!r} has no row: give it one in docs/architecture.md and here"
    others = {name: group_of(name) for name in imported(module)}
    assert not [name for name, group in others.items() if group and group != own and ROW[group] >= ROW[own]]
    assert not [name for name in others if name.partition(".")[0] in ("archive", "tests")]


def test_the_project_only_wires():
    used = {name for module in SOURCES if module.startswith("archive") for name in imported(module)}
    assert {group_of(name) for name in used} - {""} <= {"urls", "apps"}


@pytest.mark.parametrize("module", [name for name in APP if group_of(name) == "arabic"])
def test_arabic_is_pure(module):
    foreign = {name.partition(".")[0] for name in imported(module)} - sys.stdlib_module_names - DATA_PACKAGES
    assert foreign <= {"articles"}


@pytest.mark.parametrize("module", [name for name in APP if group_of(name) not in KNOWS_ENGINE])
def test_only_search_knows_its_engine(module):
    assert not {"haystack", "whoosh"} & {name.partition(".")[0] for name in imported(module)}


@pytest.mark.parametrize("group", [group for group in FACES if f"articles.{group}" in SOURCES])
def test_a_package_is_used_by_its_face(group):
    public = public_names(f"articles.{group}")
    assert public, f"articles/{group}/__init__.py needs an __all__"
    allowed = {f"articles.{group}", *(f"articles.{group}.{name}" for name in public)}
    guests = [name for name in (*APP, "archive.urls") if group_of(name) != group]
    beyond = {guest: {name for name in imported(guest) if group_of(name) == group} - allowed for guest in guests}
    assert not {guest: names for guest, names in beyond.items() if names}


@pytest.mark.parametrize("group", [group for group in FACES if f"articles.{group}" in SOURCES])
def test_a_face_is_imports_and_their_list(group):
    module = f"articles.{group}"
    shown = {name.rpartition(".")[2] for name in imported(module)}
    assert shown == set(public_names(module))
    assert {type(node) for node in TREES[module].body} <= {ast.Expr, ast.ImportFrom, ast.Assign}


@pytest.mark.parametrize("group", sorted({group_of(name) for name in APP}))
def test_no_circles_within_a_package(group):
    rooms = {name for name in APP if group_of(name) == group}
    arrows = {room: {home_of(name) for name in imported(room, types=False)} & (rooms - {room}) for room in rooms}
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


@pytest.mark.parametrize("module", [name for name in SOURCES if ".migrations" not in name])
def test_rooms_stay_small(module):
    lines = SOURCES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, "split it"
    functions = [node for node in ast.walk(TREES[module]) if isinstance(node, ast.FunctionDef)]
    assert not [node.name for node in functions if node.end_lineno - node.lineno >= MOST_LINES_OF_A_FUNCTION]
