"""What the search of a text gives: known persons and names of others, with their places."""

from typing import Protocol


class Finding(Protocol):
    """A known person in an article, or several between whom nothing decides: `displayed.fields[field][start:end]`.

    `name` is the surface without a particle written onto it, `evidence` short codes of what speaks for the person.
    """

    @property
    def persons(self) -> tuple[int, ...]: ...
    @property
    def field(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def surface(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def evidence(self) -> tuple[str, ...]: ...


class NewName(Protocol):
    """A person's name in a text, on record or not: `displayed.whole[start:end] == surface`.

    `name` is the same as it is written alone, `group` what spellings of one full name have in common.
    """

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def surface(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def name(self) -> str: ...
    @property
    def group(self) -> str: ...
