from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "saan.people"
    label = "people"

    def ready(self):
        from saan.people.joins import join

        join()

    def warm_up(self):
        from saan.people import linking

        linking.model()
