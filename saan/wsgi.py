"""The web application, as granian loads it."""

import os
import threading
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from saan.runtime.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.settings")
# The server starts us as its children; killed with -9, it could not stop us.
die_with_parent()
application = get_wsgi_application()


def _warm_up():
    """Load what the first page and the first search would otherwise wait for."""
    import_module(settings.ROOT_URLCONF)
    for room in apps.get_app_configs():
        if warm_up := getattr(room, "warm_up", None):
            warm_up()


warming = threading.Thread(target=_warm_up, daemon=True)
warming.start()
