"""An invented archive: news of a harbour town that does not exist, in four papers of its own.

For pictures and for checks that want every kind of page to be full. The same number gives the same articles.
"""

import datetime
import json
import random
from pathlib import Path
from typing import Any

PAPERS = {
    "marfa": ("صحيفة المرفأ", "Al-Marfa"),
    "sada": ("صدى الساحل", "Sada al-Sahel"),
    "diwan": ("مجلة الديوان", "Al-Diwan"),
    "sanabel": ("وكالة السنابل", "Sanabel News Agency"),
}
PEOPLE = {
    "سالم الحدّاد": ("رئيس البلدية", "سالم حداد", "Salem Haddad"),
    "ليلى القاضي": ("أمينة المكتبة العامة", "د. ليلى القاضي", "Layla al-Qadi"),
    "عبد الرحمن الشاطئ": ("مدير المرفأ", "عبدالرحمن الشاطئ", "Abdulrahman al-Shati"),
    "نور الصيرفي": ("وزيرة الثقافة", "نور صيرفي", "Nour Sayrafi"),
    "يوسف البنّاء": ("مهندس الترميم", "يوسف البناء"),
    "هند المزروع": ("رئيسة تعاونية المزارعين", "هند مزروع", "Hind Mazrou"),
    "كمال الطبّاع": ("ناشر", "كمال الطباع"),
    "أبو بكر النجّار": ("نقيب الصيّادين", "ابو بكر النجار"),
}
# A title, the persons it is about, its subjects, and sentences of which an article takes some. {n} is a number.
TOPICS: list[tuple[str, list[str], list[str], list[str]]] = [
    (
        "وصول {n} سفن قمح إلى المرفأ",
        ["عبد الرحمن الشاطئ", "هند المزروع"],
        ["اقتصاد", "ملاحة"],
        [
            "رست في المرفأ صباح اليوم {n} سفن محمّلة بالقمح، بعد رحلة دامت {m} يومًا.",
            "وقال مدير المرفأ عبد الرحمن الشاطئ إن التفريغ يبدأ فور انتهاء الفحص الصحي.",
            "وأوضح أن الأرصفة الجديدة تتّسع لسفن لم تكن تدخل المرفأ من قبل.",
            "ورحّبت رئيسة التعاونية هند المزروع بالخطوة، ورأت فيها عونًا للمطاحن الصغيرة.",
            "وتقدّر الغرفة التجارية حاجة المدينة بنحو {m} ألف طن في السنة.",
        ],
    ),
    (
        "المكتبة العامة تفتح قاعة المخطوطات",
        ["ليلى القاضي", "نور الصيرفي"],
        ["ثقافة", "كتب"],
        [
            "افتتحت وزيرة الثقافة نور الصيرفي قاعة المخطوطات في المكتبة العامة، بحضور جمع من القرّاء والباحثين.",
            "وتضمّ القاعة {m} مخطوطًا في الفلك والطب والنحو، بعضها لم يُعرض من قبل.",
            "وقالت أمينة المكتبة ليلى القاضي إن «الكتاب الذي لا يُقرأ كالبيت الذي لا يُسكن».",
            "وتعمل المكتبة على تصوير المخطوطات كي يطّلع عليها الباحثون من بيوتهم.",
            "وتفتح القاعة أبوابها كل يوم من التاسعة صباحًا حتى الخامسة مساءً.",
        ],
    ),
    (
        "ترميم السوق القديم يدخل مرحلته الـ{n}",
        ["يوسف البنّاء", "سالم الحدّاد"],
        ["عمران", "تراث"],
        [
            "بدأت البلدية المرحلة الجديدة من ترميم السوق القديم، وتشمل {m} دكّانًا ومدرسة من العهد المملوكي.",
            "وشرح المهندس يوسف البنّاء أن الحجر المستعمل يُقطع من المقلع الذي بُني منه السوق أول مرة.",
            "وأكّد رئيس البلدية سالم الحدّاد أن أصحاب الدكاكين يعودون إليها قبل العيد.",
            "واعترض بعض التجّار على إغلاق المدخل الشرقي، وطلبوا فتح ممرّ مؤقّت.",
            "وعُثر في أثناء الحفر على جرّة فيها نقود نحاسية نُقلت إلى المتحف.",
        ],
    ),
    (
        "معرض الكتاب يستقبل {m} ناشرًا",
        ["كمال الطبّاع", "نور الصيرفي", "ليلى القاضي"],
        ["ثقافة", "كتب"],
        [
            "يفتح معرض الكتاب أبوابه مساء الخميس بمشاركة {m} ناشرًا من البلدان العربية.",
            "وقال الناشر كمال الطبّاع إن كتب الأطفال صارت نصف ما يباع.",
            "وتُقام على هامش المعرض ندوات عن الترجمة وعن مستقبل الصحافة الورقية.",
            "وأعلنت وزيرة الثقافة نور الصيرفي جائزة لأول رواية يكتبها شاب أو شابة.",
            "وينظّم المعرض هذا العام رحلات مجانية لتلاميذ القرى.",
        ],
    ),
    (
        "الصيّادون يطلبون رصيفًا ثالثًا",
        ["أبو بكر النجّار", "عبد الرحمن الشاطئ", "سالم الحدّاد"],
        ["ملاحة", "مجتمع"],
        [
            "طالب نقيب الصيّادين أبو بكر النجّار بتخصيص رصيف ثالث للقوارب الصغيرة.",
            "وقال إن {m} قاربًا تبيت في عرض البحر لأن الحوض لا يتّسع لها.",
            "ووعد مدير المرفأ عبد الرحمن الشاطئ بدراسة الطلب قبل بدء الموسم.",
            "وكانت العاصفة الأخيرة قد أتلفت شباك عشرات الصيّادين.",
            "واقترح رئيس البلدية سالم الحدّاد إنشاء صندوق يعوّض المتضررين.",
        ],
    ),
    (
        "حصاد الزيتون يبدأ في {n} قرى",
        ["هند المزروع"],
        ["اقتصاد", "زراعة"],
        [
            "بدأ أهالي {n} قرى قطاف الزيتون قبل موعده بأسبوع، بعد أمطار مبكّرة.",
            "وتوقّعت رئيسة التعاونية هند المزروع محصولًا يزيد على العام الماضي بمقدار العُشر.",
            "وتعصر المعاصر الحجرية القديمة نصيبًا صغيرًا منه لمن يفضّل طعمه.",
            "وشكا المزارعون غلاء النقل وقلّة الأيدي العاملة.",
            "وتدرّب التعاونية {m} شابًا على تقليم الأشجار.",
        ],
    ),
]
# One longer piece with headings, a caption and all that can be known of an article.
FEATURE = "reportage-marfa"
FEATURE_DAY = "2018-05-24"
FEATURE_TEXT = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
PER_YEAR = {2015: 4, 2016: 12, 2017: 20, 2018: 40, 2019: 24}
REPRINTED_EVERY = 9
WITHOUT_DAY_EVERY = 14


