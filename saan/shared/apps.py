from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "saan.shared"
    label = "shared"
