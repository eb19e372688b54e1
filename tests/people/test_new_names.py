"""Which names found in texts are noted as those of persons not on record."""

import pytest

from articles import people
from articles.models import Proposal
from articles.people.new_names import names_in
from tests.factories import make_article, make_person


def names(text):
    [found] = names_in([text])
    return [one.name for one in found]


def test_a_given_name_alone_needs_a_title_or_a_verb_of_saying():
    bare = "هدف كارلوس في مرمى ريال مدريد."
    assert [one.surface for one in people.find_new(bare)] == ["كارلوس"]
    assert names(bare) == []
    assert names(f"{bare}\nوأضاف كارلوس أن المباراة صعبة.") == ["كارلوس", "كارلوس"]
    assert names(f"غنى المطرب كارلوس في الحفل.\n{bare}") == ["كارلوس", "كارلوس"]
    assert names(f"وصل روبرتو كارلوس إلى مدريد.\n{bare}") == ["روبرتو كارلوس", "كارلوس"]


@pytest.mark.django_db
def test_what_is_left_of_somebody_on_record_is_no_new_person(archive_index):
    make_person("سالم الحداد")
    text = "وصل وزير الثقافة العراقي سالم الحداد إلى أربيل، والتقى الوزير أيمن الصفدي. وقال سالم إن الزيارة مهمة."
    article = make_article(text=text)
    assert "سالم" in names(text)
    people.find_everywhere([article.pk])
    assert [one.display_name for one in Proposal.objects.open()] == ["أيمن الصفدي"]
