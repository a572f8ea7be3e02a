from saan.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "bench.coming"]  # noqa: F405
