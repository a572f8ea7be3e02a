"""Every address of the house, a room a line."""

from django.urls import include, path

urlpatterns = [
    path("areas/", include("saan.areas.urls")),
]
