from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "saan.visits"
    label = "visits"

    def ready(self):
        from saan.visits.joins import join

        join()
