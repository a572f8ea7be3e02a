from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "saan.needs"
    label = "needs"

    def ready(self):
        from saan.needs.joins import join

        join()
