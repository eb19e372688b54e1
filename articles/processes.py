"""Processes of the archive's own, beside the one that starts them.

Nothing here imports Django's apps at the top: a new process reads this module before they are loaded.
"""

import importlib
import multiprocessing
from multiprocessing.process import BaseProcess
from typing import Any


def start(function: str, *args: Any) -> BaseProcess:
    """Run a function, named by its dotted path, in a new process that ends with this one at the latest.

    Its module is not imported before Django is set up there, which a function handed over itself would be. Raises
    OSError where no process can be started.
    """
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_run, args=(function, *args), daemon=True)
    process.start()
    return process


def _run(function: str, *args: Any) -> None:
    import django

    django.setup()
    module, _, name = function.rpartition(".")
    getattr(importlib.import_module(module), name)(*args)
