"""What readers fill in."""

from articles.forms.periods import JumpForm, RangeForm
from articles.forms.preferences import SIZES, PreferencesForm
from articles.forms.saved import SavedSearchForm
from articles.forms.search import FACETS, FILTERS, PER_PAGE, KeptSearchForm, SearchForm, key_of
from articles.forms.upload import OUR_FIELDS, ColumnsForm, UploadForm
from articles.forms.upload_row import RowForm, SingleForm

__all__ = [
    "FACETS",
    "FILTERS",
    "OUR_FIELDS",
    "PER_PAGE",
    "SIZES",
    "ColumnsForm",
    "JumpForm",
    "KeptSearchForm",
    "PreferencesForm",
    "RangeForm",
    "RowForm",
    "SavedSearchForm",
    "SearchForm",
    "SingleForm",
    "UploadForm",
    "key_of",
]
