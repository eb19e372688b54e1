"""What Haystack is told of the index; `articles.search.sync.document` fills it."""

from django.db.models import QuerySet
from haystack import indexes

from articles.models import Article
from articles.search import ArabicAnalyzer


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Published articles. Every field of text has the archive's analyzer (`articles.checks`)."""

    text = indexes.CharField(document=True, model_attr="text", stored=False, analyzer=ArabicAnalyzer())
    title = indexes.CharField(model_attr="title", stored=False, analyzer=ArabicAnalyzer())

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> QuerySet[Article]:
        return Article.objects.published()

    def get_updated_field(self) -> str:
        return "changed"
