from django.apps import AppConfig
from django.urls import reverse


class PortalConfig(AppConfig):
    name = "saan.portal"
    label = "portal"

    def ready(self):
        from saan.shared import frame

        frame.provide("home_url", lambda request: reverse("portal:home"))
        frame.provide("search_url", lambda request: reverse("portal:search"))
