"""What cannot be decided so."""


class CannotDecide(Exception):
    """Raised for a decision that makes no sense; `reason` is a short code, which the pages put into words."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name
