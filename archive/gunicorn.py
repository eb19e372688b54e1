"""How gunicorn serves the archive: `gunicorn --config python:archive.gunicorn`.

Options on its command line go before these; `WEB_CONCURRENCY` is the number of processes (gunicorn's own variable).
"""

import sys
from typing import Any

wsgi_app = "archive.wsgi"
worker_class = "gthread"
threads = 4
# The longest search is part of an address: 1,000 Arabic letters are 6,000 bytes there. This is gunicorn's limit.
limit_request_line = 8190
loglevel = "warning"
# Its place is in the user's home, where two archives would meet.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where the archive listens; gunicorn calls this once its sockets are open."""
    listeners = ", ".join(str(listener) for listener in server.LISTENERS)
    sys.stdout.write(f"The archive listens at {listeners} (Ctrl+C stops it).\n")
    sys.stdout.flush()
