"""Arabic texts for the importer's tests, and files of them."""

import json

PARAGRAPH = (
    "افتتحت مكتبة المدينة أمس قاعة جديدة للمخطوطات، بحضور عدد من الباحثين والطلاب، وقال مديرها إن القاعة تضم ألف مخطوط "
    "نادر جُمعت خلال أربعين عاماً من مدن الساحل والجبل والصحراء."
)
OTHER = (
    "أعلنت هيئة الأرصاد أن موجة من الأمطار ستعبر شمال البلاد غداً، ودعت السائقين إلى الحذر في الطرق الجبلية، وأوضحت أن "
    "درجات الحرارة ستنخفض إلى ما دون معدلاتها في مثل هذا الوقت من السنة."
)


def text(number):
    """A text of more than twenty words that no other number has."""
    return f"الخبر رقم {number}: {PARAGRAPH}"


def row(number, **fields):
    """The fields of an article; a field that is None is left out."""
    given = {"id": f"news-{number}", "title": f"العنوان {number}", "text": text(number), "date": "2018-05-24", **fields}
    return {name: value for name, value in given.items() if value is not None}


def write_jsonl(path, rows):
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path
