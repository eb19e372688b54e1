import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from articles import search
from articles.search.highlight import Marker
from articles.search.parse import parse
from articles.search.snippets import SNIPPET_WORDS, snippets

TEXT = st.text(alphabet="ابتلمنرويسجةىأ ًّـ\u200b«»،.؟<>&\"'a1\n")


def passages(text: str, query: str) -> list[str]:
    return list(snippets(text, Marker(parse(query).tree).spans(text)))


def test_whole_words_are_marked_at_their_place_harakat_and_all():
    assert search.highlighter("حكومة").marked("قال: وَلِلحُكُومَةِ رأي") == "قال: <mark>وَلِلحُكُومَةِ</mark> رأي"


def test_a_joined_word_is_marked_whole():
    text = "بين الولاياتالمتحدة وليبيا"
    assert search.highlighter("الولايات المتحدة").marked(text) == "بين <mark>الولاياتالمتحدة</mark> وليبيا"
    assert search.highlighter("«الولايات المتحدة»").marked(text) == "بين <mark>الولاياتالمتحدة</mark> وليبيا"


def test_a_phrase_is_marked_where_it_stands_and_nowhere_else():
    marked = search.highlighter("«مجلس الأمن»").marked("مجلس النواب ومجلس الأمن، الأمن أولا")
    assert marked == "مجلس النواب <mark>ومجلس</mark> <mark>الأمن</mark>، الأمن أولا"


def test_words_near_each_other_are_marked_where_they_are_near():
    text = "السراج في باريس. وصل ترامب. ثم التقى السراج أمس الرئيس ترامب"
    marked = search.highlighter('"السراج ترامب"~2').marked(text)
    assert marked == "السراج في باريس. وصل ترامب. ثم التقى <mark>السراج</mark> أمس الرئيس <mark>ترامب</mark>"


def test_words_of_a_field_are_marked_in_it_alone():
    marker = search.highlighter("عنوان:السراج كاتب:سالم باريس")
    assert marker.marked("السراج في باريس", "title") == "<mark>السراج</mark> في <mark>باريس</mark>"
    assert marker.marked("السراج في باريس") == "السراج في <mark>باريس</mark>"


def test_marks_of_a_whole_article_are_numbered_through_for_links():
    marker = search.highlighter("السراج")
    numbers = count(1)
    assert marker.marked("السراج", "title", numbers) == '<mark id="hit-1">السراج</mark>'
    assert marker.marked("قال السراج", anchors=numbers) == 'قال <mark id="hit-2">السراج</mark>'


def test_the_second_snippet_has_the_words_that_the_first_lacks():
    filler = " ".join(["كلام"] * 80)
    text = f"السراج هنا. {filler}. السراج هناك. {filler}. وصل ترامب. {filler}"
    found = passages(text, "السراج ترامب")
    assert len(found) == 2
    assert "<mark>السراج</mark>" in found[0]
    assert "<mark>ترامب</mark>" in found[1]


def test_of_two_places_with_all_words_the_one_where_they_are_closer_comes_first():
    filler = " ".join(["كلام"] * 80)
    far = "السراج " + " ".join(["ثم"] * 20) + " ترامب"
    text = ". ".join([far, filler, far, filler, "التقى السراج ترامب", filler, far, filler])
    assert any("<mark>السراج</mark> <mark>ترامب</mark>" in passage for passage in passages(text, "السراج ترامب"))


def test_a_snippet_ends_with_a_sentence_where_one_ends_near():
    text = f"التقى السراج وفدا. {'وقال المتحدث إن اللقاء كان طويلا ومثمرا جدا. ' * 10}"
    snippet = passages(text, "السراج")[0]
    assert snippet.endswith("جدا. …")


def test_excluded_words_are_not_marked():
    assert "<mark>" not in search.highlighter("ليبيا -النفط").marked("النفط")


def test_wildcards_mark_what_they_found():
    assert search.highlighter("كلم*").marked("كلمة وعلم") == "<mark>كلمة</mark> وعلم"


def test_html_is_escaped():
    assert (
        search.highlighter("ليبيا").marked("<b>ليبيا</b> & تونس") == "&lt;b&gt;<mark>ليبيا</mark>&lt;/b&gt; &amp; تونس"
    )


def test_a_snippet_shows_the_place_with_most_of_the_words():
    filler = " ".join(["كلام"] * 80)
    text = f"السراج. {filler}. التقى السراج ترامب في واشنطن. {filler}"
    found = passages(text, "السراج ترامب")
    assert any("<mark>السراج</mark> <mark>ترامب</mark>" in snippet for snippet in found)


def test_a_snippet_begins_with_its_sentence_and_says_what_is_cut():
    filler = " ".join(["كلام"] * 80)
    [snippet] = passages(f"{filler}. قال السراج هنا. {filler}", "السراج")
    assert snippet.startswith("قال <mark>السراج</mark> هنا.")
    assert snippet.endswith(" …")
    assert len(snippet.split()) <= SNIPPET_WORDS + 2


def test_a_text_without_the_words_shows_its_beginning():
    [snippet] = passages("بداية النص ونهايته", "السراج")
    assert snippet == "بداية النص ونهايته"
    assert passages("", "السراج") == []


@given(TEXT, TEXT)
def test_a_marked_text_is_the_text(text, query):
    from html import unescape

    marked = search.highlighter(query).marked(text)
    assert unescape(re.sub("</?mark>", "", marked)) == text
    for snippet in passages(text, query):
        assert unescape(re.sub("</?mark>|^… | …$", "", snippet)) in text
