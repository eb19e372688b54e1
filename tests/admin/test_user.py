"""Accounts: roles by groups, and traces that stay."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.utils import translation

from articles.models import log_act, sentence_of
from tests.admin.acts import address
from tests.factories import make_article, make_user


@pytest.fixture
def admin(client, db):
    client.force_login(make_user("admin", "admins", is_staff=True))
    return client


def form_of(user: User, **fields):
    return {
        "username": user.username,
        "is_active": "on",
        "date_joined_0": "2020-01-01",
        "date_joined_1": "1:00",
    } | fields


def test_a_member_of_a_role_may_enter_the_administration(admin):
    user = make_user("ليلى")
    admin.post(address(user, "change"), form_of(user, groups=[Group.objects.get(name="uploaders").pk]))
    assert User.objects.get(pk=user.pk).is_staff


def test_an_account_with_traces_is_deactivated_and_one_without_deleted(admin):
    busy, idle = make_user("busy"), make_user("idle")
    log_act(busy.pk, "published", [make_article()])
    page = admin.post(f"/en{address(busy, 'delete')}", {"post": "yes"}, follow=True).content.decode()
    assert "The log names this account, so it was deactivated instead of deleted." in page
    assert "deleted successfully" not in page
    admin.post(address(idle, "delete"), {"post": "yes"})
    assert [user.is_active for user in User.objects.filter(username__in=("busy", "idle"))] == [False]
    assert LogEntry.objects.filter(user=busy).exists()
    with translation.override("en"):
        said = [sentence_of(entry) for entry in LogEntry.objects.filter(object_id=str(busy.pk))]
    assert said == ["Deactivated instead of deleted, so that the log stays."]


def test_administrators_do_not_touch_superusers_nor_delete_themselves(admin):
    boss, me = make_user("boss", is_superuser=True), User.objects.get(username="admin")
    assert admin.post(address(boss, "delete"), {"post": "yes"}).status_code == 403
    assert admin.post(address(me, "delete"), {"post": "yes"}).status_code == 403
    assert "is_superuser" not in admin.get(address(me, "change")).context["adminform"].form.fields


def test_an_entry_of_another_version_is_shown_as_it_is(admin):
    user = User.objects.get(username="admin")
    log_act(user.pk, "some act to come", [user], number=3)
    log_act(user.pk, "edited", [user])
    page = admin.get("/en/admin/admin/logentry/").content.decode()
    assert "some act to come" in page


def test_the_own_password_is_changed_from_the_header(client, db):
    client.force_login(make_user("reader"))
    assert 'href="/en/password/"' in client.get("/en/").content.decode()
    data = {"old_password": "reader", "new_password1": "bahr-wa-sama-7", "new_password2": "bahr-wa-sama-7"}
    assert "incorrectly" in client.post("/en/password/", data | {"old_password": "x"}).content.decode()
    page = client.post("/en/password/", data, follow=True).content.decode()
    assert "The password was changed." in page
    assert client.get("/en/password/").status_code == 200, "still logged in"
    assert User.objects.get().check_password("bahr-wa-sama-7")
    client.logout()
    assert client.get("/en/password/")["Location"] == "/en/login/?next=/en/password/"
