from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "saan.intake"
    label = "intake"
