"""The web application, as granian loads it."""

import os

from django.core.wsgi import get_wsgi_application

from saan.runtime.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.settings")
# The server starts us as its children; killed with -9, it could not stop us.
die_with_parent()
application = get_wsgi_application()
