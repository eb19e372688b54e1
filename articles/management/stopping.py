"""Commands that work until they are told to stop."""

import signal
import threading
import time
from collections.abc import Callable

ENDS = (signal.SIGTERM, signal.SIGINT)
_SECONDS_BETWEEN_LOOKS = 1.0


def work_until_told(
    work: Callable[[threading.Event], object],
    *,
    name: str,
    begun: Callable[[], object] = lambda: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> None:
    """Work in a thread of this name until SIGTERM or Ctrl+C comes, or `goes_on` says no; return when it has ended.

    The work gets the event that says so. `begun` is called once a signal ends it, `goes_on` every second.
    """
    # Handlers run in this thread, so none runs in the middle of a commit. They are not masked and waited for instead:
    # libraries have threads of their own, and the system gives a signal to any of them that does not mask it.
    before = {number: signal.signal(number, signal.default_int_handler) for number in ENDS}
    stop = threading.Event()
    worker = threading.Thread(target=work, args=(stop,), name=name)
    try:
        worker.start()
        begun()
        while goes_on():
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        pass
    for number in ENDS:
        signal.signal(number, signal.SIG_IGN)
    stop.set()
    worker.join()
    for number, handler in before.items():
        signal.signal(number, handler)
