"""What the archive keeps. One aggregate a file, its QuerySet beside it."""

from articles.models.article import IDENTIFIER, Article
from articles.models.article_queries import LONG_FIELDS, ArticleQuerySet, DatePrecision, Holding, Status
from articles.models.atomic import KEY_DIGITS
from articles.models.index_change import IndexChange, IndexChangeQuerySet
from articles.models.mention import Mention, MentionMethod, MentionQuerySet
from articles.models.person import AliasKind, Person, PersonAlias, PersonQuerySet, Script
from articles.models.saved_search import SavedSearch, SavedSearchQuerySet, TooManySaved
from articles.models.source import Source, SourceKind, SourceQuerySet
from articles.models.subject import Subject, SubjectQuerySet
from articles.models.upload import Outcome, Upload, UploadRow, UploadState

__all__ = [
    "IDENTIFIER",
    "KEY_DIGITS",
    "LONG_FIELDS",
    "AliasKind",
    "Article",
    "ArticleQuerySet",
    "DatePrecision",
    "Holding",
    "IndexChange",
    "IndexChangeQuerySet",
    "Mention",
    "MentionMethod",
    "MentionQuerySet",
    "Outcome",
    "Person",
    "PersonAlias",
    "PersonQuerySet",
    "SavedSearch",
    "SavedSearchQuerySet",
    "Script",
    "Source",
    "SourceKind",
    "SourceQuerySet",
    "Status",
    "Subject",
    "SubjectQuerySet",
    "TooManySaved",
    "Upload",
    "UploadRow",
    "UploadState",
]
