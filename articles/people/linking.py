"""Known persons are linked to the articles that name them."""

from collections.abc import Iterable

from articles.arabic import NameMatcher
from articles.models import Article, Mention, MentionMethod, PersonAlias

SHORTEST_NAME = 2
"""Names of fewer words, such as a surname alone, are too common to link an article by; they count where it is linked."""


def link(article_ids: Iterable[int]) -> int:
    """Note in these articles the persons on record whose names stand in title or text; return the number of new mentions.

    A full name of at least two words makes a mention, unconfirmed until an editor looks; `count` of every mention of
    the articles is brought up to date. Runs in the caller's transaction; the caller notes the articles in the outbox.
    """
    names: dict[int, list[str]] = {}
    for person_id, name in PersonAlias.objects.order_by("pk").values_list("person_id", "name"):
        names.setdefault(person_id, []).append(name)
    if not names:
        return 0
    matcher = NameMatcher(names)
    linkable = NameMatcher(
        {person: [name for name in own if len(name.split()) >= SHORTEST_NAME] for person, own in names.items()}
    )
    articles = list(Article.objects.filter(pk__in=list(article_ids)).prefetch_related("mentions").defer("extra"))
    added: list[Mention] = []
    recounted: list[Mention] = []
    for article in articles:
        text = f"{article.title}\n{article.subtitle}\n{article.lead}\n{article.text}"
        counts = matcher.count(text)
        present = {mention.person_id: mention for mention in article.mentions.all()}
        for person_id in linkable.count(text) if counts else ():
            if person_id not in present:
                added.append(
                    Mention(
                        article=article,
                        person_id=person_id,
                        method=MentionMethod.TEXT,
                        confirmed=False,
                        count=counts[person_id],
                    )
                )
        for person_id, mention in present.items():
            if mention.count != counts[person_id]:
                mention.count = counts[person_id]
                recounted.append(mention)
    Mention.objects.bulk_create(added, ignore_conflicts=True)
    Mention.objects.bulk_update(recounted, ["count"], batch_size=500)
    return len(added)
