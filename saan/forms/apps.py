from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "saan.forms"
    label = "forms"

    def ready(self):
        from saan.forms.joins import join

        join()

    def prepare(self, say):
        from saan.forms.library.loading import load

        load(say)
