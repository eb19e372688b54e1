"""On whose record persons are now: a function of the decisions in force, whatever their order."""

from django.db.models import Q

from articles.models import Act, MentionMethod, MentionState, Operation, Person, PersonAlias, Ruling


class Whereabouts:
    """Who was merged into whom, and who is off record, by the decisions in force when this was made."""

    def __init__(self) -> None:
        merges = Operation.objects.in_force().filter(act=Act.MERGE, person__isnull=False, other__isnull=False)
        self._into: dict[int, int] = dict(merges.values_list("other", "person"))
        self._retired = set(Person.objects.filter(retired=True).values_list("pk", flat=True))

    def of(self, person: int) -> int | None:
        """Return who has a person's mentions and names now (primary keys); None for one who is nobody any more."""
        while person in self._into:
            person = self._into[person]
        return None if person in self._retired else person

    def group(self, person: int) -> set[int]:
        """Return a person and all who were merged into them."""
        group = {person}
        while more := {source for source, target in self._into.items() if target in group} - group:
            group |= more
        return group


def retire_made_in_vain() -> list[Person]:
    """Take persons off record whose making was undone and on whom no decision in force stands; return them.

    Their addresses lead to whom they were split from.
    """
    undone = Operation.objects.filter(undone__isnull=False)
    sources = dict.fromkeys(undone.filter(act=Act.NEW, person__isnull=False).values_list("person", flat=True))
    sources |= dict(undone.filter(act=Act.SPLIT, other__isnull=False).values_list("other", "person"))
    found = [person for person in Person.objects.on_record().filter(pk__in=sources) if not _is_needed(person)]
    for person in found:
        source = sources[person.pk]
        person.retired, person.merged_into_id = True, source
        person.save()
    return found


def _is_needed(person: Person) -> bool:
    """Say whether a decision in force, an import or an editor's own hand gave a person something."""
    makes = Q(act__in=(Act.NEW, Act.ALIAS, Act.MERGE), person=person) | Q(act=Act.SPLIT, other=person)
    rulings = Ruling.objects.filter(person=person)
    claimed = person.mentions.exclude(method=MentionMethod.TEXT).exclude(state=MentionState.REFUSED)
    return (
        Operation.objects.in_force().filter(makes).exists()
        or rulings.in_force().filter(state=MentionState.CONFIRMED).exists()
        or claimed.exclude(article__in=rulings.values("article")).exists()
        or PersonAlias.objects.filter(person=person, origins=[]).exclude(name=person.display_name).exists()
    )
