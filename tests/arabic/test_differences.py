from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import differences
from articles.arabic.differences import LONG


def written(first: str, second: str) -> list[str]:
    """The paragraphs with their changes marked as editors do it by hand."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return [
        " ".join(signs[change.kind].format(change.text) for change in paragraph)
        for paragraph in differences(first, second)
    ]


def test_words_are_marked_where_they_changed():
    assert written("رست سفينة القمح أمس.", "رست سفينة الشعير أمس.") == ["رست سفينة [-القمح-] [+الشعير+] أمس."]
    assert written("رست السفينة", "رست السفينة الأولى صباحًا") == ["رست السفينة [+الأولى صباحًا+]"]
    assert written("رست السفينة الأولى", "السفينة") == ["[-رست-] السفينة [-الأولى-]"]


def test_paragraphs_are_those_of_the_second_text():
    assert written("رست السفينة.\nوبدأ التفريغ.", "رست السفينة. وبدأ التفريغ.") == ["رست السفينة. وبدأ التفريغ."]
    assert written("رست السفينة. وبدأ", "رست السفينة.\n\nوبدأ") == ["رست السفينة.", "وبدأ"]


def test_equal_and_empty_texts():
    assert written("رست السفينة", "رست  السفينة\n") == ["رست السفينة"]
    assert written("", "") == []
    assert written("", "رست") == ["[+رست+]"]


TEXTS = st.lists(st.sampled_from(["رست", "السفينة", "القمح", "في", "\n", "."]), max_size=20).map(" ".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_differences(first, second):
    changes = [change for paragraph in differences(first, second) for change in paragraph]
    assert " ".join(change.text for change in changes if change.kind != "added").split() == first.split()
    assert " ".join(change.text for change in changes if change.kind != "removed").split() == second.split()


def test_long_texts_too():
    first = " ".join(f"كلمة{number} في" for number in range(LONG))
    second = first.replace("كلمة7 ", "غيرها ")
    changed = [change for paragraph in differences(first, second) for change in paragraph if change.kind != "same"]
    assert [change.text for change in changed] == ["كلمة7", "غيرها"]
