"""WSGI entry point: `gunicorn archive.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from articles.apps import keep_index_up, work_on_uploads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
application = get_wsgi_application()
keep_index_up()
work_on_uploads()
