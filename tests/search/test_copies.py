import pytest

from articles import search
from articles.likeness import runs, sketch
from articles.search.copies import LEAST
from tests.factories import make_article, make_source

STORY = (
    "أعلن مدير المرفأ صباح الخميس أن سفينة القمح الأولى هذا الموسم رست في الرصيف الشمالي، وأن تفريغها "
    "يستغرق ثلاثة أيام، وأن سفينتين أخريين تصلان قبل نهاية الشهر، وأن المخازن تتسع لما تحملانه، وأن الأسعار "
    "في أسواق المدينة لن ترتفع هذا الشتاء."
)
OTHER = (
    "افتتحت مكتبة الحي قاعة جديدة للأطفال، وقال أمينها إن القاعة تضم ألف كتاب، وإن القراءة فيها مجانية "
    "كل يوم من الصباح إلى المساء."
)


@pytest.fixture
def copies(db, archive_index):
    """Return the identifiers of what has much of an article's text, with the share of it."""

    def of(article) -> dict[str, float]:
        search.drain()
        names = {one.pk: one.identifier for one in type(article).objects.all()}
        return {names[pk]: share for pk, share in search.near_copies(article)}

    return of


def test_a_rewritten_story_is_found_and_another_is_not(copies):
    first = make_article(identifier="first", text=STORY)
    make_article(identifier="corrected", text=STORY.replace("الخميس", "الجمعة"))
    make_article(
        identifier="spelt", text=STORY.replace("أعلن", "اعلن").replace("المدينة", "المدينه") + " وهذا خبر آخر."
    )
    make_article(identifier="other", text=OTHER)
    found = copies(first)
    assert set(found) == {"corrected", "spelt"}
    assert all(0.7 < share < 1 for share in found.values())


def test_a_reprint_is_found_whole(copies):
    first = make_article(identifier="first", text=STORY)
    make_article(identifier="second", text=STORY + "\n", source=make_source())
    assert copies(first) == {"second": 1.0}


def test_what_readers_do_not_see_is_not_found(copies):
    first = make_article(text=STORY)
    second = make_article(identifier="second", text=STORY, source=make_source())
    make_article(text=STORY, status="draft", source=make_source())
    assert set(copies(first)) == {"second"}
    second.delete()
    assert copies(first) == {}


def test_a_draft_has_copies_too(copies):
    make_article(identifier="first", text=STORY)
    assert set(copies(make_article(text=STORY, status="draft", source=make_source()))) == {"first"}


def test_texts_of_a_word_or_none(copies):
    assert copies(make_article(text="قمح")) == {}
    assert runs("قمح") == {"قمح"}
    assert runs("") == {""}
    assert sketch("قمح") == sketch("قَمْح")
    assert 0 < LEAST < 1


def test_queries_do_not_grow_with_copies(copies, django_assert_num_queries):
    first = make_article(text=STORY)
    for number in range(12):
        make_article(text=f"{STORY} {number}")
    assert len(copies(first)) == 12
    with django_assert_num_queries(1):
        search.near_copies(first)
