"""Which column of a table is which field, told from its heading in Arabic or English."""

import re
from collections.abc import Iterable, Mapping

from articles.arabic import folded

OUR_NAMES = frozenset(
    {
        *("id", "identifier", "title", "subtitle", "lead", "text", "body", "date", "date_estimated"),
        *("source", "source_name", "source_name_latin", "author", "byline", "place", "url", "language"),
        *("category", "subjects", "people"),
    }
)
TEXT = frozenset({"text", "body"})

# Of two headings for one field, the one that stands further to the front is taken.
_HEADINGS = {
    "text": """نص المقال, نص المقالة, نص الخبر, نص المادة, النص الكامل, كامل النص, نص, محتوى المقال, محتوى الخبر,
        المحتوى, متن المقال, متن, تفاصيل الخبر, التفاصيل, full text, article text, article body, main text, body text,
        content, story, article, المقال, المقالة, الخبر""",
    "title": """عنوان المقال, عنوان الخبر, العنوان الرئيسي, عنوان, المانشيت, headline, article title, heading,
        main title""",
    "subtitle": "العنوان الفرعي, عنوان ثانوي, sub title, subheading, subhead, sub headline, deck",
    "lead": """المقدمة, مقدمة الخبر, ملخص الخبر, الملخص, موجز, نبذة, المطلع, lede, summary, abstract, standfirst,
        excerpt, description, intro, introduction""",
    "date": """تاريخ النشر, تاريخ المقال, تاريخ الخبر, تاريخ الإصدار, تاريخ, يوم النشر, وقت النشر, published,
        publication date, publish date, published at, published on, date published, pubdate, pub date, issue date""",
    "source": """المصدر, اسم المصدر, الصحيفة, الجريدة, المجلة, الوكالة, وكالة الأنباء, جهة النشر, الناشر, الموقع,
        publisher, newspaper, outlet, publication, agency, news agency, site, website""",
    "author": "الكاتب, اسم الكاتب, المؤلف, المحرر, المراسل, بقلم, كتب, authors, writer, reporter, journalist, by",
    "url": """رابط المقال, رابط الخبر, الرابط, رابط, العنوان الإلكتروني, link, web address, permalink, href,
        canonical url""",
    "category": "القسم, الباب, التصنيف, الفئة, الزاوية, section, desk, rubric",
    "subjects": """المواضيع, الموضوعات, الموضوع, الكلمات المفتاحية, كلمات دالة, الوسوم, subject, topics, topic, tags,
        keywords""",
    "people": "الأشخاص, الشخصيات, الأعلام, أسماء الأشخاص, persons, person, names",
    "place": "المكان, مكان الخبر, المدينة, البلد, مكان النشر, location, city, dateline",
    "language": "اللغة, لغة المقال, lang, locale",
    "id": "المعرف, معرف المقال, الرقم المعرف, article id, guid, uuid, key",
}
_ARTICLE = re.compile(r"(?<!\S)ال(?=\S{2})")
_BETWEEN = re.compile(r"[\W_]+")


def _key(heading: str) -> str:
    """Return a heading without spelling habits, article ال, hyphens and capitals: "تاريخ_النَّشر" is "تاريخ نشر"."""
    return _ARTICLE.sub("", _BETWEEN.sub(" ", folded(heading)).strip())


_FIELDS = {
    _key(heading): (field, rank)
    for field, headings in _HEADINGS.items()
    for rank, heading in enumerate(headings.split(","), 1)
}


def guess_mapping(headings: Iterable[str]) -> dict[str, str]:
    """Return which headings are which fields, each field at most once; a heading that tells nothing is not there.

    >>> guess_mapping(["العنوان", "نص المقال", "Published at", "ملاحظة"])
    {'العنوان': 'title', 'نص المقال': 'text', 'Published at': 'date'}
    """
    headings = [*dict.fromkeys(headings)]
    ours = {heading: heading.strip().lower() for heading in headings}
    found = {heading: name for heading, name in ours.items() if name in OUR_NAMES}
    best: dict[str, tuple[int, str]] = {}
    for heading in headings:
        field, rank = _FIELDS.get(_key(heading), ("", 0))
        if field and heading not in found and not _taken(field, found.values()):
            best[field] = min(best.get(field, (rank, heading)), (rank, heading), key=lambda one: one[0])
    found |= {heading: field for field, (_rank, heading) in best.items()}
    return {heading: found[heading] for heading in headings if heading in found}


def _taken(field: str, names: Iterable[str]) -> bool:
    same = {"text": "body", "id": "identifier", "author": "byline"}
    return not {field, same.get(field, field)}.isdisjoint(names)


def names_of(headings: Iterable[str], mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Return the field that each heading fills, "" for a column that is left out.

    A `mapping` decides where it names a heading. Without one, a table that has our column of texts is read by our
    names alone, and any other is guessed. What is no field of ours keeps its own name, in lower case; where a mapped
    column has that name, "_" is put behind it.
    """
    headings = [*headings]
    if mapping is None:
        own = {heading.strip().lower() for heading in headings}
        mapping = {} if own & TEXT else guess_mapping(headings)
    given = {heading: mapping[heading] for heading in headings if heading in mapping}
    rest = {heading: heading.strip().lower() for heading in headings if heading not in mapping}
    taken = {*given.values()} - {""}
    return {**{heading: f"{name}_" if name in taken else name for heading, name in rest.items()}, **given}
