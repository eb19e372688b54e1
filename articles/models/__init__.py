"""What the archive keeps. One aggregate a file, its QuerySet beside it."""

from articles.models.article import IDENTIFIER, Article
from articles.models.article_queries import LONG_FIELDS, ArticleQuerySet, DatePrecision, Holding
from articles.models.atomic import KEY_DIGITS
from articles.models.audit import ACTS, details_of, log_act, sentence_of
from articles.models.history import acting, history_middleware, linked_keys, note, remember
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
from articles.models.merged import Discarded, Draft, FormerIdentifier
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
from articles.models.ruling import Ruling, RulingQuerySet
from articles.models.saved_search import SavedSearch, SavedSearchQuerySet, TooManySaved
from articles.models.source import Source, SourceAlias, SourceKind, SourceQuerySet, source_name_key
from articles.models.status import Status, TextIsThere
from articles.models.subject import Subject, SubjectQuerySet
from articles.models.upload import LEASE, WORKED_ON, Copies, Door, Upload, UploadQuerySet, UploadState, worker_name
from articles.models.upload_file import FileState, UploadFile
from articles.models.upload_row import IN_TRASH, UNDONE, CopyKind, Decision, Outcome, UploadRow, UploadRowQuerySet

__all__ = [
    "ACTS",
    "DECIDED",
    "IDENTIFIER",
    "IN_TRASH",
    "KEY_DIGITS",
    "LEASE",
    "LONG_FIELDS",
    "UNDONE",
    "WORKED_ON",
    "Act",
    "AliasKind",
    "Article",
    "ArticleQuerySet",
    "Catalogue",
    "Copies",
    "CopyKind",
    "DatePrecision",
    "Decision",
    "Discarded",
    "Door",
    "Draft",
    "FileState",
    "FormerIdentifier",
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
    "Ruling",
    "RulingQuerySet",
    "SameAs",
    "SavedSearch",
    "SavedSearchQuerySet",
    "Script",
    "Sighting",
    "Source",
    "SourceAlias",
    "SourceKind",
    "SourceQuerySet",
    "Span",
    "Status",
    "Subject",
    "SubjectQuerySet",
    "TextIsThere",
    "TooManySaved",
    "Upload",
    "UploadFile",
    "UploadQuerySet",
    "UploadRow",
    "UploadRowQuerySet",
    "UploadState",
    "acting",
    "count_spellings",
    "details_of",
    "history_middleware",
    "linked_keys",
    "log_act",
    "note",
    "remember",
    "sentence_of",
    "shown_states",
    "source_name_key",
    "worker_name",
]
