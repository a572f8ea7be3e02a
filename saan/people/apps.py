from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "saan.people"
    label = "people"
