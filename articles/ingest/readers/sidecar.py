"""The metadata of a file: NAME.toml beside NAME.txt, NAME.pdf or any other file that holds one article."""

import json
import re
import tomllib
from pathlib import PurePath

from articles.ingest.readers.opening import InputFile, open_bytes
from articles.ingest.records import Details, RefusalError, plain_data

ENDING = ".toml"
_LIMIT = 1 << 20
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_TEXT = ("text", "body")
_IDENTIFIER = ("id", "identifier")


def metadata(file: InputFile, *, named: bool = False) -> Details:
    """Return what the metadata file of a file says, as JSON has it; {} where there is none.

    The text is never among it, nor is the identifier of a file whose name it is (`named`). Raises RefusalError.
    """
    sidecar = file.sidecar
    if sidecar is None:
        return {}
    try:
        with open_bytes(sidecar) as stream:
            content = stream.read(_LIMIT).decode("utf-8-sig")
    except RefusalError as problem:
        problem.file = sidecar.label
        raise
    try:
        # TOML has dates and infinite numbers, which JSON has not.
        fields: Details = json.loads(json.dumps(tomllib.loads(content), default=plain_data, allow_nan=False))
    except (ValueError, RecursionError) as error:
        place = _TOML_LINE.search(str(error))
        line = int(place[1]) if place else content.count("\n") + 1
        wrong = _TOML_LINE.sub("", str(error)) or type(error).__name__
        raise RefusalError("broken_sidecar", file=sidecar.label, line=line, error=wrong) from None
    for key in (*_TEXT, *(_IDENTIFIER if named else ())):
        if key in fields:
            raise RefusalError("sidecar_key", file=sidecar.label, key=key)
    return fields


def belongs(name: str) -> str:
    """Return the name that the metadata file of a file has: NAME.toml for NAME.pdf and for NAME.txt.gz."""
    path = PurePath(name)
    return str(path.with_suffix("").with_suffix(ENDING) if path.suffix.lower() == ".gz" else path.with_suffix(ENDING))
