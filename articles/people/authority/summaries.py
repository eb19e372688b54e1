"""What the list of decisions says of each."""

from articles.arabic import script_of


def from_to(one: str, other: str) -> str:
    """Return two names with an arrow from the first to the second, which runs as their script does."""
    return f"{one} {'←' if script_of(one) == 'arabic' else '→'} {other}"
