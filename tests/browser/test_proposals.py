"""Proposed persons are decided on by keyboard, one after the other, wherever the page was."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Person, Proposal, ProposalState
from tests.factories import find_new, make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("كمال الطباع", "نور الصيرفي", "نبيل زروق", "هند المقدم")


@pytest.fixture
def proposals(page, live_server, archive_index):
    """Four proposals, the first in most articles, on the page of a signed-in editor."""
    find_new([make_article(text=f"قال {'، وقال '.join(NAMES[:number])}") for number in range(1, 5)], *NAMES)
    editor = Client()
    editor.force_login(make_user("editor", "editors"))
    cookie = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": cookie, "value": editor.cookies[cookie].value, "url": live_server.url}])
    page.goto("/people/proposals/")
    return page


def test_keys_decide_and_go_on_at_the_next(proposals):
    page = proposals
    focused = page.locator(".proposal:focus h2")
    page.keyboard.press("j")
    expect(focused).to_have_text(NAMES[0])
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(focused).to_have_text(NAMES[2])
    page.keyboard.press("Shift+R")
    expect(focused).to_have_text(NAMES[3])
    page.keyboard.press("r")
    expect(page.locator(".proposal h2")).to_have_text([NAMES[0]])
    assert [str(person) for person in Person.objects.all()] == [NAMES[1]]
    states = dict(Proposal.objects.values_list("display_name", "state"))
    assert states[NAMES[2]] == ProposalState.REFUSED
    assert states[NAMES[3]] == ProposalState.REFUSED_ONCE