def rows(number: int) -> list[dict[str, Any]]:
    """Return so many articles as `import_articles` reads them, with reprints, and with dates of every precision."""
    chance = random.Random(1)
    days = _days(number, chance)
    made: list[dict[str, Any]] = []
    for place, day in enumerate(days):
        title, people, subjects, sentences = TOPICS[place % len(TOPICS)]
        numbers = {"n": chance.randint(3, 9), "m": chance.randint(11, 90)}
        told = sorted(chance.sample(range(len(sentences)), k=chance.randint(3, len(sentences))))
        text = "\n".join(sentences[line].format(**numbers) for line in told)
        paper = chance.choice(list(PAPERS))
        row = _row(f"{day:%Y-%m%d}-{place:03}", paper, title.format(**numbers), text)
        row["date"] = day.isoformat()[: (4, 7)[place % 2]] if place % WITHOUT_DAY_EVERY == 5 else day.isoformat()
        row |= {"people": [_person(name) for name in people], "subjects": subjects, "place": "المرفأ الكبير"}
        row |= {"author": chance.choice(["سعاد المقدّم", "مراسل الساحل", "قسم المحليات"])}
        made.append(row)
        if place % REPRINTED_EVERY == 4:
            other = next(key for key in PAPERS if key != paper)
            changed = text.replace("وقال", "وذكر").replace("صباح اليوم", "صباح أمس")
            made.append(row | _row(f"{row['id']}-b", other, row["title"], f"{changed}\nونشرنا الخبر أمس مختصرًا."))
    feature = _row(FEATURE, "diwan", "من يعدّ القوارب؟ يوم في المرفأ القديم", FEATURE_TEXT) | {
        "subtitle": "نقيب ومدير وأمينة مكتبة يروون حكاية الأرصفة الثلاثة",
        "lead": "تدخل السفن الكبيرة، وتخرج القوارب الصغيرة، وتبقى الدفاتر.",
        "date": FEATURE_DAY,
        "author": "سعاد المقدّم",
        "place": "المرفأ الكبير",
        "url": "https://diwan.example/2018/05/marfa",
        "subjects": ["ملاحة", "تراث"],
        "people": [_person(name) for name in ("أبو بكر النجّار", "عبد الرحمن الشاطئ", "ليلى القاضي")],
    }
    undated = _row("no-date", "diwan", "من أوراق قبطان قديم", "كتب القبطان في دفتره أن المنارة أُطفئت ليلة العاصفة.")
    return [*made, feature, undated]


def write(folder: Path, number: int) -> Path:
    """Write the articles to a file in this folder and return its path."""
    path = folder / "sample.jsonl"
    lines = (json.dumps(row, ensure_ascii=False) for row in rows(number))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _days(number: int, chance: random.Random) -> list[datetime.date]:
    """Return days, more of some years and months than of others; none of the summer of 2017."""
    days: list[datetime.date] = []
    while len(days) < number:
        year = chance.choices(list(PER_YEAR), list(PER_YEAR.values()))[0]
        day = datetime.date(year, 1, 1) + datetime.timedelta(days=int(chance.triangular(0, 364, 140)))
        if not (year == 2017 and day.month in (7, 8)):
            days.append(day)
    return sorted(days)


def _row(identifier: str, paper: str, title: str, text: str) -> dict[str, Any]:
    name, latin = PAPERS[paper]
    return {
        "id": identifier,
        "title": title,
        "text": text,
        "source": paper,
        "source_name": name,
        "source_name_latin": latin,
    }


def _person(name: str) -> dict[str, Any]:
    role, *aliases = PEOPLE[name]
    return {"name": name, "role": role, "aliases": aliases}
