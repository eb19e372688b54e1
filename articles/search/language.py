"""The query language as data."""

ANY = "any"
