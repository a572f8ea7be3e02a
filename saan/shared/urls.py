from django.urls import path
from django.views.i18n import set_language

from saan.shared.access import public

urlpatterns = [
    path("language/", public("everybody may choose the language")(set_language), name="set_language"),
]
