"""Who is named together with a person, and with each other: a drawing that can be read, and its numbers as a table."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.addresses import moved_to, with_query
from articles.forms import RangeForm
from articles.models import Article, ArticleQuerySet, Mention, Person
from articles.views.errors import NotFound, Way
from articles.views.memory import remembered

MOST_PERSONS = 14
"""More names beside a drawing cannot be told apart on a telephone."""
MOST_TIES = 26
LONGEST_LABEL = 20

# The drawing, in its own units: higher than wide, so that names have room at both sides on a telephone too.
WIDTH, HIGHEST, LOWEST = 440, 600, 240
_A_ROW = 78
_ACROSS, _EDGE = 92, 42
_LEAST, _MOST = 5.0, 15.0
_THINNEST, _THICKEST = 0.8, 7.0
_CENTRE = 20.0

Pair = tuple[int, int]


class Node(NamedTuple):
    """A person in the drawing, and the label; `shared` articles with whom it is about."""

    person: Person
    shared: int
    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float
    anchor: str


class Tie(NamedTuple):
    """A line between two persons: how many articles name both."""

    first: Person
    second: Person
    shared: int
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    is_own: bool


@require_safe
@vary_on_headers("HX-Request")
def network(request: HttpRequest, pk: int) -> HttpResponse:
    """The network around a person; `?from=` and `?to=` choose a period."""
    person = Person.objects.select_related("merged_into").filter(pk=pk).first()
    if person and person.present.pk != pk:
        there = reverse("articles:network", args=[person.present.pk])
        return moved_to(with_query(there, request.GET))
    if person is None or not _company(pk).articles:
        way = Way(_("Alphabetical index of persons"), reverse("articles:people"))
        raise NotFound(_("The archive has no such person."), [way])
    form = RangeForm(request.GET)
    in_period = form.is_valid() and any(form.ends())
    company = _company_in(_naming(pk).within(*form.ends()), pk) if in_period else _company(pk)
    shared, among, best = company.shared, company.among, [*company.shared]
    persons = Person.objects.in_bulk(best)
    nodes = placed([persons[who] for who in ordered(best, among)], shared)
    drawn = ties(nodes, among)
    height = height_for(len(nodes))
    x, y = WIDTH / 2, height / 2
    context = {
        "person": person,
        "form": form,
        "in_period": in_period,
        "total": company.articles,
        "nodes": nodes,
        "ties": drawn,
        "between": [tie for tie in reversed(drawn) if not tie.is_own],
        "others": company.others,
        "centre": Node(person, 0, x, y, _CENTRE, shortened(str(person)), x, y + _CENTRE + 16, "middle"),
        "width": WIDTH,
        "height": height,
        "by_number": sorted(nodes, key=lambda node: (-node.shared, node.person.pk)),
    }
    return render(request, "people/network.html", context)


class _Company(NamedTuple):
    """Of so many articles, in how many a person shares them with each of those named most there, and these with each
    other; `others` are so many more persons.
    """

    articles: int
    shared: dict[int, int]
    among: Counter[Pair]
    others: int


@remembered
def _company(pk: int) -> _Company:
    return _company_in(_naming(pk), pk)


def _naming(pk: int) -> ArticleQuerySet:
    return Article.objects.published_naming(Person(pk=pk))


def _company_in(articles: ArticleQuerySet, pk: int) -> _Company:
    mentions = Mention.objects.shown().filter(article__in=articles.order_by().values("pk")).exclude(person=pk)
    rows: list[Pair] = [*mentions.order_by().values_list("article", "person")]
    shared = Counter(who for _article, who in rows)
    best = sorted(shared, key=lambda who: (-shared[who], who))[:MOST_PERSONS]
    among = _pairs(rows, {*best})
    return _Company(articles.count(), {who: shared[who] for who in best}, among, len(shared) - len(best))


def _pairs(rows: Sequence[Pair], among: set[int]) -> Counter[Pair]:
    """Count in how many articles two of these persons are named."""
    by_article: dict[int, list[int]] = {}
    for article, person in rows:
        if person in among:
            by_article.setdefault(article, []).append(person)
    return Counter(pair for named in by_article.values() for pair in combinations(sorted(named), 2))


def ordered(persons: Sequence[int], among: Mapping[Pair, int]) -> list[int]:
    """Return the persons so that those often named together stand side by side: fewer lines cross.

    Begins with the first and goes on with whoever is tied most to the last three.
    """
    left = [*persons]
    chain = [left.pop(0)] if left else []
    while left:
        near = chain[-3:]
        following = max(
            left,
            key=lambda who: (sum(among.get((min(who, one), max(who, one)), 0) for one in near), -persons.index(who)),
        )
        left.remove(following)
        chain.append(following)
    return chain


def height_for(persons: int) -> int:
    """Return how high a drawing of so many persons is, half of them at each side."""
    return min(max(_A_ROW * math.ceil(persons / 2) + 2 * _EDGE, LOWEST), HIGHEST)


def placed(persons: Sequence[Person], shared: Mapping[int, int]) -> list[Node]:
    """Place persons around an ellipse, half of them at each side, with their names outside."""
    middle = height_for(len(persons)) / 2
    nodes = []
    most = max((shared[person.pk] for person in persons), default=1)
    for number, person in enumerate(persons):
        angle = math.tau * (number + 0.5) / len(persons) - math.pi / 2
        x, y = WIDTH / 2 + _ACROSS * math.cos(angle), middle + (middle - _EDGE) * math.sin(angle)
        radius = _LEAST + (_MOST - _LEAST) * math.sqrt(shared[person.pk] / most)
        is_after = math.cos(angle) >= 0
        label_x = x + (radius + 6 if is_after else -radius - 6)
        anchor = "start" if is_after else "end"
        nodes.append(
            Node(
                person,
                shared[person.pk],
                round(x, 1),
                round(y, 1),
                round(radius, 1),
                shortened(str(person)),
                round(label_x, 1),
                round(y + 5, 1),
                anchor,
            )
        )
    return nodes


def ties(nodes: Sequence[Node], among: Mapping[Pair, int]) -> list[Tie]:
    """Return the lines: from the middle to everybody, and the strongest between the others."""
    most = max((node.shared for node in nodes), default=1)
    middle = height_for(len(nodes)) / 2
    by_key = {node.person.pk: node for node in nodes}
    strongest = sorted(among, key=lambda pair: (-among[pair], pair))[:MOST_TIES]
    drawn = []
    for first, second in reversed(strongest):
        one, other = by_key[first], by_key[second]
        number = among[first, second]
        drawn.append(
            Tie(one.person, other.person, number, one.x, one.y, other.x, other.y, _width(number, most), is_own=False)
        )
    for node in nodes:
        width = _width(node.shared, most)
        drawn.append(Tie(node.person, node.person, node.shared, WIDTH / 2, middle, node.x, node.y, width, is_own=True))
    return drawn


def _width(number: int, most: int) -> float:
    return round(_THINNEST + (_THICKEST - _THINNEST) * min(number / most, 1), 1)


def shortened(name: str) -> str:
    """Return a name as a label has room for it, cut at a word."""
    if len(name) <= LONGEST_LABEL:
        return name
    return name[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
