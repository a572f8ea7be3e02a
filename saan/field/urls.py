from django.urls import path

from saan.field.views import enrol, owner, photos, shell, sync

app_name = "field"
urlpatterns = [
    path("", shell.shell, name="shell"),
    path("sw.js", shell.service_worker, name="service_worker"),
    path("app.webmanifest", shell.manifest, name="manifest"),
    path("enrol/", enrol.enrol, name="enrol"),
    path("owner/", owner.owner, name="owner"),
    path("sync/<str:key>/", sync.sync, name="sync"),
    path("photo/<str:key>/<uuid:uuid>", photos.photo, name="photo"),
]
