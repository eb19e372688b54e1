"""Sources, persons and subjects of imported articles: found where they are known, made where they are new."""

from articles import people
from articles.models import Article, Mention, Person, Source, Subject
from tests.factories import make_person, make_source
from tests.ingest.samples import row, text


def test_a_source_is_found_by_key_and_by_names(load):
    source = make_source("madina", name_ar="صحيفة المدينة", name_latin="Al-Madina")
    names = ["madina", "MADINA", "صحيفة المدينة", "Al-Madina", "al-madina"]
    load(*(row(number, source=name) for number, name in enumerate(names)))
    assert {article.source for article in Article.objects.all()} == {source}


def test_a_new_source_gets_its_names(load):
    load(
        row(1, source="Sky Watch", source_name="رقيب السماء"), row(2, source="sky-watch"), row(3, source="رقيب السماء")
    )
    source = Source.objects.get()
    assert (source.key, source.name_ar, source.name_latin) == ("sky-watch", "رقيب السماء", "Sky Watch")
    assert source.articles.count() == 3
    source.full_clean()


def test_a_person_is_found_by_any_name(load):
    person = make_person("عمر حسن", "Omar Hassan", "عمر بن الحسن")
    load(
        row(1, people="عُمر حسن"),
        row(2, people="Omar Hassan"),
        row(3, people=[{"name": "أبو علي", "aliases": ["عمر بن الحسن"]}]),
    )
    assert Person.objects.get() == person
    assert person.articles.count() == 3
    assert "أبو علي" in person.aliases.values_list("name", flat=True)


def test_one_person_in_many_spellings_is_named_once(load):
    given = [{"name": "عمر حسن", "aliases": ["عمر الحسن"]}, "عمر الحسن", "عمر حسن"]
    load(row(1, people=given), row(2, people="عمر الحسن"))
    assert Person.objects.count() == 1
    assert Mention.objects.count() == 2


def test_another_persons_name_is_not_taken(load):
    omar, ali = make_person("عمر حسن"), make_person("علي سالم")
    load(row(1, people=[{"name": "عمر حسن", "aliases": ["علي سالم", "عمر الحسن"]}]))
    assert {*omar.aliases.values_list("name", flat=True)} == {"عمر حسن", "عمر الحسن"}
    assert {*ali.aliases.values_list("name", flat=True)} == {"علي سالم"}


def test_mentions_are_counted_in_title_and_text(load):
    body = f"قال عمر حسن ولعمر حسن رأي آخر. {text(1)}"
    load(row(1, title="عمر حسن يتحدث", text=body, people=["عمر حسن", "سعاد"]), on_batch=people.link)
    mentions = {mention.person.display_name: mention for mention in Mention.objects.all()}
    assert {name: mention.count for name, mention in mentions.items()} == {"عمر حسن": 3, "سعاد": 0}
    assert {(mention.method, mention.state) for mention in mentions.values()} == {("metadata", "confirmed")}


def test_subjects_are_shared(load):
    load(row(1, category="ثقافة"), row(2, category="ثقافة", subjects=["تراث"]))
    load(row(3, subjects="تراث; ثقافة"))
    assert Subject.objects.count() == 2
    assert Subject.objects.get(name="ثقافة").articles.count() == 3
