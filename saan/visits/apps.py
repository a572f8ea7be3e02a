from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "saan.visits"
    label = "visits"

    def ready(self):
        from saan.visits.joins import join

        join()

    def prepare(self, say):
        from saan.visits.due import load_rhythms

        if added := load_rhythms():
            say(f"Rhythms of visits: {added} added")
