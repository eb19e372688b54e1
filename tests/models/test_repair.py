"""What repair does to an article: what is shown and searched changes, what was received stays."""

import pytest

from articles import ingest, search
from articles.arabic import REPAIR_RULES, text_checksum
from articles.models import Article, IndexChange, Status
from tests.factories import make_article, make_source

DAMAGED = "وصل وزير وزارةالخارجية ﻓﻲ محمـــد  إلى الولاياتالمتحدة.\r\nاقرأ أيضا: خبر آخر"
MENDED = "وصل وزير وزارة الخارجية في محمد إلى الولايات المتحدة."


@pytest.mark.django_db
def test_an_article_is_repaired_when_it_is_added():
    article = make_article(text=DAMAGED)
    article.refresh_from_db()
    assert (article.body, article.text) == (DAMAGED, MENDED)
    assert article.repairs == {
        "applied": {"presentation_forms": 1, "tatweel": 1, "blanks": 1, "glued_words": 2, "boilerplate": 1},
        "declined": [],
    }
    assert article.checksum == text_checksum(DAMAGED)
    clean = make_article(text="نص سليم\r\nكما ورد")
    assert (clean.repaired_body, clean.text, clean.repairs) == ("", "نص سليم\nكما ورد", {"applied": {}, "declined": []})


@pytest.mark.django_db
def test_a_rule_can_be_declined_and_applied_again():
    article = make_article(text=DAMAGED)
    article.repair(["glued_words", "boilerplate"])
    article.save()
    article = Article.objects.get()
    assert article.text == "وصل وزير وزارةالخارجية في محمد إلى الولاياتالمتحدة.\nاقرأ أيضا: خبر آخر"
    assert article.repairs["declined"] == ["glued_words", "boilerplate"]
    article.repair()
    assert article.repairs["declined"] == ["glued_words", "boilerplate"]
    article.repair([])
    assert article.text == MENDED
    with pytest.raises(ValueError, match="no_such_rule"):
        article.repair(["no_such_rule"])


@pytest.mark.django_db
def test_a_correction_is_shown_as_it_was_written():
    article = make_article(text=DAMAGED, edited_body="كتب محمـــد  هذا")
    assert article.text == "كتب محمـــد  هذا"


def test_the_search_finds_the_words_of_the_repaired_text(archive_index, transactional_db):
    def found(query: str) -> list[str]:
        search.drain()
        request = search.SearchRequest(query=query, level="exact")
        return [hit.article.identifier for hit in search.run(request).hits]

    make_article(identifier="damaged", text=f"{DAMAGED}\nØ§Ù„Ø³Ù„Ø§Ù…")
    assert found("السلام") == found('"وزارة الخارجية"') == ["damaged"]
    assert found('"خبر آخر"') == []
    ingest.repair_articles([Article.objects.get().pk], declined=["mojibake", "boilerplate"])
    assert found("السلام") == []
    assert found('"خبر آخر"') == ["damaged"]


@pytest.mark.django_db
def test_many_articles_are_repaired_anew_and_noted_for_the_search():
    damaged, clean = make_article(text=DAMAGED), make_article(text="نص سليم كما ورد")
    Article.objects.update(repaired_body="", repairs={})
    IndexChange.objects.all().delete()
    batches: list[list[int]] = []
    assert ingest.repair_articles([damaged.pk, clean.pk], on_batch=batches.append) == [damaged.pk]
    assert batches == [[damaged.pk]]
    assert [*IndexChange.objects.values_list("article_id", flat=True)] == [damaged.pk]
    assert [article.text for article in Article.objects.order_by("pk")] == [MENDED, "نص سليم كما ورد"]
    assert Article.objects.get(pk=clean.pk).repairs == {"applied": {}, "declined": []}
    # A second time nothing changes; to decline everything gives back what was received.
    assert ingest.repair_articles([damaged.pk, clean.pk]) == []
    assert ingest.repair_articles([damaged.pk], declined=REPAIR_RULES) == [damaged.pk]
    assert Article.objects.get(pk=damaged.pk).text == DAMAGED.replace("\r\n", "\n")


@pytest.mark.django_db
def test_an_import_repairs(tmp_path):
    path = tmp_path / "damaged.txt"
    path.write_bytes(DAMAGED.encode())
    ingest.load(ingest.read([path]), status=Status.PUBLISHED)
    article = Article.objects.get()
    assert (article.body, article.text) == (DAMAGED, MENDED)
    # A title made of the text is made of the repaired one.
    assert article.title == MENDED.rstrip(".")


@pytest.mark.django_db
def test_lines_of_the_source_are_left_out():
    source = make_source()
    source.boilerplate = "هذا خبر من صحيفة الميناء"
    text = "رست السفينة.\nهذا خبر من صحيفة الميناء."
    assert make_article(text=text, source=source).text == "رست السفينة."
