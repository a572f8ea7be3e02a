from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "saan.forms"
    label = "forms"

    def ready(self):
        from saan.forms.joins import join

        join()
