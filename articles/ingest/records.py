"""What reading a file yields: the record of an article, a refusal, or word of a file that was passed over."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from articles.arabic import PartialDate

Details: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source as a file names it: by key or by name, with the names it is to have where it is new."""

    given: str
    name: str = ""
    name_latin: str = ""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as a file names them, with other spellings of the name."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Record:
    """An article as read from a file, checked and ready for the database.

    `line` is that of the file, from 1; 0 where the file as a whole is the article. `checksum` is that of the words of
    the text, by which duplicates are recognised; `fingerprint` that of everything given, by which a second run of the
    same file is. `fields` is what the file gave, of which `to_record` makes this record again. `reprint_of` is the
    primary key of the article whose reprint somebody says it is.
    """

    file: str
    line: int
    identifier: str
    identifier_made: bool
    title: str
    title_derived: bool
    body: str
    checksum: str
    fingerprint: str
    subtitle: str = ""
    lead: str = ""
    language: str = "ar"
    source: SourceName | None = None
    place: str = ""
    byline: str = ""
    url: str = ""
    subjects: tuple[str, ...] = ()
    people: tuple[PersonName, ...] = ()
    date: PartialDate | None = None
    date_estimated: bool = False
    extra: Details = field(default_factory=dict)
    fields: Details = field(default_factory=dict, repr=False, compare=False)
    reprint_of: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a row of one, that cannot become an article. `explain(reason, details)` says why in words.

    Identifier and title are what is known of them, cut to what a list shows; `fields` what the row gave, to be mended
    and read again by `to_record`; {} where there was no row.
    """

    file: str
    line: int
    reason: str
    details: Details = field(default_factory=dict)
    identifier: str = ""
    title: str = ""
    fields: Details = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file in an imported folder that is of no format the importer reads, and was not named by the user."""

    file: str


Item: TypeAlias = Record | Refusal | PassedOver


class RefusalError(Exception):
    """Raised inside the importer where a file or a row cannot be read; becomes a `Refusal`.

    `line` is set where it differs from the line the reader stands at.
    """

    def __init__(self, reason: str, *, line: int | None = None, file: str | None = None, **details: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.file = file
        self.details: Details = details


def excerpt(value: object, length: int = 80) -> str:
    """Return a value as a message shows it: on one line, cut to `length` characters, with nothing unprintable."""
    text = " ".join(str(value)[: length * 2].split())
    text = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return text if len(text) <= length else f"{text[: length - 1]}…"
