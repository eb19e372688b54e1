"""Every page of the administration and every act in it, tried by each role: who may not, sees and changes nothing."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from tests.admin.acts import ACTS, ADMINS, EDITORS, EVERYBODY, NOBODY, STAFF, SUPERUSERS, World, address
from tests.admin.site_acts import SITE_ACTS, Site, site_pages

# Of each page of the administration, who opens it. A page that is registered and not named here fails a test.
PAGES = {
    "index": STAFF,
    "app_list": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "jsi18n": STAFF,
    "view_on_site": STAFF,
    "articles_article_changelist": STAFF,
    "articles_article_add": EDITORS,
    "articles_article_change": EDITORS,
    "articles_article_history": EDITORS,
    "articles_article_version": EDITORS,
    "articles_article_delete": EDITORS,
    "articles_article_merge": EDITORS,
    "articles_article_together": EDITORS,
    "articles_draft_changelist": EDITORS,
    "articles_discarded_changelist": EDITORS,
    "articles_person_changelist": EDITORS,
    "articles_person_add": EDITORS,
    "articles_person_change": EDITORS,
    "articles_person_history": EDITORS,
    "articles_person_version": EDITORS,
    "articles_person_delete": ADMINS,
    "articles_source_changelist": STAFF,
    "articles_source_add": EDITORS,
    "articles_source_change": STAFF,
    "articles_source_history": STAFF,
    "articles_source_version": STAFF,
    "articles_source_delete": ADMINS,
    "articles_source_merge": ADMINS,
    "articles_source_part": ADMINS,
    "articles_subject_changelist": STAFF,
    "articles_subject_add": EDITORS,
    "articles_subject_change": STAFF,
    "articles_subject_history": STAFF,
    "articles_subject_version": STAFF,
    "articles_subject_delete": ADMINS,
    "articles_upload_changelist": EDITORS,
    "articles_upload_add": NOBODY,
    "articles_upload_change": EDITORS,
    "articles_upload_history": EDITORS,
    "articles_upload_delete": NOBODY,
    "admin_logentry_changelist": EDITORS,
    "admin_logentry_add": NOBODY,
    "admin_logentry_change": EDITORS,
    "admin_logentry_history": EDITORS,
    "admin_logentry_delete": NOBODY,
    "auth_user_changelist": ADMINS,
    "auth_user_add": ADMINS,
    "auth_user_change": ADMINS,
    "auth_user_history": ADMINS,
    "auth_user_delete": ADMINS,
    "auth_user_password_change": ADMINS,
    "auth_group_changelist": ADMINS,
    "auth_group_add": SUPERUSERS,
    "auth_group_change": ADMINS,
    "auth_group_history": ADMINS,
    "auth_group_delete": SUPERUSERS,
    # A draft or a discarded article is opened as an article, which checks the right.
    "articles_draft_change": STAFF,
    "articles_draft_history": STAFF,
    "articles_draft_add": NOBODY,
    "articles_draft_delete": NOBODY,
    "articles_discarded_change": STAFF,
    "articles_discarded_history": STAFF,
    "articles_discarded_add": NOBODY,
    "articles_discarded_delete": NOBODY,
}
# Reached by POST alone, or open to those who are not logged in.
OTHERS = {"login", "logout", "autocomplete"} | {
    *(f"articles_{model}_return" for model in ("article", "person", "source", "subject")),
    "articles_article_restore",
}


@pytest.fixture(params=EVERYBODY)
def role(request, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return request.param


def test_every_page_of_the_administration_has_its_roles():
    there = {pattern.name for pattern in _patterns(admin.site.urls[0])}
    assert there - {None} == PAGES.keys() | OTHERS


def _patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def test_pages_open_for_those_who_may(role):
    world = World(role)
    wrong = []
    for name, roles in PAGES.items():
        answer = world.client.get(_address_of(world, name))
        # What is not there for somebody leads to the first page of the administration.
        ways = ("/admin/login/", "/admin/", "/login/")
        is_open = answer.status_code == 200 or (
            answer.status_code == 302 and answer["Location"].partition("?")[0] not in ways
        )
        if is_open != (role in roles):
            wrong.append((name, answer.status_code))
    assert not wrong


def _address_of(world: World, name: str) -> str:
    model = name.rpartition("_")[0].removesuffix("_password")
    things = {
        "articles_article": world.article,
        "articles_draft": world.draft,
        "articles_discarded": world.trashed,
        "articles_person": world.person,
        "articles_source": world.source,
        "articles_subject": world.subject,
        "articles_upload": world.upload,
        "admin_logentry": world.entry,
        "auth_user": world.other,
        "auth_group": Group.objects.get(name="editors"),
    }
    if name == "app_list":
        return reverse("admin:app_list", args=["articles"])
    if name == "view_on_site":
        return "/admin/jsi18n/"
    if name == "articles_source_part":
        return reverse(f"admin:{name}", args=[world.merge_of_sources.pk])
    if model not in things or name.endswith(("_changelist", "_add", "_together")):
        return reverse(f"admin:{name}")
    more = []
    if name.endswith("_version"):
        more = [world.first_version(things[model]).pk]
    if name.endswith("_merge"):
        more = [world.twin.pk if model == "articles_article" else world.second_source.pk]
    return reverse(f"admin:{name}", args=[things[model].pk, *more])


@pytest.mark.parametrize(("kind", "acts"), [(World, ACTS), (Site, SITE_ACTS)], ids=["administration", "site"])
def test_acts_are_done_by_those_who_may(role, kind, acts):
    world = kind(role)
    wrong = []
    for act in acts:
        assert not act.done(world), act.name
        point = transaction.savepoint()
        act.do(world)
        if act.done(world) != (role in act.roles):
            wrong.append(act.name)
        transaction.savepoint_rollback(point)
        if world.user:
            # Its session was rolled back with the rest.
            world.client.force_login(world.user)
    assert not wrong


def test_pages_of_staff_open_for_those_who_may(role):
    world = Site(role)
    wrong = []
    for page, roles in site_pages(world).items():
        answer = world.client.get(page)
        answer.getvalue()  # Closes the file of a download.
        if (answer.status_code == 200) != (role in roles):
            wrong.append((page, answer.status_code))
    assert not wrong


def test_an_uploader_finds_the_own_drafts_alone(db):
    world = World("uploader")
    shown = world.client.get("/admin/articles/article/").context["cl"].result_list
    assert [article.pk for article in shown] == [world.own.pk]
    assert world.client.get(address(world.own, "history")).status_code == 200
    page = world.client.get(f"/en{world.own.get_absolute_url()}")
    assert "Only editors and you see it" in page.content.decode()
    assert world.client.get(world.draft.get_absolute_url()).status_code == 404
    form = world.client.get(address(world.own, "change")).context["adminform"].form
    assert not {"status", "assigned_to"} & form.fields.keys()
