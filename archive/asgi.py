"""ASGI entry point, for servers that speak it."""

import os

from django.core.asgi import get_asgi_application

from articles.apps import keep_index_up, work_on_uploads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
application = get_asgi_application()
keep_index_up()
work_on_uploads()
