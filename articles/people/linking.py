"""Known persons are linked to the articles that name them."""

from collections.abc import Iterable

from articles.arabic import NameMatcher
from articles.models import Article, Mention, MentionMethod, PersonAlias

SHORTEST_NAME = 2
"""Names of fewer words, such as a surname alone, are too common to link an article by; they count where one is."""


def link(article_ids: Iterable[int]) -> int:
    """Note in these articles the persons on record whose names stand in title or text; return the number added.

    A full name of at least two words makes a mention, unconfirmed until an editor looks; `count` of every mention of
    the articles is brought up to date. Runs in the caller's transaction; the caller notes the articles in the outbox.
    """
    # By person, and by whether the name is long enough to link an article by.
    names: dict[tuple[int, bool], list[str]] = {}
    for person_id, name in PersonAlias.objects.order_by("pk").values_list("person_id", "name"):
        names.setdefault((person_id, len(name.split()) >= SHORTEST_NAME), []).append(name)
    if not names:
        return 0
    matcher = NameMatcher(names)
    articles = list(Article.objects.filter(pk__in=list(article_ids)).prefetch_related("mentions").defer("extra"))
    added: list[Mention] = []
    recounted: list[Mention] = []
    for article in articles:
        found = matcher.count(f"{article.title}\n{article.subtitle}\n{article.lead}\n{article.text}")
        counts = {person_id: found[person_id, True] + found[person_id, False] for person_id, _ in found}
        present = {mention.person_id: mention for mention in article.mentions.all()}
        added += [
            Mention(article=article, person_id=pk, method=MentionMethod.TEXT, confirmed=False, count=counts[pk])
            for pk in counts
            if found[pk, True] and pk not in present
        ]
        for person_id, mention in present.items():
            if mention.count != counts.get(person_id, 0):
                mention.count = counts.get(person_id, 0)
                recounted.append(mention)
    Mention.objects.bulk_create(added, ignore_conflicts=True)
    Mention.objects.bulk_update(recounted, ["count"], batch_size=500)
    return len(added)
