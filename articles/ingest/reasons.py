"""Why something was refused or not added, as codes, and in the reader's words."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FIELDS = {
    "text": _("text as received"),
    "title": _("title"),
    "date": _("date"),
    "source": _("source"),
    "other": _("other metadata"),
}

MESSAGES = {
    # The file.
    "not_found": _("There is no such file or folder. Check the path."),
    "unreadable": _("The file cannot be read (%(error)s). Check that you are allowed to read it."),
    "nothing_found": _("There is nothing to import in this folder. Files of these kinds are read: %(endings)s."),
    "not_a_file": _("This is neither a file nor a folder. Copy its content into a file."),
    "unknown_kind": _("Files of this kind are not read. Use one of: %(endings)s."),
    "empty_file": _("The file is empty. Put articles into it, or leave it out."),
    "binary": _("This is not text but binary data. Save the article as plain text in UTF-8."),
    "unknown_encoding": _(
        "The encoding was not recognised; known are UTF-8, UTF-16, Windows-1256 and ISO-8859-6. Save the file as UTF-8."
    ),
    "broken_encoding": _("There are bytes here that are no text in %(encoding)s. Save the file again as UTF-8."),
    "file_too_large": _(
        "The file is too large for one article: more than %(limit)s MB. Split it, or put its articles into .jsonl."
    ),
    "line_too_long": _(
        "The line is longer than %(limit)s characters. Check that every article ends with a line break."
    ),
    "broken_gzip": _("The compressed file is damaged, or breaks off here. Compress or copy it again."),
    "gzip_bomb": _("The compressed file unpacks to far more than articles would. Unpack it yourself first."),
    "unpacks_too_large": _("The compressed file unpacks to more than %(limit)s MB. Split it into several files."),
    "too_large": _(
        "The file is larger than %(limit)s MB, which is the most that is read. Split it into several files."
    ),
    "wrong_kind": _(
        "The name promises %(expected)s, but the file holds something else (%(found)s). Give it the ending of what it "
        "is, or save it anew as %(expected)s."
    ),
    "no_kind": _(
        "This is no %(expected)s file: it is damaged, or of another kind. Open it in the program it comes from, and "
        "save it anew as %(expected)s."
    ),
    "old_office": _(
        "This is a document of Office 2003 or older, or one with a password. Open it, save it as .docx or .xlsx "
        "without a password, and bring that."
    ),
    "encrypted": _("The file has a password. Save it without one."),
    "damaged": _("The file is damaged (%(error)s). Open it in the program it comes from, and save it anew."),
    "broken_pdf": _("The PDF is damaged or breaks off. Open it in the program it comes from, and save it anew."),
    "scanned": _(
        "The pages of this PDF are pictures without text, as a scanner makes them. Run text recognition (OCR) over "
        "it, and bring the result."
    ),
    "too_many_pages": _("The PDF has %(found)s pages; at most %(limit)s are read. Split it into its articles."),
    "no_main_text": _("No article was found on this page. Copy its text into a .txt or .docx file."),
    "no_pages": _("There is no page with a text in this file. Bring the pages as .html, or leave it out."),
    # Files within files.
    "broken_zip": _("The ZIP file is damaged, or breaks off. Pack or copy it again."),
    "too_many_entries": _("There are %(found)s files in this one; at most %(limit)s are read. Split it into several."),
    "too_deep": _("Files lie in files in files here; at most %(limit)s levels are read. Unpack it yourself first."),
    "unsafe_name": _(
        "The name of this file leads out of its folder, is too long, or has characters in it that would disguise it. "
        "Rename the file."
    ),
    "link": _("This is a link to another file, not a file. Pack the file itself."),
    "too_many_articles": _("There are more than %(limit)s articles in this file. Split it into several."),
    # The process that reads.
    "reader_died": _(
        "Reading this file ended the program that reads, so it was left out. Open it in the program it comes from, and "
        "save it anew or as plain text."
    ),
    "took_too_long": _(
        "Reading took longer than %(limit)s seconds for one article, so it was stopped. Save the file anew or as plain "
        "text, or split it."
    ),
    "too_much_memory": _(
        "Reading takes more than %(limit)s MB of memory, so it was stopped. Split the file, or save it as plain text."
    ),
    "too_much_output": _("The file gives more than %(limit)s MB of text, so reading was stopped. Split it."),
    "broken_sidecar": _("The metadata are not valid TOML (%(error)s). Correct this line."),
    "sidecar_key": _(
        "“%(key)s” has no place in the metadata of a text: the file is the text, and its name is the identifier."
    ),
    "no_rows": _("The first line names columns, but no articles follow."),
    "column_missing": _(
        "No column is known to hold the texts. The columns are: %(columns)s. Name one of them “text”, or say which "
        "column is which field."
    ),
    "column_unnamed": _("Column %(number)s has no name. Name it in the first line, or delete it."),
    "column_twice": _("There are two columns “%(column)s”. Delete or rename one."),
    # The row.
    "not_json": _(
        "The line is not valid JSON: the mistake is at character %(column)s, perhaps a missing quotation mark "
        "(%(error)s). Correct it."
    ),
    "not_an_object": _('The line is valid JSON but not an object. Write one object a line: {"id": …, "text": …}.'),
    "too_nested": _("The object is nested deeper than %(limit)s levels. Flatten it."),
    "broken_quotes": _(
        "The quotation marks do not pair up (%(error)s); all up to line %(last)s was taken for this row. "
        "Double the marks that stand inside a quoted field."
    ),
    "wrong_columns": _(
        "The row has %(found)s fields, the first line names %(expected)s. Check separators and quotation marks."
    ),
    "no_text": _("There is no text. Give the article's text, or leave the article out."),
    "not_text": _("“%(field)s” must be a text in quotation marks and is: %(value)s. Correct it."),
    "wrong_type": _("“%(field)s” must be like %(expected)s and is: %(value)s. Correct it."),
    "not_characters": _("“%(field)s” holds a NUL or half a character. Take it out."),
    "too_long": _("“%(field)s” has %(length)s characters; at most %(limit)s are kept. Shorten it."),
    "bad_identifier": _(
        "“%(value)s” cannot be an identifier, which has no slash and no line break. Give it another one."
    ),
    "bad_url": _("“%(value)s” is not an address with http:// or https://. Correct it, or leave it out."),
    "bad_date": _("“%(value)s” is not a date. Write 2018-05-24, 2018-05 or 2018, or leave it out."),
    "bad_language": _("“%(value)s” is not the code of a language. Write ar, en, fr or the like."),
    "bad_source": _("“%(value)s” cannot be the name of a source: it has no letter and no digit. Correct it."),
    "bad_person": _("“%(value)s” cannot be the name of a person: it has no letter. Correct it, or leave it out."),
    # The upload.
    "too_many": _(
        "The files hold more than %(limit)s articles, the most that one upload may have; nothing of it was kept. Send "
        "them in parts, or have the administrator import them on the command line."
    ),
    "interrupted": _(
        "The work was interrupted (%(error)s). What was done until then is kept; let it go on when the cause is gone."
    ),
    "undone": _("It was taken back with the whole upload; what was new rests in the trash."),
    "edited_since": _("It was edited since it came, and stays."),
    # The archive.
    "identifier_taken": _(
        "The archive has another article with this identifier; what differs: %(fields)s. Nothing was overwritten: "
        "edit that article, or give this one an identifier of its own."
    ),
    "identifier_twice": _(
        "Line %(line)s of this file has another article with this identifier; what differs: %(fields)s. Give one of "
        "the two an identifier of its own."
    ),
    "identifier_in_file": _(
        "Another article with this identifier comes from %(place)s; what differs: %(fields)s. Give one of the two an "
        "identifier of its own."
    ),
    "duplicate": _("The same text from the same source is in the archive already: %(identifier)s."),
    "in_trash": _(
        "The same article is in the trash: %(identifier)s. Restore it there, or delete it there for good and add it "
        "again."
    ),
    "restored": _("It was in the trash, and is back."),
    "merged": _("An editor made this article part of another one: %(identifier)s."),
    "reprint": _("The same text came from another source as %(identifier)s; this one is kept as its reprint."),
    "nothing_to_replace": _("The article that this one was to replace is not there any more. Decide anew."),
    "conflict": _(
        "The database refused the article (%(constraint)s). Import it again; if that does not help, show this message "
        "to the administrator, who finds the rest in the log."
    ),
}

WARNINGS = {
    "title_derived": _("title taken from the text"),
    "no_date": _("no date"),
    "no_source": _("no source"),
    "short": _("very short text"),
    "future": _("date in the future"),
}
"""What a row may come with that is no reason to refuse it."""


def explain(reason: str, details: dict[str, Any]) -> str:
    """Return the sentence for a reason code and its details in the current language; "" for no reason.

    A code or details of an older version (the rows of uploads are kept for years) give the code itself.
    """
    message = MESSAGES.get(reason)
    if message is None:
        return reason
    if "fields" in details:
        details = {**details, "fields": gettext(", ").join(str(FIELDS.get(name, name)) for name in details["fields"])}
    try:
        return str(message) % details
    except (KeyError, TypeError, ValueError):
        return reason


def warning(code: str) -> str:
    """Return the words for a warning's code in the current language; the code where it is of another version."""
    return str(WARNINGS.get(code, code))
