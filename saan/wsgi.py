"""The web application, as granian loads it."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from saan.runtime.lifeline import die_with_parent
from saan.runtime.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.settings")
# The server starts us as its children; killed with -9, it could not stop us.
die_with_parent()
application = get_wsgi_application()

warming = threading.Thread(target=warm_up, daemon=True)
warming.start()
