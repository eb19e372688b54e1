"""What the search of a text gives: known persons (`Hit`) and names of others (`Found`), with places in that text."""

from typing import Protocol


class Finding(Protocol):
    """A known person in a text. `evidence` are short codes of why: what was seen that speaks for this person."""

    @property
    def person(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def confidence(self) -> float: ...
    @property
    def evidence(self) -> tuple[str, ...]: ...


class NewName(Protocol):
    """The name of a person in a text, of whom it is not known whether they are on record."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def surface(self) -> str: ...
    @property
    def confidence(self) -> float: ...
