from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "saan.field"
    label = "field"

    def ready(self):
        from saan.field.joins import join

        join()
