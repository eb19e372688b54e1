"""What the archive keeps. One aggregate a file, its QuerySet beside it."""

from articles.models.article import IDENTIFIER, Article
from articles.models.article_queries import ArticleQuerySet, DatePrecision, Holding, Status
from articles.models.atomic import KEY_DIGITS
from articles.models.index_change import IndexChange, IndexChangeQuerySet
from articles.models.mention import (
    DECIDED,
    Mention,
    MentionMethod,
    MentionQuerySet,
    MentionState,
    Span,
    count_spellings,
    shown_states,
)
from articles.models.operation import Act, Operation, OperationQuerySet
from articles.models.person import AliasKind, Person, PersonAlias, PersonQuerySet, Script
from articles.models.person_record import Catalogue, Office, SameAs
from articles.models.proposal import (
    PersonSearch,
    Proposal,
    ProposalQuerySet,
    ProposalState,
    ProposedName,
    RefusedName,
    Sighting,
)
from articles.models.saved_search import SavedSearch, SavedSearchQuerySet, TooManySaved
from articles.models.source import Source, SourceKind, SourceQuerySet
from articles.models.subject import Subject, SubjectQuerySet
from articles.models.upload import Outcome, Upload, UploadRow, UploadState

__all__ = [
    "DECIDED",
    "IDENTIFIER",
    "KEY_DIGITS",
    "Act",
    "AliasKind",
    "Article",
    "ArticleQuerySet",
    "Catalogue",
    "DatePrecision",
    "Holding",
    "IndexChange",
    "IndexChangeQuerySet",
    "Mention",
    "MentionMethod",
    "MentionQuerySet",
    "MentionState",
    "Office",
    "Operation",
    "OperationQuerySet",
    "Outcome",
    "Person",
    "PersonAlias",
    "PersonQuerySet",
    "PersonSearch",
    "Proposal",
    "ProposalQuerySet",
    "ProposalState",
    "ProposedName",
    "RefusedName",
    "SameAs",
    "SavedSearch",
    "SavedSearchQuerySet",
    "Script",
    "Sighting",
    "Source",
    "SourceKind",
    "SourceQuerySet",
    "Span",
    "Status",
    "Subject",
    "SubjectQuerySet",
    "TooManySaved",
    "Upload",
    "UploadRow",
    "UploadState",
    "count_spellings",
    "shown_states",
]
