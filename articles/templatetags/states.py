"""Links from a page to its other states, which repeat its address only where that is short."""

from django import template
from django.template import RequestContext
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.addresses import STEP, step

register = template.Library()


@register.simple_block_tag(takes_context=True)
def state(
    context: RequestContext, content: SafeString, url: str, form: str = "states", **attributes: str
) -> SafeString:
    """Lead to another state of the page by a link or, with `by_form` in the context, by a button: it says what changes.

    The button belongs to a form of `search/states.html` ("states" for this page, "leaving" for others), and
    `articles.views.steps` answers it. Attributes that are empty are left out; `_` in their names stands for `-`.
    """
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value}
    if not context.get("by_form"):
        return _element("a", {"href": url, **given}, content)
    path, _mark, query = url.partition("?")
    given.pop("rel", None)
    given["class"] = f"state {given.get('class', '')}".rstrip()
    if path not in ("", context.request.path):
        given["formaction"] = path
    # htmx wants the type written out.
    given |= {"type": "submit", "form": form, "name": STEP, "value": step(context.request.GET, query)}
    return _element("button", given, content)


def _element(tag: str, attributes: dict[str, str], content: SafeString) -> SafeString:
    # By hand: there are more than a hundred on a page of results, and Django's own way takes three times as long.
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return mark_safe(f"<{tag}{written}>{content}</{tag}>")  # noqa: S308 - content comes from the template
