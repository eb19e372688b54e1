import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from tests.factories import make_article, make_source


@pytest.fixture
def archive(db, archive_index):
    texts = (
        "وصل فايز السراج إلى طرابلس",
        "حفتر في لبنان",
        "اجتمع مجلس أمن المدينة أمس",
        "قالت الحكومة إن المستقبل للجميع",
        "نقلت cnn عن مسؤول كبير",
        "زار محمد بن سلمان البحرين ثم باريس",
    )
    for number, text in enumerate(texts):
        make_article(title="خبر", text=text, source=make_source(f"s{number}"))
    search.drain()


def rescued(query: str, **fields) -> tuple[str, list[str]] | None:
    request = search.SearchRequest(query=query, **fields)
    assert search.run(request).total == 0
    found = search.rescue(request)
    return found and (found.query, [change.kind for change in found.changes])


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("gfkhk", "لبنان", "keyboard"),
        ("Gfkhk", "لبنان", "keyboard"),
        ("hgsvh[", "السراج", "keyboard"),
        ("hgp;,lm", "الحكومة", "keyboard"),
        ("ؤىى", "cnn", "keyboard"),
        ("الحكو مة", "الحكومة", "parted"),
        ("السر ا ج", "السراج", "parted"),
        ("الم ستقبل", "المستقبل", "parted"),
        ("مجلسأمن", "مجلس أمن", "glued"),
        ("محمدبنسلمان", "محمد بن سلمان", "glued"),
        ("7after", "حفتر", "latin"),
        ("mosta2bal", "المستقبل", "latin"),
        ("el7okoma", "الحكومة", "latin"),
        ("mas2ool", "مسؤول", "latin"),
        ("tarablus", "طرابلس", "latin"),
        ("sarraj", "السراج", "latin"),
        ("al-Sarraj", "السراج", "latin"),
        ("al sarraj", "السراج", "latin"),
        ("bin", "بن", "latin"),
    ],
)
def test_a_query_is_read_as_it_may_be_meant(archive, typed, meant, kind):
    assert rescued(typed) == (meant, [kind])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("فايز hgsvh[", "فايز السراج"),
        ("(7after OR xyzq) -باريس", "(حفتر OR xyzq) -باريس"),
        ('"tdf. hgsvh["', None),
        ('"thd. hgsvh["', '"فايز السراج"'),
        ("gfkhk, 7after", "لبنان, حفتر"),
        ("gfkhk NOT hgsvh[", "لبنان NOT hgsvh["),
        ("«مجلسأمن المدينة»", "«مجلس أمن المدينة»"),
        ("gfk*", None),
        ("title:gfkhk", None),
        ("gfkhk ززززز", None),
        ("سفينة", None),
        ("2019", None),
        ("", None),
    ],
)
def test_only_words_that_find_nothing_change_and_the_rest_stays(archive, typed, meant):
    if typed:
        found = rescued(typed)
        assert (found and found[0]) == meant
    else:
        assert search.rescue(search.SearchRequest(query=typed)) is None


def test_each_change_is_told_as_it_was_typed_in_order(archive):
    found = search.rescue(search.SearchRequest(query="7after gfkhk"))
    assert found.changes == (search.Change("latin", "7after", "حفتر"), search.Change("keyboard", "gfkhk", "لبنان"))


def test_a_rescue_finds_something_within_the_filters(archive):
    assert rescued("gfkhk", sources=("s0",)) is None
    assert rescued("gfkhk", sources=("nowhere",)) is None


def test_letters_as_typed_are_found_as_the_archive_has_them(archive):
    make_article(title="خبر", text="وصل أحمد")
    search.drain()
    assert rescued("hpl]", level="exact") == ("أحمد", ["keyboard"])
    assert rescued("ال بحرين", level="exact") == ("البحرين", ["parted"])


def test_words_that_are_found_are_not_read_anew(archive):
    assert rescued("لبنان cnn") is None


def test_pieces_of_a_word_that_are_words_by_accident(archive):
    make_article(title="خبر", text="الم به تعب")
    make_article(title="خبر", text="خط ستقبل j h k")
    for number in range(2):
        make_article(title="خبر", text=f"في المستقبل توازن {number}")
    search.drain()
    assert rescued("الم ستقبل") == ("المستقبل", ["parted"])
    assert rescued("j,h.k gfkhk") is None
    assert rescued("j,h.k hglsjrfg") == ("توازن المستقبل", ["keyboard", "keyboard"])


def test_a_query_of_many_unknown_words_is_left_alone(archive):
    assert rescued(" ".join(["gfkhk"] + [f"qz{letter}k" for letter in "bcdfghjkl"])) is None


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("gfkhks7'3-,;[]\"()*:٣ لبنانحفترأمة\u064e\u0640 xORو"), max_size=40))
def test_whatever_is_typed_is_read_or_not_without_an_error(archive, typed):
    request = search.SearchRequest(query=typed)
    found = search.rescue(request)
    assert found is None or search.run(search.SearchRequest(query=found.query)).total
    search.suggestion(request, 0)
