"""Persons found without a list of them. The texts are invented; the seeds are those that the archive comes with."""

import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

from articles import people
from tests.people.proposing import propose

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
DATA = ROOT / "articles" / "people" / "tagger" / "data"

SENTENCES = [
    ("قال وزير الخارجية الأردني أيمن الصفدي إن بلاده تدعم الحوار.", ["أيمن الصفدي"]),
    (
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء اللبناني سعد الحريري في باريس.",
        ["إيمانويل ماكرون", "سعد الحريري"],
    ),
    ("أعلنت الدكتورة منى عبد الرحمن نتائج الدراسة في جامعة القاهرة.", ["منى عبد الرحمن"]),
    ("سجل المهاجم البرازيلي رونالدينيو هدفين في مرمى ريال مدريد.", ["رونالدينيو"]),
    ("ووقع الاتفاق عن الجانب السوداني الفريق عبد الفتاح البرهان.", ["عبد الفتاح البرهان"]),
    ("وأكدت المتحدثة باسم وزارة الخارجية الروسية ماريا زاخاروفا ذلك.", ["ماريا زاخاروفا"]),
    ("حضر الحفل الفنان كاظم الساهر والفنانة نجوى كرم.", ["كاظم الساهر", "نجوى كرم"]),
    ("قال محمود عباس وياسر عرفات وأحمد قريع كلمات قصيرة.", ["محمود عباس", "وياسر عرفات", "وأحمد قريع"]),
    ("وأوضح المبعوث الأممي مارتن غريفيث أن المشاورات مستمرة.", ["مارتن غريفيث"]),
    ("كتب نجيب محفوظ رواياته في القاهرة.", ["نجيب محفوظ"]),
    ("استقبل الأمير خالد بن سلمان السفير في الرياض.", ["خالد بن سلمان"]),
    ("وقال ترامب: «سنرى ما سيحدث».", ["ترامب"]),
    ("وصلت المستشارة الألمانية أنغيلا ميركل إلى بروكسل.", ["أنغيلا ميركل"]),
    ("زار الشيخ محمد بن راشد آل مكتوم المعرض.", ["محمد بن راشد آل مكتوم"]),
    ("صرح المدرب يورغن كلوب بعد المباراة بأن فريقه قدم أداء جيدا.", ["يورغن كلوب"]),
    # The habits of one newspaper: ى for ي, ه for ة, no hamza.
    ("قال وزير الخارجيه المصرى سامح شكرى ان مصر ترحب بالقرار.", ["سامح شكرى"]),
    ("التقي الامين العام احمد ابو الغيط وفدا من الاتحاد الافريقى.", ["احمد ابو الغيط"]),
    ("وأشاد كلوب بلاعبيه صلاح وماني.", ["كلوب", "صلاح", "وماني"]),
    ("#محمد_صلاح يسجل هدفا جديدا لليفربول", ["محمد_صلاح"]),
]

TRAPS = [
    "ارتفعت أسعار النفط في الأسواق العالمية أمس الخميس.",
    "أعلنت الأمم المتحدة ومنظمة الصحة العالمية عن خطة جديدة.",
    "انطلقت في عمان وبيروت ودمشق فعاليات المهرجان.",
    "فاز ريال مدريد على برشلونة في الدوري الإسباني.",
    "عبر المواطنون عن أملهم في مستقبل أفضل.",
    "وصل وزير العدل إلى البرلمان صباح اليوم.",
    "اجتمع مجلس الأمن الدولي لبحث الوضع في بيونغ يانغ وهونغ كونغ.",
    "كانت ليلة هادئة على ضفاف النيل.",
    "قال متحدث باسم البيت الأبيض إن القرار نهائي.",
    "بلغت قيمة الصفقة 20 مليون دولار.",
]


@pytest.mark.parametrize(("text", "persons"), SENTENCES)
def test_persons_of_a_sentence(text, persons):
    assert [found.surface for found in people.find_new(text)] == persons


@pytest.mark.parametrize("text", TRAPS)
def test_no_person_where_none_is(text):
    assert people.find_new(text) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "ـ", "١٩٩٨", "\u0651", "x" * 500, "السراج", "#"])
