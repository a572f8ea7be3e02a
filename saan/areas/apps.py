from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

OUTLINES = Path("saan") / "provinces.json"  # made by the front-end build


class AreasConfig(AppConfig):
    name = "saan.areas"
    label = "areas"

    def prepare(self, say):
        from saan.areas.actions import load_country, load_outlines

        added, changed = load_country()
        if added or changed:
            say(f"Areas of Thailand: {added} added, {changed} brought up to date")
        built = next((folder / OUTLINES for folder in _static_folders() if (folder / OUTLINES).exists()), None)
        if built and (drawn := load_outlines(text=built.read_text(), source="Natural Earth")):
            say(f"Outlines of {drawn} provinces")


def _static_folders():
    return [Path(folder) for folder in settings.STATICFILES_DIRS]
