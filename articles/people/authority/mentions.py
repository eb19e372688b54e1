"""A single mention is confirmed or refused: "not this person"."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Act, IndexChange, Mention, MentionState, Operation
from articles.people.authority import rulings
from articles.people.authority.errors import CannotDecide
from articles.people.authority.whereabouts import Whereabouts


def decide(mention: Mention, state: MentionState, *, user: User | None) -> Operation:
    """Confirm or refuse a mention. A confirmed one has its places alone: who else was named there loses them.

    Raises CannotDecide where it is so already.
    """
    with transaction.atomic():
        mention = Mention.objects.select_for_update().select_related("person", "article").get(pk=mention.pk)
        if mention.state == state:
            raise CannotDecide("decided")
        article = mention.article_id
        rulings.adopt([article])
        IndexChange.objects.enqueue([article])
        summary = f"{mention.person}: {mention.article.title}"[:500]
        operation = Operation.objects.create(
            act=Act.MENTION,
            summary=summary,
            moved={"articles": [article]},
            articles=1,
            person=mention.person,
            user=user,
        )
        if state == MentionState.CONFIRMED:
            rulings.confirm(mention, operation)
        else:
            rulings.refuse(mention, operation, Whereabouts())
        rulings.settle([article])
        return operation
