"""Texts of Django's admin that its Arabic catalogue words badly or wrongly.

Named here, they are collected into the archive's own catalogue, which goes before Django's.
"""

from django.utils.translation import gettext_noop

WORDED_HERE = (
    # Django's catalogue says "added" here.
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("History"),
    gettext_noop("No, take me back"),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Enter a valid date."),
    gettext_noop("%(model_name)s with this %(field_label)s already exists."),
    gettext_noop("0 of %(cnt)s selected"),
    # Of these its marks stand in an order that no keyboard and no search has (Unicode's form C).
    gettext_noop("Change or view list link"),
    gettext_noop("Breadcrumbs"),
    # Its words are those of a machine's log.
    gettext_noop("log entry"),
    gettext_noop("log entries"),
    # Of the archive itself: entries of the log before it had sentences of its own.
    gettext_noop("status: published"),
    gettext_noop("status: withdrawn"),
)
