"""Who may do what: visitors, accounts without rights, uploaders, editors, administrators."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.apps import GROUPS
from articles.models import Status, Upload
from tests.factories import make_article, make_person, make_source, make_user


@pytest.fixture
def as_role(client, db):
    """Return a client that is logged in as a member of a role."""

    def log_in(role: str):
        client.logout()
        if role != "visitor":
            client.force_login(
                make_user(
                    role,
                    *([f"{role}s"] if role in ("uploader", "editor") else []),
                    is_staff=role in ("editor", "administrator"),
                    is_superuser=role == "administrator",
                )
            )
        return client

    return log_in


def test_the_groups_are_there_with_their_permissions(db):
    granted = {
        group.name: {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions__content_type")
    }
    assert granted == {name: {*codenames} for name, codenames in GROUPS.items()}


def test_another_migration_keeps_what_an_administrator_made_of_a_group(db):
    editors = Group.objects.get(name="editors")
    editors.permissions.set(Permission.objects.filter(codename="view_article"))
    Group.objects.get(name="uploaders").delete()
    call_command("migrate", verbosity=0)
    assert [*editors.permissions.values_list("codename", flat=True)] == ["view_article"]
    assert Group.objects.filter(name="uploaders").exists()


def test_an_archive_of_before_gives_its_groups_what_is_new_and_keeps_the_rest(db):
    """The migration, run on groups as the last version left them and an administrator changed them."""
    editors, uploaders = Group.objects.get(name="editors"), Group.objects.get(name="uploaders")
    editors.permissions.set(Permission.objects.filter(codename__in=("change_article", "delete_subject")))
    uploaders.permissions.set(Permission.objects.filter(codename="add_upload"))
    Permission.objects.filter(codename="edit_own_drafts").delete()
    member = make_user("member", "uploaders")
    import_module("articles.migrations.0006_keeping").grant_new_permissions(apps, None)
    granted = {*editors.permissions.values_list("codename", flat=True)}
    assert granted >= {"change_article", "delete_subject", "delete_article", "change_sourcealias", "view_logentry"}
    assert {*uploaders.permissions.values_list("codename", flat=True)} == {
        *("add_upload", "edit_own_drafts", "view_source", "view_subject")
    }
    member.refresh_from_db()
    assert member.is_staff


def test_who_may_not_upload_reads_why(as_role):
    page = as_role("nobody").get("/en/upload/")
    assert page.status_code == 403
    assert "You have no permission for this" in page.content.decode()


def test_a_visitor_is_led_to_the_login_and_back(client, db):
    make_user("uploader", "uploaders")
    page = client.get("/en/upload/", follow=True)
    assert page.redirect_chain == [("/en/login/?next=/en/upload/", 302)]
    assert "<h1>Log in</h1>" in page.content.decode()
    page = client.post(page.request["PATH_INFO"], {"username": "uploader", "password": "wrong", "next": "/en/upload/"})
    assert "errorlist" in page.content.decode()
    page = client.post(
        "/en/login/", {"username": "uploader", "password": "uploader", "next": "/en/upload/"}, follow=True
    )
    assert page.redirect_chain == [("/en/upload/", 302)]
    assert "Log out" in page.content.decode()
    client.post("/en/logout/")
    assert client.get("/en/upload/").status_code == 302


def test_the_address_for_logging_out_shows_the_button(client, db):
    assert "You are not logged in." in client.get("/en/logout/").content.decode()
    client.force_login(make_user("uploader", "uploaders"))
    page = client.get("/en/logout/").content.decode()
    assert "You are logged in as <bdi>uploader</bdi>." in page
    assert page.count('<form method="post"') == 2
    assert client.get("/en/upload/").status_code == 200
    assert client.post("/en/logout/", follow=True).redirect_chain == [("/en/", 302)]
    assert client.get("/en/upload/").status_code == 302


def test_a_login_does_not_lead_to_another_site(client, db):
    make_user("uploader", "uploaders")
    answer = client.post("/login/?next=https://evil.example/", {"username": "uploader", "password": "uploader"})
    assert answer.url == "/upload/"


def test_only_who_may_publish_finds_the_status_and_the_actions(as_role):
    article = make_article(status=Status.DRAFT)
    writer = make_user("writer", is_staff=True)
    writer.user_permissions.set(
        Permission.objects.filter(codename__in=("change_article", "add_article", "view_article"))
    )
    client = as_role("editor")
    assert "status" in client.get(f"/admin/articles/article/{article.pk}/change/").context["adminform"].form.fields
    assert 'value="publish"' in client.get("/admin/articles/article/").content.decode()
    client.force_login(writer)
    assert "status" not in client.get(f"/admin/articles/article/{article.pk}/change/").context["adminform"].form.fields
    assert "status" not in client.get("/admin/articles/article/add/").context["adminform"].form.fields
    client.post("/admin/articles/article/", {"action": "publish", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_an_uploader_sees_own_batches_alone(as_role):
    other = Upload.objects.create(user=make_user("other"))
    client = as_role("uploader")
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.post(other.get_absolute_url(), {"confirm": "1"}).status_code == 404
    own = Upload.objects.create(user=client.get("/upload/").wsgi_request.user)
    assert client.get(own.get_absolute_url()).status_code == 200
    assert as_role("editor").get(other.get_absolute_url()).status_code == 200
    assert as_role("visitor").get(other.get_absolute_url()).status_code == 302


def test_who_may_look_at_all_uploads_but_not_upload_sees_no_buttons(as_role):
    upload = Upload.objects.create(user=make_user("other"))
    auditor = make_user("auditor")
    auditor.user_permissions.add(Permission.objects.get(codename="view_upload"))
    client = as_role("visitor")
    client.force_login(auditor)
    assert 'name="cancel"' not in client.get(upload.get_absolute_url()).content.decode()
    assert client.post(upload.get_absolute_url(), {"cancel": "1"}).status_code == 403


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_the_admin_opens(as_role, language):
    article = make_article(source=make_source(), date="2018-05-24")
    person = make_person("سلمى الهاشمي", "سلمى")
    client = as_role("administrator")
    for model, pk in (("article", article.pk), ("person", person.pk), ("source", article.source.pk)):
        for page in ("", "add/", f"{pk}/change/", f"{pk}/history/", f"{pk}/delete/"):
            assert client.get(f"{language}/admin/articles/{model}/{page}").status_code == 200
    index = client.get(f"{language}/admin/").content.decode()
    assert f'href="{language}/upload/"' in index
    assert f'dir="{"ltr" if language else "rtl"}"' in index
