"""A single mention is confirmed or refused: "not this person"."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Act, IndexChange, Mention, MentionState, Operation
from articles.people.authority import moves
from articles.people.authority.errors import CannotDecide


def decide(mention: Mention, state: MentionState, *, user: User | None) -> Operation:
    """Confirm or refuse a mention. A confirmed one has its places alone: who else was proposed for them loses them.

    Raises CannotDecide where it is so already.
    """
    with transaction.atomic():
        mention = Mention.objects.select_for_update().select_related("person", "article").get(pk=mention.pk)
        if mention.state == state:
            raise CannotDecide("decided")
        before = moves.snapshot(mention)
        others = _take_places(mention) if state == MentionState.CONFIRMED else []
        mention.claims = moves.claims_of(mention)
        mention.state = state
        mention.save()
        IndexChange.objects.enqueue([mention.article_id])
        moved = {"article": mention.article_id, "state": state, "before": before, "others": others}
        summary = f"{mention.person}: {mention.article.title}"
        return Operation.objects.create(
            act=Act.MENTION, summary=summary[:500], moved=moved, articles=1, person=mention.person, user=user
        )


def _take_places(mention: Mention) -> list[dict]:
    """Take the mention's places from all others in the article; return what these were before."""
    lost: list[dict] = []
    others = Mention.objects.filter(article=mention.article_id).exclude(pk=mention.pk)
    for other in others.exclude(state=MentionState.REFUSED):
        rest = [span for span in other.places if not any(span.meets(one) for one in mention.places)]
        if len(rest) == len(other.spans):
            continue
        lost.append({"person": other.person_id, "before": moves.snapshot(other)})
        other.claims = moves.claims_of(other)
        other.place(rest, other.text_checksum)
        if not rest and not other.claims:
            # Nothing is left of it, and no search of the text shall bring it back.
            other.state = MentionState.REFUSED
        other.save()
    return lost
