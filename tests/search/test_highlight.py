import re

from hypothesis import given
from hypothesis import strategies as st

from articles import search
from articles.search.highlight import Marker
from articles.search.parse import parse
from articles.search.snippets import SNIPPET_WORDS, snippets

TEXT = st.text(alphabet="ابتلمنرويسجةىأ ًّـ\u200b«»،.؟<>&\"'a1\n")


def passages(text: str, query: str) -> list[str]:
    return list(snippets(text, Marker(parse(query).tree)))


def test_whole_words_are_marked_at_their_place_harakat_and_all():
    assert search.highlighter("حكومة").marked("قال: وَلِلحُكُومَةِ رأي") == "قال: <mark>وَلِلحُكُومَةِ</mark> رأي"


def test_a_joined_word_is_marked_whole():
    text = "بين الولاياتالمتحدة وليبيا"
    assert search.highlighter("الولايات المتحدة").marked(text) == "بين <mark>الولاياتالمتحدة</mark> وليبيا"
    assert search.highlighter("«الولايات المتحدة»").marked(text) == "بين <mark>الولاياتالمتحدة</mark> وليبيا"


def test_a_phrase_is_marked_where_it_stands_and_nowhere_else():
    marked = search.highlighter("«مجلس الأمن»").marked("مجلس النواب ومجلس الأمن، الأمن أولا")
    assert marked == "مجلس النواب <mark>ومجلس</mark> <mark>الأمن</mark>، الأمن أولا"


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
