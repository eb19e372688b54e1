"""What is on record of a person beside their names: offices, dates of life, the same person in other catalogues."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.person import Person

SOURCE_LIMIT = 300


class Office(models.Model):
    """An office or role of a person, and when they held it, in words: "منذ 2016"، "2011–2014"."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="offices", verbose_name=_("person"))
    title = models.CharField(_("office"), max_length=200)
    period = models.CharField(
        _("dates of office"), max_length=100, blank=True, help_text=_("In words, such as “2011–2014”.")
    )
    source = models.CharField(_("source of the statement"), max_length=SOURCE_LIMIT, blank=True)

    class Meta:
        verbose_name = _("office of a person")
        verbose_name_plural = _("offices of a person")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="office_has_title")]

    def __str__(self) -> str:
        return self.title


class Catalogue(models.TextChoices):
    WIKIDATA = "wikidata", "Wikidata"
    VIAF = "viaf", "VIAF"


# The form of an identifier, an example of it, and the address of its entry. Nothing is asked of these addresses.
FORMS = {
    Catalogue.WIKIDATA: (re.compile(r"Q[1-9][0-9]{0,11}\Z"), "Q42", "https://www.wikidata.org/wiki/{}"),
    Catalogue.VIAF: (re.compile(r"[1-9][0-9]{1,21}\Z"), "113230702", "https://viaf.org/viaf/{}"),
}


class SameAs(models.Model):
    """The person's entry in another catalogue, entered by hand."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="same_as", verbose_name=_("person"))
    catalogue = models.CharField(_("catalogue"), max_length=10, choices=Catalogue.choices)
    identifier = models.CharField(_("identifier there"), max_length=30)
    source = models.CharField(_("source of the statement"), max_length=SOURCE_LIMIT, blank=True)

    class Meta:
        verbose_name = _("entry in another catalogue")
        verbose_name_plural = _("entries in other catalogues")
        ordering = ["catalogue", "identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "identifier"],
                name="same_as_once",
                violation_error_message=_("This identifier is on record for another person: is it the same one?"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_catalogue_display()} {self.identifier}"

    def clean(self) -> None:
        """Raise ValidationError where the identifier is none of its catalogue."""
        form, example, _address = FORMS.get(Catalogue(self.catalogue), FORMS[Catalogue.WIKIDATA])
        if not form.match(self.identifier):
            raise ValidationError(
                {
                    "identifier": _("Identifiers of %(catalogue)s look like %(example)s.")
                    % {"catalogue": self.get_catalogue_display(), "example": example}
                }
            )

    @property
    def url(self) -> str:
        return FORMS[Catalogue(self.catalogue)][2].format(self.identifier)
