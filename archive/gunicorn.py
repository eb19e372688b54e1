"""How gunicorn serves the archive: `gunicorn --config python:archive.gunicorn`.

Options on its command line go before these; `WEB_CONCURRENCY` is the number of processes (gunicorn's own variable).
"""

import sys
from ipaddress import ip_address
from typing import Any

wsgi_app = "archive.wsgi"
worker_class = "gthread"
threads = 4
# A search is part of an address, and 1,000 Arabic letters are 6,000 bytes there. Gunicorn's largest limit; see below.
limit_request_line = 8190
loglevel = "warning"
# Its place is in the user's home, where two archives would meet.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Leave the length of addresses to the archive, or to the proxy before it, where only this machine connects.

    Gunicorn's own answer to a long query is a bare line; the archive's says how long a query may be.
    """
    if all(isinstance(address, str) or ip_address(address[0]).is_loopback for address in server.cfg.address):
        server.cfg.set("limit_request_line", 0)


def when_ready(server: Any) -> None:
    """Say where the archive listens; gunicorn calls this once its sockets are open."""
    listeners = ", ".join(str(listener) for listener in server.LISTENERS)
    sys.stdout.write(f"The archive listens at {listeners} (Ctrl+C stops it).\n")
    sys.stdout.flush()
