"""Static files as they are served: under names that change with what is in them."""

import re
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from archive.static import StaticFiles

STATIC = Path(__file__).resolve().parent.parent / "static"


def test_scripts_import_each_other_under_their_hashed_names(tmp_path):
    source, storage = FileSystemStorage(STATIC), StaticFiles(location=tmp_path)
    paths = {
        str(path.relative_to(STATIC)): (source, str(path.relative_to(STATIC))) for path in STATIC.rglob("js/**/*.js")
    }
    for path in paths:
        with source.open(path) as file:
            storage.save(path, file)
    errors = [done for _path, _hashed, done in storage.post_process(paths) if isinstance(done, Exception)]
    assert not errors
    imported = [
        (script, name)
        for script in tmp_path.glob("js/*.????????????.js")
        for name in re.findall(r'^import .* from "(.*)";$', script.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert imported
    for script, name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        assert (script.parent / name).exists()