def test_any_text_is_read(text):
    assert all(text[one.start : one.end] == one.surface for one in people.find_new(text, least=0.0))


def test_places_are_those_of_the_text_as_given():
    text = "  قالَ «فَائِز\u200f السَّرَّاج» أمس:\r\nنعم. \U0001f600 والتقى محمود عباس\tفي #واشنطن"
    found = people.find_new(text)
    assert [unicodedata.normalize("NFC", text[one.start : one.end]) for one in found] == [one.surface for one in found]
    assert [one.surface for one in found] == ["فَائِز\u200f السَّرَّاج", "محمود عباس"]


def test_a_family_name_is_known_by_the_full_name_elsewhere():
    alone = "ثم خرج الحداد من القاعة."
    assert not people.find_new(alone)
    together = f"وصل وزير الثقافة العراقي سالم الحداد إلى أربيل. {alone}"
    assert [one.surface for one in people.find_new(together)] == ["سالم الحداد", "الحداد"]


def test_a_family_name_is_believed_behind_a_sure_given_name():
    text = "أعلن الرئيس الأميركي دونالد ترمب انسحاب بلاده من الاتفاق. وكان ترمب هدد بذلك."
    assert [one.surface for one in people.find_new(text)] == ["دونالد ترمب", "ترمب"]


def test_many_texts_together_give_what_each_gives_alone():
    texts = [text for text, _ in SENTENCES] + TRAPS
    alone = [[one[:3] for one in people.find_new(text)] for text in texts]
    assert [[one[:3] for one in found] for found in people.find_new_in(texts)] == alone
    assert [*people.find_new_in(texts)] == [*people.find_new_in(texts)]
    assert [*people.find_new_in([])] == []


def test_a_text_of_any_length_is_read_in_parts():
    text = "\n".join(text for text, _ in SENTENCES)
    once = [one.surface for one in people.find_new(text)]
    many = people.find_new(f"{text}\n" * 60)
    assert len(many) >= 60 * len(once) * 0.95
    assert {*once} <= {one.surface for one in many}


def test_who_is_less_likely_is_found_on_request():
    text = "\n".join(text for text, _ in SENTENCES)
    some, more = people.find_new(text, least=0.95), people.find_new(text, least=0.1)
    assert 0 < len(some) < len(more)
    assert all(one.confidence >= 0.95 for one in some)
    assert {one.surface for one in some} <= {one.surface for one in more}


def names_of(seed):
    people_on_record = tomllib.loads(seed.with_suffix(".toml").read_text(encoding="utf-8"))["people"]
    return [{one["name"], *one["aliases"]} for one in people_on_record]


def test_the_persons_of_the_seeds_and_nobody_else():
    found = [people.find_new(seed.read_text(encoding="utf-8")) for seed in SEEDS]
    spellings = [{*written} for _, written in propose(found)]
    wanted = [names for seed in SEEDS for names in names_of(seed)]
    # Every cluster is a person on record, and each person on record has one cluster.
    owners = [[at for at, names in enumerate(wanted) if names & own] for own in spellings]
    assert all(owners)
    assert len(spellings) == len({one["name"] for seed in SEEDS for one in persons(seed)})
    written = {name for own in spellings for name in own}
    assert {"فائز السراج", "فايز السراج", "السراج", "ترامب", "دونالد ترامب"} <= written
    assert {"ستيفاني وليامز", "ستيفاني ويليامز", "ويليامز"} in spellings
    assert {"توماس والدهاوزر", "توماس والدهاوسر", "توماس والدهاوسير"} in spellings


def persons(seed):
    return tomllib.loads(seed.with_suffix(".toml").read_text(encoding="utf-8"))["people"]


def test_the_model_comes_with_its_licence_and_is_small():
    notice = (DATA / "README.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in notice
    assert "ANERcorp" in notice
    assert (DATA / "persons.npz").stat().st_size <= 10_000_000


def test_the_model_is_read_at_first_use():
    program = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'archive.settings'; django.setup();"
        "from articles import people; from articles.people.tagger import shipped;"
        "assert shipped.cache_info().currsize == 0; people.find_new('نص'); assert shipped.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
