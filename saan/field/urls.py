from django.urls import path

from saan.field.views import enrol, photos, sync

app_name = "field"
urlpatterns = [
    path("enrol/", enrol.enrol, name="enrol"),
    path("sync/<str:key>/", sync.sync, name="sync"),
    path("photo/<str:key>/<uuid:uuid>", photos.photo, name="photo"),
]
