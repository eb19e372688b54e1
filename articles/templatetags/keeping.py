"""What waits for editors."""

from typing import Any

from django import template

from articles.models import Article

register = template.Library()


@register.simple_tag
def drafts_waiting() -> int:
    """Return the number of drafts that wait for review."""
    return Article.objects.drafts().count()


@register.simple_tag
def drafts_assigned_to(user: Any) -> int:
    """Return how many of them wait for this user."""
    return Article.objects.drafts().filter(assigned_to=user.pk).count()


@register.simple_tag
def articles_in_trash() -> int:
    return Article.objects.in_trash().count()
