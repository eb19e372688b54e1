"""What readers fill in."""

from articles.forms.periods import JumpForm, RangeForm
from articles.forms.preferences import SIZES, PreferencesForm
from articles.forms.saved import SavedSearchForm
from articles.forms.search import FACETS, FILTERS, PER_PAGE, KeptSearchForm, SearchForm, key_of
from articles.forms.upload import UploadForm

__all__ = [
    "FACETS",
    "FILTERS",
    "PER_PAGE",
    "SIZES",
    "JumpForm",
    "KeptSearchForm",
    "PreferencesForm",
    "RangeForm",
    "SavedSearchForm",
    "SearchForm",
    "UploadForm",
    "key_of",
]
