"""Links from a page to its other states, which repeat its address only where that is short."""

from django import template
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.addresses import STEP, step

register = template.Library()


@register.simple_block_tag(takes_context=True)
def state(context: RequestContext, content: SafeString, url: str, **attributes: str) -> SafeString:
    """Lead to another state of the page by a link or, with `by_form` in the context, by a button: it says what changes.

    The button belongs to the form of `search/states.html`, and `articles.views.steps` answers it. Attributes that are
    empty are left out; `_` in their names stands for `-`.
    """
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value}
    if not context.get("by_form"):
        return format_html('<a href="{}"{}>{}</a>', url, flatatt(given), content)
    path, _mark, query = url.partition("?")
    given.pop("rel", None)
    given["class"] = f"state {given.get('class', '')}".rstrip()
    if path not in ("", context.request.path):
        given["formaction"] = path
    value = step(context.request.GET, QueryDict(query))
    # htmx wants the type written out.
    given |= {"type": "submit", "form": "states", "name": STEP, "value": value}
    return format_html("<button{}>{}</button>", flatatt(given), content)
