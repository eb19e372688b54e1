"""What users change of their saved searches."""

from django import forms

from articles.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    """The name of a saved search."""

    class Meta:
        model = SavedSearch
        fields = ("name",)
