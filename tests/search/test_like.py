import pytest

from articles import search
from tests.factories import make_article, make_source

SHIP = "رست سفينة القمح في المرفأ الشمالي، وقال قبطان السفينة إن تفريغ القمح في المرفأ يستغرق أيامًا."
SHIPS = "غادر قبطان آخر المرفأ بسفينة فارغة بعد تفريغ القمح، ووعد بسفن أخرى إلى المرفأ الشمالي في الخريف."
BOOKS = "افتتحت المكتبة قاعة للأطفال، وفيها ألف كتاب عن الطيور والأشجار، والدخول إليها مجاني كل صباح."
BIRDS = "وصلت الطيور المهاجرة إلى البحيرة، ونشرت المكتبة كتابًا عن الطيور والأشجار حولها لأطفال المدارس."


@pytest.fixture
def like(db, archive_index):
    """Return the titles of the articles most like one."""

    def of(article, count: int = 5) -> list[str]:
        search.drain()
        titles = {one.pk: one.title for one in type(article).objects.all()}
        return [titles[pk] for pk, _score in search.like(article, count)]

    return of


@pytest.fixture
def four(db):
    return [
        make_article(title=title, text=text)
        for title, text in (("السفينة", SHIP), ("السفن", SHIPS), ("الكتب", BOOKS), ("الطيور", BIRDS))
    ]


def test_what_shares_telling_words_comes_first(like, four):
    ship, _ships, books, birds = four
    assert like(ship)[0] == "السفن"
    assert like(books)[0] == "الطيور"
    assert like(birds)[0] == "الكتب"
    assert like(ship, 0) == []


def test_neither_itself_nor_its_copies(like, four):
    make_article(title="نسخة", text=SHIP, source=make_source())
    make_article(title="نسخة معدلة", text=SHIP.replace("أيامًا", "أسبوعًا"))
    found = like(four[0])
    assert "السفن" in found
    assert not {"السفينة", "نسخة", "نسخة معدلة"} & set(found)


def test_drafts_are_not_found_but_have_company(like, four):
    draft = make_article(title="مسودة", text=f"{SHIPS} وعاد القبطان.", status="draft")
    assert "مسودة" not in like(four[0])
    assert like(draft) == ["السفينة"]


def test_nothing_is_like_an_article_of_its_own_words(like, four):
    assert like(make_article(title="زلزال", text="زلزال زلزال زلزال.")) == []
    assert like(make_article(title="1", text="2 3 4 !")) == []


def test_a_changed_article_is_looked_at_anew(like, four):
    ship = four[0]
    assert like(ship)[0] == "السفن"
    ship.title, ship.edited_body = "الكتاب", BIRDS
    ship.save()
    ship = type(ship).objects.get(pk=ship.pk)
    assert like(ship)[0] == "الكتب"
