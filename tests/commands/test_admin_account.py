"""The administrator's account: a random password, shown once."""

from io import StringIO

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

from tests.factories import make_user


def run(*args: str) -> str:
    out = StringIO()
    call_command("admin_account", *args, stdout=out)
    return out.getvalue()


def password_in(output: str) -> str:
    return next(line.split()[-1] for line in output.splitlines() if line.startswith("Password:"))


def test_the_first_start_makes_an_administrator_whose_printed_password_opens_the_admin(client, db):
    password = password_in(run("--if-missing"))
    assert len(password) >= 16
    answer = client.post("/admin/login/?next=/admin/", {"username": "admin", "password": password}, follow=True)
    assert answer.wsgi_request.user.is_superuser
    assert answer.redirect_chain == [("/admin/", 302)]


def test_a_later_start_changes_and_prints_nothing(db):
    password = password_in(run("--if-missing"))
    assert run("--if-missing") == ""
    assert authenticate(username="admin", password=password)


def test_an_administrator_of_another_name_is_enough(db):
    make_user("leila", is_superuser=True)
    assert run("--if-missing") == ""
    assert not User.objects.filter(username="admin").exists()


def test_every_archive_gets_a_password_of_its_own_and_a_lost_one_is_replaced(db):
    first, second = password_in(run()), password_in(run())
    assert first != second
    assert authenticate(username="admin", password=first) is None
    assert authenticate(username="admin", password=second)


def test_an_account_that_was_locked_or_stripped_of_its_rights_is_whole_again(db):
    make_user("admin", is_active=False)
    password = password_in(run())
    admin = authenticate(username="admin", password=password)
    assert admin.is_staff
    assert admin.is_superuser
