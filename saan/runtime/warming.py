"""What the first page and the first search would otherwise wait for."""

import gc
from importlib import import_module

from django.apps import apps
from django.conf import settings


def warm_up() -> None:
    """Load it, and let Python leave it alone: to look through all of it for garbage again and again, while somebody
    waits for an answer, finds none."""
    import_module(settings.ROOT_URLCONF)
    for room in apps.get_app_configs():
        if load := getattr(room, "warm_up", None):
            load()
    gc.collect()
    gc.freeze()
