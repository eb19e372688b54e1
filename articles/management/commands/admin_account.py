"""`manage.py admin_account`: the account of the archive's administrator."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

USERNAME = "admin"


class Command(BaseCommand):
    help = (
        "Give the account “admin” a new random password and print it; the account is created where it is missing. "
        "Run it when the password is lost. With --if-missing (what a start of the archive runs) nothing happens where "
        "an administrator exists."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="do nothing where the archive has an administrator already"
        )

    def handle(self, *args: Any, if_missing: bool, **options: Any) -> None:
        password = set_password(if_missing=if_missing)
        if password is None:
            return
        self.stdout.write(f"User name: {USERNAME}\nPassword:  {password}\n")
        self.stdout.write("The password is shown this once. `make admin` sets a new one.")


@transaction.atomic
def set_password(*, if_missing: bool) -> str | None:
    """Return the new password of the account "admin", which is an active superuser afterwards.

    With `if_missing`, return None and change nothing where there is this account or any superuser.
    """
    users = get_user_model()._default_manager
    if if_missing and users.filter(Q(username=USERNAME) | Q(is_superuser=True)).exists():
        return None
    password = secrets.token_urlsafe(15)
    admin, _ = users.select_for_update().get_or_create(username=USERNAME)
    admin.is_active = admin.is_staff = admin.is_superuser = True
    admin.set_password(password)
    admin.save()
    return password
