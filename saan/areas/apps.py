from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "saan.areas"
    label = "areas"

    def prepare(self, say):
        """An installation without the areas of Thailand is of no use."""
        from saan.areas.actions import load_country

        added, changed = load_country()
        if added or changed:
            say(f"Loaded the areas of Thailand ({added:,} new, {changed:,} changed)")
