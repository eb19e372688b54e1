"""The forms of articles and persons in the admin: what an editor typed becomes what the models accept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import ingest
from articles.admin.listing import link_to
from articles.admin.repairs import RepairsField
from articles.arabic import name_key
from articles.models import AliasKind, Article, DatePrecision, Person, PersonAlias

DUPLICATE = _("This source already has the same text: {article}. It is not kept twice.")
DUPLICATE_WITHOUT_SOURCE = _("There already is an article without a source with the same text: {article}.")
DUPLICATE_IN_TRASH = _("The same text is in the trash: {article}. Restore it there instead of adding it again.")
NAME_LIMIT = PersonAlias._meta.get_field("key").max_length or 200


class TextField(forms.CharField):
    """A text kept as typed: blanks at its ends stay, and line ends are those typed, not those a browser sends."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"strip": False})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def _text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", "class": "vLargeTextField"})


class ArticleForm(forms.ModelForm):
    applied_repairs = RepairsField()

    class Meta:
        model = Article
        fields = "__all__"
        field_classes = {"body": TextField, "edited_body": TextField}
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
            "lead": _text_area(4),
            "body": _text_area(20),
            "edited_body": _text_area(14),
            "identifier": forms.TextInput(attrs={"class": "vTextField", "dir": "ltr"}),
        }
        help_texts = {"body": _("Kept as it is for ever; corrections have a field of their own.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "assigned_to" in self.fields:
            # Persons are chosen here, not made.
            for act in ("add", "change", "delete", "view"):
                setattr(self.fields["assigned_to"].widget, f"can_{act}_related", False)
        if "identifier" in self.fields:
            self.fields["identifier"].required = False
            self.fields["identifier"].widget.attrs["placeholder"] = _("made from the text if left empty")
        if "body" in self.fields:
            # The model says what is wrong with an empty text; one message is enough.
            self.fields["body"].required = False
            self.fields["body"].widget.attrs["required"] = True
        if self.instance.pk:
            self.fields["applied_repairs"].show(self.instance)  # type: ignore[attr-defined]
        else:
            del self.fields["applied_repairs"]

    def clean_edited_body(self) -> str:
        text: str = self.cleaned_data["edited_body"]
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any] | None:
        """Make date and precision agree: the first day stands for a month or a year; say what is missing."""
        cleaned = super().clean() or self.cleaned_data
        if "date" not in cleaned or "date_precision" not in cleaned:
            return cleaned
        date, precision = cleaned["date"], cleaned["date_precision"]
        if date is None and precision != DatePrecision.UNKNOWN:
            self.add_error("date", _("Give the date, or set its precision to “unknown”."))
        elif date is not None and precision == DatePrecision.UNKNOWN:
            self.add_error("date_precision", _("Say how exact the date is: day, month or year."))
        elif precision == DatePrecision.MONTH:
            cleaned["date"] = date.replace(day=1)
        elif precision == DatePrecision.YEAR:
            cleaned["date"] = date.replace(month=1, day=1)
        return cleaned

    def _post_clean(self) -> None:
        """Check the constraints on the checksum, which forms pass over since it is no field of theirs."""
        super()._post_clean()  # type: ignore[misc]
        article: Article = self.instance
        if not article.checksum or {"body", "source"} & self.errors.keys():
            return
        kept = Article.objects.same_place(article).first()
        if kept is None and article.pk is None:
            kept = Article.objects.same_text(article).in_trash().filter(source=article.source).first()
        if kept is not None:
            self.add_error(None, _already_there(kept))
        elif not article.identifier:
            article.identifier = ingest.new_identifier(article.checksum, article.source.key if article.source else "")
            if Article.objects.filter(identifier=article.identifier).exists():
                self.add_error("identifier", _("The identifier made from the text is taken. Please give another one."))


def _already_there(kept: Article) -> SafeString:
    if kept.is_trashed:
        return format_html(str(DUPLICATE_IN_TRASH), article=link_to(kept))
    return format_html(str(DUPLICATE if kept.source else DUPLICATE_WITHOUT_SOURCE), article=link_to(kept))


def _checked_name(name: str) -> str:
    """Return a person's name; raise ValidationError for one without letters, which could not be compared or found."""
    key = name_key(name)
    if not key:
        raise ValidationError(_("A name needs letters."))
    if len(key) > NAME_LIMIT:
        raise ValidationError(_("This name is too long."))
    return name


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = "__all__"

    def clean_display_name(self) -> str:
        name = _checked_name(self.cleaned_data["display_name"])
        refuse_name_of_another(name, self.instance)
        return name


class AliasForm(forms.ModelForm):
    class Meta:
        model = PersonAlias
        fields = ["name", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The display name has its own field; the model keeps it among the aliases.
        kinds = [choice for choice in AliasKind.choices if choice[0] != AliasKind.DISPLAY]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return _checked_name(self.cleaned_data["name"])


def refuse_name_of_another(name: str, person: Person) -> None:
    """Raise ValidationError where the name, however spelt, is on record as another person's: each person is one."""
    other = Person.objects.named(name).exclude(pk=person.pk).first()
    if other:
        raise ValidationError(
            _(
                "This name is on record for another person: %(person)s. If it is the same person, edit that entry; for "
                "a namesake, add what tells them apart, such as “%(name)s (poet)”."
            ),
            params={"person": other, "name": name},
        )


class AliasFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            name = form.cleaned_data.get("name") if hasattr(form, "cleaned_data") else None
            if name and form.has_changed() and not form.cleaned_data.get("DELETE"):
                try:
                    refuse_name_of_another(name, self.instance)
                except ValidationError as error:
                    form.add_error("name", error)
        for form in self.forms:
            if form.has_changed() and form.cleaned_data.get("name") == self.instance.display_name:
                form.add_error("name", _("This is the display name, which is among the names anyway; leave it out."))
