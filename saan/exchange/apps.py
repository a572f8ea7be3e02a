from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "saan.exchange"
    label = "exchange"

    def ready(self):
        from saan.exchange.joins import join

        join()
