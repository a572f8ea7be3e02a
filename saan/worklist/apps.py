from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "saan.worklist"
    label = "worklist"
